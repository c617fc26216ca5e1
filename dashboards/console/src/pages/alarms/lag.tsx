import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { exactLength, instantText } from "../../laws/index.ts";

/** How long after the first of its event: within a minute "1 min ago" tells nothing of the order. */
export function Lag({ ms, at }: { ms: number; at: number }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  // Tenths where it was quick; a whole second and more is told in words as elsewhere.
  const length =
    ms < 10_000 ? `${(ms / 1_000).toFixed(1)} ${lang === "zh" ? "秒" : "s"}` : exactLength(ms, lang);
  return (
    <time dateTime={new Date(at).toISOString()} title={instantText(at, lang, timeZone)} className="num">
      {t("desk.after", { age: length })}
    </time>
  );
}
