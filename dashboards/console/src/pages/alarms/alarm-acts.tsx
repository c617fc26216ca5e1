import { type ReactNode, useState } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMayShelve, useSession } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { colon, instantText, isTakeable, rootsOf, stampText } from "../../laws/index.ts";
import { useAlarmBoard } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import {
  AcknowledgeButton,
  ActButton,
  PutBackButton,
  ShelveButton,
  UnshelveButton,
  useAct,
  useAdvice,
} from "../../parts/index.ts";
import { OrderForAlarm } from "../orders/order-for-alarm.tsx";
import { TimeLeft, WhyHidden } from "./hidden-table.tsx";
import "../../parts/desk-forms.css";

/** Who has it, what hides it: the alarm's standing in a sentence each. */
export function Standing({ alarm }: { alarm: AlarmView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const nameOf = useNames();
  const { hidden } = useAlarmBoard();
  return (
    <>
      {alarm.acknowledgedBy !== null && (
        <p className="soft">
          {t("alarm.acknowledgedBy", { who: nameOf(alarm.acknowledgedBy) })}
          {alarm.acknowledgedAt !== null && ` · ${instantText(alarm.acknowledgedAt, lang, timeZone)}`}
        </p>
      )}
      {alarm.assignedTo !== null && (
        <p className="soft">{t("desk.assignedTo", { who: nameOf(alarm.assignedTo) })}</p>
      )}
      {alarm.shelf && (
        <p className="desk-says">
          {t("desk.shelvedUntil", {
            who: nameOf(alarm.shelf.by),
            at: stampText(alarm.shelf.until, lang, timeZone),
            reason: alarm.shelf.reason,
          })}{" "}
          · <TimeLeft until={alarm.shelf.until} />
        </p>
      )}
      {alarm.causes.length > 0 && (
        <p className="desk-says">
          {t("desk.causedBy")}
          {colon(lang)}
          <WhyHidden alarm={{ ...alarm, work: null }} roots={rootsOf(hidden)} />
        </p>
      )}
      {alarm.work && (
        <p className="desk-says">
          {t("desk.isOut", {
            at: stampText(alarm.work.since, lang, timeZone),
            who: nameOf(alarm.work.by),
            reason: alarm.work.reason,
          })}
        </p>
      )}
    </>
  );
}

/** Everything a person can do to this alarm; words typed go with whichever button is pressed. */
export function AlarmActs({ alarm }: { alarm: AlarmView }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const mayAct = useMayAct();
  const mayShelve = useMayShelve();
  const me = useSession()?.username;
  const [words, setWords] = useState("");
  const { mutate, isPending, error } = useAct();
  const done = () => setWords("");
  const mine = alarm.assignedTo !== null && alarm.assignedTo === me;
  return (
    <div className="story-acts">
      <OrderForAlarm alarm={alarm.id} may={mayAct} />
      <div className="story-act">
        <input
          className="filter-text"
          aria-label={t("alarm.comment")}
          placeholder={t("alarm.commentHint")}
          maxLength={2_000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {isTakeable(alarm) ? (
          <AcknowledgeButton alarm={alarm} comment={words} onDone={done} size="large" />
        ) : alarm.state === "latched-acknowledged" ? (
          <ActButton
            alarm={alarm}
            act={{ path: "reset", body: { comment: words } }}
            may={mayAct}
            mayNot={t("alarm.mayNot")}
            size="large"
            type="primary"
          >
            {t("desk.reset")}
          </ActButton>
        ) : null}
      </div>
      <div className="story-more">
        <Button
          disabled={words.trim() === ""}
          whyNot={mayAct ? undefined : t("needs.technician")}
          loading={isPending}
          onClick={() =>
            mutate({ ids: [alarm.id], act: { path: "comment", body: { text: words } } }, { onSuccess: done })
          }
        >
          {t("desk.commentDo")}
        </Button>
        <ActButton
          alarm={alarm}
          act={{ path: "assign", body: { to: mine ? null : (me ?? null), comment: words } }}
          may={mayAct}
          mayNot={t("alarm.mayNot")}
        >
          {t(mine ? "desk.giveBack" : "desk.takeIt")}
        </ActButton>
        {alarm.shelf && !alarm.work ? (
          <UnshelveButton alarm={alarm} may={mayShelve} comment={words} />
        ) : (
          !alarm.work && <ShelveButton assetName={alarm.assetName} alarms={[alarm]} may={mayShelve} />
        )}
        {alarm.work && <PutBackButton asset={alarm.asset} may={mayShelve} />}
      </div>
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </div>
  );
}
