import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { acknowledgeAll } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMayShelve, useSession } from "../../app/session.ts";
import { colon, isTakeable, pick } from "../../laws/index.ts";
import { alarms } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { type Failure, SelectionBar, ShelveButton, tell, useAct } from "../../parts/index.ts";

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
          const what = alarm ? `${pick(alarm.assetName, lang)}${colon(lang)}${pick(alarm.title, lang)}` : id;
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

  return (
    <SelectionBar
      count={chosen.length}
      most={MOST}
      busy={isPending}
      error={error ?? assign.error}
      failures={failures}
      clear={() => {
        setFailures([]);
        clear();
      }}
    >
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
        disabled={takeable.length === 0 || tooMany}
        whyNot={mayAct ? undefined : t("alarm.mayNot")}
        onClick={() => mutate()}
      >
        {t("alarm.acknowledgeSelected", { n: takeable.length })}
      </Button>
      <Button
        loading={assign.isPending}
        disabled={chosen.length === 0 || tooMany}
        whyNot={mayAct ? undefined : t("alarm.mayNot")}
        onClick={takeAll}
      >
        {t("desk.takeAll", { n: chosen.length })}
      </Button>
      {chosen.length > 0 && !tooMany && (
        <ShelveButton
          // Of one alarm it says which.
          assetName={chosen.length === 1 ? chosen[0]?.assetName : undefined}
          alarms={chosen}
          may={mayShelve}
        />
      )}
    </SelectionBar>
  );
}
