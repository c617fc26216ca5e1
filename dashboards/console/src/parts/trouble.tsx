import type { ReactNode } from "react";
import { Trouble } from "../app/api.ts";
import { useWords } from "../app/i18n.ts";
import { Button } from "./button.tsx";
import "./trouble.css";

/** What went wrong and what to do, in the person's words; the server's own advice where it gave one. */
export function useAdvice(): (error: unknown) => string {
  const t = useWords();
  return (error) => {
    if (!(error instanceof Trouble)) return error instanceof Error ? error.message : String(error);
    if (error.status === 0 || error.status >= 502) return t("trouble.offline");
    if (error.status === 403) return error.detail ?? t("trouble.forbidden");
    return error.detail ?? error.message;
  };
}

export function TroubleNote({ error, again }: { error: unknown; again?: () => void }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  // Nothing has failed, and trying again changes nothing: it is not this person's to see.
  if (error instanceof Trouble && error.status === 403) return <Quiet>{advice(error)}</Quiet>;
  return (
    <div className="trouble" role="alert">
      <strong>{t("trouble.title")}</strong>
      <span>{advice(error)}</span>
      {again && (
        <Button size="small" onClick={again}>
          {t("trouble.again")}
        </Button>
      )}
    </div>
  );
}

/** An empty state: what it means and the next step. */
export function Quiet({ children }: { children: ReactNode }): ReactNode {
  return <div className="quiet">{children}</div>;
}

/** Grey lines where content is on its way; says so to who cannot see them. */
export function Waiting({ lines = 3 }: { lines?: number }): ReactNode {
  const t = useWords();
  return (
    <div className="waiting" role="status">
      <span className="only-heard">{t("trouble.loading")}</span>
      {Array.from({ length: lines }, (_, i) => `line-${i}`).map((key) => (
        <span key={key} className="waiting-line" />
      ))}
    </div>
  );
}
