import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Input } from "antd";
import { type ReactNode, useRef, useState } from "react";
import type { AnswerKind, CallView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { answerCall, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useSession } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { comma, pick } from "../../laws/index.ts";
import { calls, useCalls } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { PriorityMark, Quiet, Since, useAdvice } from "../../parts/index.ts";
import { Basis } from "./basis.tsx";
import { BeginButtons, Begun } from "./begin-buttons.tsx";
import { NowCards } from "./now-cards.tsx";
import { PagerSwitches } from "./pager-switches.tsx";
import { shortTime } from "./times.ts";

/** What I am called for, as big cards; then who is on duty. */
export function Pager(): ReactNode {
  const t = useWords();
  const open = useCalls();
  const wall = useRef<HTMLDivElement>(null);
  return (
    <div className="pager" ref={wall}>
      <PagerSwitches wall={wall} />
      {open.length === 0 ? (
        <Quiet>{t("oncall.quiet")}</Quiet>
      ) : (
        <ul className="pager-cards">
          {open.map((call) => (
            <li key={call.id}>
              <CallCard call={call} />
            </li>
          ))}
        </ul>
      )}
      <NowCards />
    </div>
  );
}

export function CallCard({ call }: { call: CallView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const mayAct = useMayAct();
  const timeZone = useTimeZone();
  const lead = call.members[0];
  return (
    <article className={`call is-${call.urgency}${call.state === "calling" ? " is-calling" : ""}`}>
      <header className="call-head">
        {lead && <PriorityMark priority={lead.priority} />}
        <span className="call-urgency">{t(`oncall.urgency.${call.urgency}`)}</span>
        {call.drill && <span className="call-drill">{t("oncall.drill")}</span>}
        {call.mine && call.state === "calling" && <strong>{t("oncall.forYou")}</strong>}
        <span className="call-age num">
          <Since at={call.openedAt} />
        </span>
      </header>
      <h2 className="call-title">{pick(call.title, lang)}</h2>
      {lead && <p className="call-where">{pick(lead.where, lang)}</p>}
      <p className="call-body">{pick(call.body, lang)}</p>
      {call.count > 1 && (
        <ul className="call-members">
          {call.members.slice(1, 5).map((member) => (
            <li key={member.alarm}>
              <PriorityMark priority={member.priority} /> {pick(member.where, lang)} ·{" "}
              {pick(member.title, lang)}
            </li>
          ))}
          {call.count > 5 && <li className="faint">{t("oncall.more", { n: call.count - 5 })}</li>}
        </ul>
      )}
      <p className="soft">
        {call.state === "answered" && call.answeredBy !== null
          ? t("oncall.heldBy", { who: nameOf(call.answeredBy) })
          : t(`oncall.state.${call.state}`)}
        {" · "}
        {call.told.length > 0
          ? t("oncall.told", { who: call.told.map(nameOf).join(comma(lang)) })
          : t("oncall.toldNobody")}
        {call.state === "calling" && call.nextAt !== null && (
          <> · {t("oncall.nextAt", { at: shortTime(call.nextAt, lang, timeZone) })}</>
        )}
      </p>
      {call.contractor && (
        <p className={call.contractor.is === "late" ? "call-late" : "soft"}>
          {t("oncall.contractor", {
            who: nameOf(call.contractor.id),
            at: shortTime(call.contractor.dueAt, lang, timeZone),
          })}
          {" · "}
          {t(`oncall.contractorIs.${call.contractor.is}`)} · <Basis of={call.contractor.basis} />
        </p>
      )}
      <Begun call={call} />
      {mayAct && call.state !== "closed" && <Answers call={call} />}
      {mayAct && call.state !== "closed" && <BeginButtons call={call} />}
      <footer className="call-foot">
        <Link to="/oncall" search={{ call: call.id }} className="link">
          {t("oncall.story")}
        </Link>
        {call.about.kind === "alarm" && (
          <Link to="." search={(before) => ({ ...before, alarm: call.about.id })} className="link">
            {t("oncall.openAlarm")}
          </Link>
        )}
      </footer>
    </article>
  );
}

function Answers({ call }: { call: CallView }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const queries = useQueryClient();
  const me = useSession()?.username;
  const [comment, setComment] = useState("");
  const answer = useMutation({
    mutationFn: (what: AnswerKind) => answerCall(call.id, what, comment),
    onSuccess: (now) => {
      setComment("");
      calls.take([now]);
      void queries.invalidateQueries({ queryKey: ["oncall"] });
    },
  });
  const button = (what: AnswerKind, type: "primary" | "default" = "default") => (
    <Button
      key={what}
      type={type}
      size="large"
      className="call-button"
      loading={answer.isPending && answer.variables === what}
      disabled={answer.isPending}
      onClick={() => answer.mutate(what)}
    >
      {t(`oncall.answer.${what}`)}
    </Button>
  );
  const held = call.state === "answered";
  return (
    <div className="call-answers">
      <div className="call-buttons">
        {held ? button("arrived", "primary") : button("acknowledge", "primary")}
        {button("on-my-way")}
        {held && call.answeredBy !== me ? button("take") : null}
        {button("escalate")}
      </div>
      <div className="call-comment">
        <Input
          value={comment}
          maxLength={2000}
          placeholder={t("oncall.commentHint")}
          aria-label={t("oncall.commentHint")}
          onChange={(event) => setComment(event.target.value)}
        />
        <Button disabled={comment.trim() === "" || answer.isPending} onClick={() => answer.mutate("comment")}>
          {t("oncall.send")}
        </Button>
      </div>
      {answer.error && (
        <p className="beside-error" role="alert">
          {advice(answer.error)}
        </p>
      )}
    </div>
  );
}
