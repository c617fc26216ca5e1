import type { ReactNode } from "react";
import { age, clockText } from "../laws/index.ts";
import { link, serverNow, useLink, useTicking } from "../live/index.ts";
import { useWords } from "./i18n.ts";
import { useLang } from "./preferences.ts";
import { useTimeZone } from "./site.ts";

/** No reading of any kind for this long means that the plant, not only one device, is out of sight. */
const INTAKE_PATIENCE_MS = 30_000;

const intakeQuiet = (now: number): boolean => {
  const { lastReadingAt } = link.state();
  return lastReadingAt !== null && now - lastReadingAt > INTAKE_PATIENCE_MS;
};

/** The word of the connection and how old its last message is. */
export function LinkState(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { is, heardAt } = useLink();
  const heard = useTicking(() => {
    const at = link.state().heardAt;
    return at === null ? "" : age(Date.now() - at, lang);
  });
  const quiet = useTicking(intakeQuiet);
  const word =
    is === "lost" ? t("link.reconnecting") : is === "live" && quiet ? t("link.intake") : t(`link.${is}`);
  const fine = is === "live" && !quiet;
  return (
    <span
      className={`link-state is-${fine ? "live" : is === "connecting" ? "connecting" : "trouble"}`}
      title={heardAt === null ? undefined : t("link.lastMessage", { age: heard })}
    >
      <span className="link-dot" aria-hidden="true" />
      <span className="link-word">{word}</span>
      {heard && <span className="link-age">{heard}</span>}
    </span>
  );
}

/** Says in words, across the page, that what is shown is not the plant as it is now. */
export function LinkBanner(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const { is, heardAt, lastReadingAt, problem } = useLink();
  const quiet = useTicking(intakeQuiet);
  const quietFor = useTicking((now) => (lastReadingAt === null ? "" : age(now - lastReadingAt, lang)));
  if ((is === "lost" || is === "silent") && heardAt !== null)
    return (
      <div className="link-banner" role="alert">
        {t("link.lost", { at: clockText(heardAt + (serverNow() - Date.now()), lang, timeZone) })}
      </div>
    );
  if (is === "live" && quiet)
    return (
      <div className="link-banner" role="alert">
        {t("link.quiet", { age: quietFor })}
      </div>
    );
  if (problem)
    return (
      <div className="link-banner" role="alert">
        {problem}
      </div>
    );
  return null;
}
