import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { OrderView } from "../../../../../api/contract/index.ts";
import { actLabels, type OrderActInput } from "../../../../../facility/maintenance/index.ts";
import { Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { dropAct } from "../../app/order-store.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { colon, datesSaid, dayClockText, pick, stampText } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import {
  AssetLink,
  Icon,
  OnDuty,
  PriorityMark,
  Quiet,
  TroubleNote,
  Waiting,
  When,
} from "../../parts/index.ts";
import { ChecklistLines } from "./checklist-lines.tsx";
import { OrderActs } from "./order-acts.tsx";
import { Files, FindingForm, LabourForm } from "./order-forms.tsx";
import { PartsForm } from "./parts-form.tsx";
import { Proving } from "./proving.tsx";
import { ResidentsSaid } from "./residents-said.tsx";
import { Signatures } from "./signatures.tsx";
import { Together } from "./together.tsx";
import { useOrder } from "./use-order.ts";
import "./order.css";
import "./order-forms.css";
import "./work.css";

const route = getRouteApi("/inside/orders/$id");

/** `together` does the same to the other orders of the visit. */
export type Act = (act: OrderActInput, together?: boolean) => Promise<unknown>;

/** What was begun in the forms below and not kept yet; to say that the work is done says this first. */
export interface Drafts {
  readonly finding: boolean;
  readonly part: boolean;
}
const NONE: Drafts = { finding: false, part: false };

/** What the contract promises for this order, and whether it is kept. */
function Clocks({
  clocks: { contract, vendor, arriveBy, arriveLate, repairBy, repairLate },
  arrived,
  done,
}: {
  clocks: NonNullable<OrderView["clocks"]>;
  arrived: boolean;
  done: boolean;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const clock = (name: string, by: number | null, late: boolean, over: boolean) =>
    by !== null && (
      <span className={late ? "order-late" : ""}>
        {" · "}
        {name} <span className="num">{t("work.until", { when: stampText(by, lang, timeZone) })}</span>
        {(late || over) && ` (${t(late ? "work.clockBroken" : "work.clockKept")})`}
      </span>
    );
  return (
    <>
      <dt>{t("work.contract")}</dt>
      <dd title={pick(contract, lang)}>
        {pick(vendor, lang)}
        {clock(t("mnt.arrival"), arriveBy, arriveLate, arrived)}
        {clock(t("mnt.repair"), repairBy, repairLate, done)}
      </dd>
    </>
  );
}

/** One order: where, what, the checklist with readings pulled in, photos, parts, time, signatures. */
export function OrderPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const { id } = route.useParams();
  const { order, error, refetch, act, busy, waiting, refused, link } = useOrder(id);
  const [drafts, setDrafts] = useState<Drafts>(NONE);
  if (error && !order)
    return error instanceof Trouble && error.status === 404 ? (
      <Quiet>
        {t("work.noOrder")}{" "}
        <Link to="/work" className="link">
          {t("work.toWork")}
        </Link>
      </Quiet>
    ) : (
      <TroubleNote error={error} again={() => void refetch()} />
    );
  if (!order) return <Waiting lines={8} />;
  const may = (act: string) => order.acts.includes(act);
  return (
    <div className="order">
      <section className="panel order-top">
        <div className="order-title">
          <PriorityMark priority={order.priority} state="acknowledged" />
          <h1>{pick(order.title, lang)}</h1>
          <span className={`order-state is-${order.state}`}>{t(`work.state.${order.state}`)}</span>
          <span className="num faint">{order.id}</span>
          {order.overdue && <strong className="order-late">{t("work.overdue")}</strong>}
          {order.reopened > 0 && (
            <span className="order-again">
              {order.reopened === 1 ? t("work.reopenedOnce") : t("work.reopened", { n: order.reopened })}
            </span>
          )}
        </div>
        <dl className="order-facts">
          <dt>{t("work.where")}</dt>
          <dd>
            {order.asset ? <AssetLink id={order.asset} /> : t("work.noPlace")}
            {order.place && <span className="soft"> · {pick(order.place, lang)}</span>}
          </dd>
          <dt>{t("work.assigned")}</dt>
          <dd>
            {order.assignedName ? (
              pick(order.assignedName, lang)
            ) : (
              <span className="faint">{t("work.nobody")}</span>
            )}
          </dd>
          <dt>{t("work.opened")}</dt>
          <dd>
            <When at={order.openedAt} /> · {t(`work.source.${order.source.kind}`)}
            {order.source.kind === "alarm" && order.asset && (
              <>
                {" · "}
                <Link to="." search={{ alarm: order.source.id.split("#")[0] ?? "" }} className="link">
                  {t("oncall.openAlarm")}
                </Link>
              </>
            )}
          </dd>
          {order.plannedFor !== null && (
            <>
              <dt>{t("work.planned")}</dt>
              <dd className="num">{dayClockText(order.plannedFor, lang, timeZone)}</dd>
            </>
          )}
          {order.dueBy !== null && (
            <>
              <dt>{t("work.due")}</dt>
              <dd className="num">{dayClockText(order.dueBy, lang, timeZone)}</dd>
            </>
          )}
          {order.clocks && (
            <Clocks clocks={order.clocks} arrived={order.arrivedAt !== null} done={order.doneAt !== null} />
          )}
          <dt>{t("work.cost")}</dt>
          <dd>
            <span className="num">¥{order.cost.toLocaleString()}</span>
            {order.asset && order.source.kind !== "plan" && (
              <>
                {" · "}
                <Link
                  to="/lifecycle/assets/$id"
                  params={{ id: order.asset }}
                  search={{ order: order.id, ...(order.cost > 0 ? { quoted: order.cost } : {}) }}
                  className="link"
                >
                  {t("work.repairOrReplace")}
                </Link>
              </>
            )}
          </dd>
        </dl>
        {order.response && !order.doneAt && order.state !== "cancelled" && (
          <p className="order-response">
            <strong>{t("work.response")}</strong> {pick(order.response, lang)}
          </p>
        )}
        {order.description && <p className="order-words">{datesSaid(pick(order.description, lang), lang)}</p>}
        {order.hold && (
          <p className="order-note">
            {t("work.state.on-hold")}
            {colon(lang)}
            {order.hold.words} (<When at={order.hold.since} />)
          </p>
        )}
        {order.takesOut && (order.state === "assigned" || order.state === "in-progress") && (
          <p className="order-note">
            <Icon name="wrench" size={16} /> <span>{t("work.outOfService")}</span>
          </p>
        )}
        {order.state === "done" && order.source.kind === "alarm" && <Proving proof={order.proof ?? null} />}
        {order.verified && (
          <p className="order-note">
            <Icon name="check" size={16} />{" "}
            {t(order.verified.how === "telemetry" ? "work.provenTelemetry" : "work.provenPerson")} ·{" "}
            <When at={order.verified.at} />
          </p>
        )}
        <Together order={order} />
        <OrderActs order={order} act={act} busy={busy} drafts={drafts} />
        {waiting > 0 && (
          <p className="order-note is-waiting" role="status">
            {t("round.waiting", { n: waiting })}
            {link === "signed-out"
              ? ` · ${t("round.signIn")}`
              : link === "offline"
                ? ` · ${t("round.offline")}`
                : ""}
          </p>
        )}
        {refused.map((held) => (
          <p key={held.id} className="order-note" role="alert">
            <span className="beside-error">
              {pick(actLabels[held.act.do], lang)}
              {colon(lang)}
              {held.problem}
            </span>
            <Button size="small" onClick={() => void dropAct(held.id)}>
              {t("keep.drop")}
            </Button>
          </p>
        ))}
        {/* Below the buttons, for it comes later and must not push them from under a hand. */}
        {order.state !== "closed" && order.state !== "cancelled" && <OnDuty site={order.site} />}
      </section>
      <ResidentsSaid order={order} />
      {order.checklist.length > 0 && <ChecklistLines order={order} act={act} may={may("answer")} />}
      <FindingForm
        order={order}
        act={act}
        may={may("find")}
        draft={(finding) => setDrafts((now) => ({ ...now, finding }))}
      />
      <PartsForm
        order={order}
        act={act}
        may={may("use-part")}
        draft={(part) => setDrafts((now) => ({ ...now, part }))}
      />
      <LabourForm order={order} act={act} may={may("log-labour")} />
      <Files order={order} act={act} may={may("attach")} />
      <Signatures order={order} act={act} may={may("sign")} />
      <section className="panel">
        <div className="panel-head">
          <h2>{t("work.journal")}</h2>
          <a
            className="link"
            href={`/api/orders/${encodeURIComponent(order.id)}/record?lang=${lang}`}
            target="_blank"
            rel="noreferrer"
          >
            {t("work.record")}
          </a>
        </div>
        <ol className="order-journal">
          {order.journal.map((line) => (
            <li key={`${line.at} ${line.what.en} ${line.words?.en}`}>
              <span className="num faint">{stampText(line.at, lang, timeZone)}</span>
              <span>
                <strong>{pick(line.what, lang)}</strong> {line.words && pick(line.words, lang)}{" "}
                <span className="faint">{pick(line.byName, lang)}</span>
              </span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
