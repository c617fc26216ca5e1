import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { useAcknowledge, useAdvice } from "../../parts/index.ts";

interface Failure {
  readonly id: string;
  readonly text: string;
}

/** Acknowledges what is selected, with one comment, showing how far it is and what did not work. */
export function AcknowledgeBar({
  chosen,
  clear,
}: {
  chosen: readonly AlarmView[];
  clear: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const mayAct = useMayAct();
  const { mutateAsync } = useAcknowledge();
  const [comment, setComment] = useState("");
  const [progress, setProgress] = useState<{ done: number; all: number }>();
  const [failures, setFailures] = useState<readonly Failure[]>([]);

  const run = async () => {
    const failed: Failure[] = [];
    setFailures([]);
    // One after the other: the order in the journal is the order on the screen.
    for (const [done, alarm] of chosen.entries()) {
      setProgress({ done, all: chosen.length });
      try {
        await mutateAsync({ alarm, comment });
      } catch (error) {
        const what = `${pick(alarm.assetName, lang)}: ${pick(alarm.title, lang)}`;
        failed.push({ id: alarm.id, text: t("alarm.failed", { what, problem: advice(error) }) });
      }
    }
    setProgress(undefined);
    setFailures(failed);
    if (failed.length === 0) {
      setComment("");
      clear();
    }
  };

  if (chosen.length === 0 && failures.length === 0 && !progress) return null;
  return (
    <div className="acknowledge-bar">
      <span className="num" role="status">
        {progress ? t("alarm.progress", progress) : t("alarm.selected", { n: chosen.length })}
      </span>
      <input
        className="filter-text"
        aria-label={t("alarm.comment")}
        placeholder={t("alarm.commentHint")}
        maxLength={2_000}
        value={comment}
        disabled={progress !== undefined}
        onChange={(event) => setComment(event.target.value)}
      />
      <Button
        type="primary"
        loading={progress !== undefined}
        disabled={!mayAct || chosen.length === 0}
        title={mayAct ? undefined : t("alarm.mayNot")}
        onClick={() => void run()}
      >
        {t("alarm.acknowledgeSelected", { n: progress?.all ?? chosen.length })}
      </Button>
      <Button
        disabled={progress !== undefined}
        onClick={() => {
          setFailures([]);
          clear();
        }}
      >
        {t("alarm.clearSelection")}
      </Button>
      {failures.map((failure) => (
        <span key={failure.id} className="beside-error" role="alert">
          {failure.text}
        </span>
      ))}
    </div>
  );
}
