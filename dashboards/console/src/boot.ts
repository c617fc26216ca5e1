import "./app/base.css";
import { themeNow, watchTheme } from "./app/preference-store.ts";
import { applyPalette } from "./app/tokens.ts";
import { firstWords, spokenFirst } from "./app/words.ts";
import { localeOf } from "./laws/language.ts";

/**
 * What runs while the console's script is still on its way: the page takes its colours, the words are asked for, and
 * the browser loads its calendar for this language, which costs the first clock on a page some 50 ms.
 */
const paint = () => applyPalette(themeNow(), document.documentElement);
paint();
watchTheme(paint);
firstWords.catch(() => undefined);
void import("./main.tsx");
setTimeout(() =>
  new Intl.DateTimeFormat(localeOf(spokenFirst), { timeZone: "Asia/Shanghai", hourCycle: "h23" }).format(),
);
