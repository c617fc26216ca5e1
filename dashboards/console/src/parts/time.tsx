import type { ReactNode } from "react";
import { useLang } from "../app/preferences.ts";
import { useTimeZone } from "../app/site.ts";
import { age, instantText, when } from "../laws/index.ts";
import { useTicking } from "../live/index.ts";

/** "4 min ago" up to a day, then the site's date; hovering gives the full instant. */
export function When({ at }: { at: number }): ReactNode {
  const lang = useLang();
  const timeZone = useTimeZone();
  const text = useTicking((now) => when(at, now, lang, timeZone));
  return (
    <time dateTime={new Date(at).toISOString()} title={instantText(at, lang, timeZone)}>
      {text}
    </time>
  );
}

/** How long since, bare: "4 min". */
export function Since({ at }: { at: number }): ReactNode {
  const lang = useLang();
  const timeZone = useTimeZone();
  const text = useTicking((now) => age(now - at, lang));
  return (
    <time dateTime={new Date(at).toISOString()} title={instantText(at, lang, timeZone)}>
      {text}
    </time>
  );
}
