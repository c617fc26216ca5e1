import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { acknowledgeAll } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMayShelve, useSession } from "../../app/session.ts";
import { isTakeable, pick } from "../../laws/index.ts";
import { alarms } from "../../live/index.ts";
import { ShelveButton, tell, useAct, useAdvice } from "../../parts/index.ts";

interface Failure {
  readonly id: string;
  readonly text: string;
}

/** More than a person can have looked at is no acknowledgement; the server refuses them too. */
const MOST = 200;

/** Acknowledges, takes or shelves what is selected, with one comment, and shows what did not work. */
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
  const mayShelve = useMayShelve();
  const me = useSession()?.username;
  const takeable = chosen.filter(isTakeable);
  const assign = useAct();
  const queries = useQueryClient();
  const [comment, setComment] = useState("");
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      acknowledgeAll({
        alarms: takeable.map(({ id, occurrence }) => ({ id, occurrence })),
        comment,
      }),
    onSuccess: ({ alarms: done, refused }) => {
      alarms.take(done);
      setFailures(
        refused.map(({ id, problem }) => {
          const alarm = chosen.find((each) => each.id === id);
          const what = alarm ? `${pick(alarm.assetName, lang)}: ${pick(alarm.title, lang)}` : id;
          return { id, text: t("alarm.failed", { what, problem }) };
        }),
      );
      if (refused.length > 0) return;
      setComment("");
      clear();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ["journal"] }),
  });
  const tooMany = chosen.length > MOST;
  const give = (ids: readonly string[], to: string | null) =>
    assign.mutateAsync({ ids, act: { path: "assign", body: { to, comment } } });
  const takeAll = () => {
    const ids = chosen.filter(({ assignedTo }) => assignedTo !== me).map(({ id }) => id);
    assign.mutate(
      { ids, act: { path: "assign", body: { to: me ?? null, comment } } },
      { onSuccess: () => tell(t("notice.taken", { n: ids.length }), () => give(ids, null)) },
    );
  };

  if (chosen.length === 0 && failures.length === 0 && !isPending) return null;
  return (
    <div className="acknowledge-bar">
      <span className="num" role="status">
        {t("alarm.selected", { n: chosen.length })}
      </span>
      <input
        className="filter-text"
        aria-label={t("alarm.comment")}
        placeholder={t("alarm.commentHint")}
        maxLength={2_000}
        value={comment}
        disabled={isPending}
        onChange={(event) => setComment(event.target.value)}
      />
      <Button
        type="primary"
        loading={isPending}
        disabled={!mayAct || takeable.length === 0 || tooMany}
        title={mayAct ? undefined : t("alarm.mayNot")}
        onClick={() => mutate()}
      >
        {t("alarm.acknowledgeSelected", { n: takeable.length })}
      </Button>
      <Button
        loading={assign.isPending}
        disabled={!mayAct || chosen.length === 0 || tooMany}
        title={mayAct ? undefined : t("alarm.mayNot")}
        onClick={takeAll}
      >
        {t("desk.takeAll", { n: chosen.length })}
      </Button>
      {chosen.length > 0 && !tooMany && <ShelveButton alarms={chosen} may={mayShelve} />}
      <Button
        disabled={isPending}
        onClick={() => {
          setFailures([]);
          clear();
        }}
      >
        {t("alarm.clearSelection")}
      </Button>
      {tooMany && <span className="beside-error">{t("desk.tooMany", { n: MOST })}</span>}
      {(error ?? assign.error) && (
        <span className="beside-error" role="alert">
          {advice(error ?? assign.error)}
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
