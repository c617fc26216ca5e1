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
  // Tenths where it was quick.
  const step = ms < 10_000 ? 100 : 1_000;
  const length = exactLength(Math.round(ms / step) * step, lang);
  return (
    <time dateTime={new Date(at).toISOString()} title={instantText(at, lang, timeZone)} className="num">
      {t("desk.after", { age: length })}
    </time>
  );
}
