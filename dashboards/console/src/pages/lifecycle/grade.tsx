import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { percentText } from "./words.ts";

/** A condition as five boxes, a number, and how sure it is. */
export function Grade({ grade, confidence }: { grade: number; confidence?: number }): ReactNode {
  const t = useWords();
  return (
    <span className="lc-grade" title={t("lifecycle.conditionOf", { n: grade })}>
      <span className="lc-boxes" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((n) => (
          <span key={n} className={n <= Math.round(grade) ? `is-on lc-c${Math.round(grade)}` : ""} />
        ))}
      </span>
      <strong className="num">{Math.round(grade)}</strong>
      {confidence !== undefined && (
        <span className="faint num" title={t("lifecycle.confidence")}>
          {percentText(confidence)}
        </span>
      )}
    </span>
  );
}
