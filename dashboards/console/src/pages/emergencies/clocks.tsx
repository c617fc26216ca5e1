import type { ReactNode } from "react";
import type { ClockView, RunView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { exactLength, pick, stopwatch } from "../../laws/index.ts";
import { useTicking } from "../../live/index.ts";
import { DueIn } from "../../parts/index.ts";

/** The run's clocks: how far each has run, and what the law or the contract gives it. */
export function Clocks({ run }: { run: RunView }): ReactNode {
  const t = useWords();
  if (run.clocks.length === 0) return null;
  return (
    <ul className="clocks" aria-label={t("emergency.clocks")}>
      {run.clocks.map((clock) => (
        <li key={clock.id}>
          <Clock clock={clock} running={run.state === "running"} />
        </li>
      ))}
    </ul>
  );
}

const basis = ({ minutes, agreed }: ClockView) =>
  agreed?.asked != null
    ? ("emergency.contractLonger" as const)
    : agreed?.usual === minutes
      ? ("emergency.byContractAlso" as const)
      : ("emergency.byContract" as const);

function Clock({ clock, running }: { clock: ClockView; running: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const share = useTicking((now) =>
    Math.min(100, Math.round((100 * ((clock.stoppedAt ?? now) - clock.since)) / (clock.due - clock.since))),
  );
  const length = clock.stoppedAt === null ? "" : stopwatch(clock.stoppedAt - clock.since);
  const late = useTicking((now) => (clock.stoppedAt ?? now) > clock.due);
  return (
    <div
      className={`clock${late ? " is-late" : ""}${clock.stoppedAt === null ? "" : " is-over"}`}
      title={pick(clock.source, lang)}
    >
      <span className="clock-title">
        {pick(clock.title, lang)} <span className="faint">{exactLength(clock.minutes * 60_000, lang)}</span>
        {clock.agreed && (
          <span className="faint clock-basis">
            {" "}
            {t(basis(clock), {
              title: pick(clock.agreed.title, lang),
              usual: clock.agreed.usual,
              asked: clock.agreed.asked ?? clock.agreed.usual,
            })}
          </span>
        )}
      </span>
      <span className="clock-bar" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
      {clock.stoppedAt !== null ? (
        <span className="faint">
          {clock.stoppedBy === null
            ? t("emergency.clockEnded", { age: length })
            : t(late ? "emergency.clockLate" : "emergency.clockMet", {
                age: length,
                what: pick(clock.stoppedBy, lang),
              })}
        </span>
      ) : running ? (
        <DueIn at={clock.due} />
      ) : (
        <span className="faint">{t("emergency.clockStopped")}</span>
      )}
    </div>
  );
}
