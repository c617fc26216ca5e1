import type { ReactNode } from "react";
import { useWords } from "../app/i18n.ts";
import { Button } from "./button.tsx";
import { useAdvice } from "./trouble.tsx";
import "./selection.css";

/** What was not done, in a sentence. */
export interface Failure {
  readonly id: string;
  readonly text: string;
}

/** What can be done to all that is selected, and what did not work; away while nothing is. */
export function SelectionBar({
  count,
  most,
  busy,
  error,
  failures,
  clear,
  children,
}: {
  count: number;
  /** More are refused here and by the server. */
  most: number;
  busy: boolean;
  error: unknown;
  failures: readonly Failure[];
  clear: () => void;
  children: ReactNode;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  if (count === 0 && failures.length === 0 && !busy) return null;
  return (
    <div className="selection-bar">
      <span className="num" role="status">
        {t("alarm.selected", { n: count })}
      </span>
      {children}
      <Button disabled={busy} onClick={clear}>
        {t("alarm.clearSelection")}
      </Button>
      {count > most && <span className="beside-error">{t("desk.tooMany", { n: most })}</span>}
      {error != null && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
      {failures.map((failure) => (
        <span key={failure.id} className="beside-error" role="alert">
          {failure.text}
        </span>
      ))}
    </div>
  );
}

/** The box over a column of boxes: all, some, or none of them. */
export function SelectAll({
  all,
  chosen,
  label,
  toggle,
}: {
  all: number;
  chosen: number;
  label: string;
  toggle: (everything: boolean) => void;
}): ReactNode {
  return (
    <input
      type="checkbox"
      className="pick"
      ref={(element) => {
        if (element) element.indeterminate = chosen > 0 && chosen < all;
      }}
      checked={chosen > 0 && chosen === all}
      aria-label={label}
      onChange={() => toggle(chosen !== all)}
    />
  );
}
