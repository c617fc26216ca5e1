import { Checkbox, Modal, Segmented } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { OrderView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useSession } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { comma, pick, workBegins } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Assignees } from "./assignees.tsx";
import type { Act, Drafts } from "./order.tsx";
import "../../parts/desk-forms.css";

type Asked = "assign" | "plan" | "hold" | "reopen" | "cancel" | "finish";
const holds = ["parts", "access", "vendor", "permit", "weather", "other"] as const;
const isHold = (word: string): word is (typeof holds)[number] => holds.some((one) => one === word);

/** The acts that fit now, the likeliest first; what needs words asks for them. */
export function OrderActs({
  order,
  act,
  busy,
  drafts,
}: {
  order: OrderView;
  act: Act;
  busy: boolean;
  drafts: Drafts;
}): ReactNode {
  const t = useWords();
  const session = useSession();
  const [asked, setAsked] = useState<Asked>();
  const may = (one: string) => order.acts.includes(one);
  const isMine = order.assignedTo === session?.username;
  const mayOrder = session?.role !== "technician" && session?.role !== "viewer";
  const isVisit = order.together.length > 0;
  const done = () => setAsked(undefined);
  return (
    <div className="order-acts">
      {may("assign") && !isMine && session && (
        <Button
          type={order.assignedTo === null && !may("start") ? "primary" : "default"}
          loading={busy}
          onClick={() => act({ do: "assign", to: session.username }, isVisit)}
        >
          {t("work.act.take")}
        </Button>
      )}
      {may("start") && (
        <Button type="primary" loading={busy} onClick={() => act({ do: "start" })}>
          {t("work.act.start")}
        </Button>
      )}
      {may("arrive") && order.arrivedAt === null && (
        <Button loading={busy} onClick={() => act({ do: "arrive" }, isVisit)}>
          {t("work.act.arrive")}
        </Button>
      )}
      {may("resume") && (
        <Button type="primary" loading={busy} onClick={() => act({ do: "resume" })}>
          {t("work.act.resume")}
        </Button>
      )}
      {may("finish") && (
        <Button type="primary" onClick={() => setAsked("finish")}>
          {t("work.act.finish")}
        </Button>
      )}
      {may("hold") && <Button onClick={() => setAsked("hold")}>{t("work.act.hold")}</Button>}
      {may("verify") && (
        <Button loading={busy} onClick={() => act({ do: "verify", how: "person" })}>
          {t("work.act.verify")}
        </Button>
      )}
      {may("close") && (
        <Button type="primary" loading={busy} onClick={() => act({ do: "close" })}>
          {t("work.act.close")}
        </Button>
      )}
      {may("assign") && mayOrder && (
        <Button onClick={() => setAsked("assign")}>{t("work.act.assign")}</Button>
      )}
      {may("plan") && <Button onClick={() => setAsked("plan")}>{t("work.act.plan")}</Button>}
      {may("reopen") && <Button onClick={() => setAsked("reopen")}>{t("work.act.reopen")}</Button>}
      {may("cancel") && (
        <Button danger onClick={() => setAsked("cancel")}>
          {t("work.act.cancel")}
        </Button>
      )}
      {asked && <Ask key={asked} order={order} asked={asked} act={act} done={done} drafts={drafts} />}
    </div>
  );
}

function Ask({
  order,
  asked,
  act,
  done,
  drafts,
}: {
  order: OrderView;
  asked: Asked;
  act: Act;
  done: () => void;
  drafts: Drafts;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const timeZone = useTimeZone();
  // What was written down as done is not asked for a second time.
  const [words, setWords] = useState(asked === "finish" ? (order.finding?.remedy ?? "") : "");
  const [why, setWhy] = useState<(typeof holds)[number]>("parts");
  const [day, setDay] = useState("");
  const [renewed, setRenewed] = useState(false);
  const [certified, setCertified] = useState<boolean | null>(null);
  const [override, setOverride] = useState("");
  const [together, setTogether] = useState(true);
  const role = useSession()?.role;
  const mayOverride = role === "manager" || role === "admin";
  const barred = asked === "assign" && certified === false;
  const failed = order.checklist.filter(({ verdict }) => verdict === "fail");
  const isForVisit = (asked === "assign" || asked === "plan") && order.together.length > 0;
  const fits = barred
    ? mayOverride && override.trim() !== ""
    : asked === "finish"
      ? failed.length === 0 || order.finding !== null || words.trim() !== ""
      : asked === "plan"
        ? day !== ""
        : words.trim() !== "";
  const choose = (person: string, isCertified: boolean | null) => {
    setWords(person);
    setCertified(isCertified);
  };
  const run = async () => {
    const all = isForVisit && together;
    if (asked === "assign") await act({ do: "assign", to: words, ...(barred ? { override } : {}) }, all);
    else if (asked === "plan") await act({ do: "plan", plannedFor: workBegins(day, timeZone) }, all);
    else if (asked === "hold") await act({ do: "hold", why, words });
    else if (asked === "reopen") await act({ do: "reopen", why: words });
    else if (asked === "cancel") await act({ do: "cancel", reason: words });
    else await act({ do: "finish", words, ...(renewed ? { renewed } : {}) });
    done();
  };
  return (
    <Modal
      open
      title={t(`work.act.${asked}`).replace("…", "")}
      okText={t(`work.act.${asked}`).replace("…", "")}
      cancelText={t("work.act.back")}
      okButtonProps={{ disabled: !fits, danger: asked === "cancel" }}
      onOk={() => void run()}
      onCancel={done}
    >
      <div className="desk-form">
        {asked === "finish" && (drafts.finding || drafts.part) && (
          <p className="desk-says" role="alert">
            {drafts.finding && t("work.draftFinding")}
            {drafts.finding && drafts.part && <br />}
            {drafts.part && t("work.draftPart")}
          </p>
        )}
        <label htmlFor={id}>
          {asked === "finish" && failed.length > 0
            ? t("work.ask.failed", {
                lines: failed.map(({ item }) => pick(item.title, lang)).join(comma(lang)),
              })
            : t(`work.ask.${asked}`)}
        </label>
        {asked === "hold" && (
          <Segmented
            value={why}
            options={holds.map((value) => ({ value, label: t(`work.hold.${value}`) }))}
            onChange={(value) => isHold(value) && setWhy(value)}
          />
        )}
        {asked === "plan" ? (
          <input
            id={id}
            type="date"
            className="filter-text"
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        ) : asked === "assign" ? (
          <Assignees id={id} order={order.id} chosen={words} choose={choose} />
        ) : (
          <textarea
            id={id}
            className="filter-text"
            rows={3}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
        {barred && mayOverride && (
          <>
            <label htmlFor={`${id}-override`}>{t("visit.override")}</label>
            <textarea
              id={`${id}-override`}
              className="filter-text visit-why"
              rows={2}
              value={override}
              onChange={(event) => setOverride(event.target.value)}
            />
          </>
        )}
        {isForVisit && (
          <Checkbox checked={together} onChange={(event) => setTogether(event.target.checked)}>
            {t("visit.also", { n: order.together.length })}
          </Checkbox>
        )}
        {asked === "finish" && order.asset !== null && (
          <Checkbox checked={renewed} onChange={(event) => setRenewed(event.target.checked)}>
            {t("keep.renewed")}
          </Checkbox>
        )}
      </div>
    </Modal>
  );
}
