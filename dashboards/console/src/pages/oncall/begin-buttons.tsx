import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Input, Modal } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { CallView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { beginFromCall, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { calls, useRuns } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import "../../parts/desk-forms.css";

type What = "plan" | "order";

/** The run of the call's plan where one is under way on the site; its alarm may have begun it by itself. */
const useRunOf = (call: CallView) =>
  useRuns().find((run) => !run.drill && run.plan === call.plan?.id && run.site === call.site);

/** What is under way because of a call already, each with its way there. */
export function Begun({ call }: { call: CallView }): ReactNode {
  const t = useWords();
  const nameOf = useNames();
  const run = useRunOf(call);
  const own = run && !call.begun.some(({ id }) => id === run.id) ? run : undefined;
  if (call.begun.length === 0 && !own) return null;
  return (
    <ul className="call-begun">
      {own && (
        <li>
          <Link to="/emergencies/$id" params={{ id: own.id }} className="link">
            {t("oncall.planRuns")}
          </Link>
        </li>
      )}
      {call.begun.map(({ what, id, by }) => (
        <li key={`${what} ${id}`}>
          {what === "plan" ? (
            <Link to="/emergencies/$id" params={{ id }} className="link">
              {t("oncall.planBegun", { who: nameOf(by) })}
            </Link>
          ) : (
            <Link to="/orders/$id" params={{ id }} search={{}} className="link">
              {t("oncall.orderBegun", { id, who: nameOf(by) })}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Starts the plan of the alarm and opens its order; says first what that brings about. */
export function BeginButtons({ call }: { call: CallView }): ReactNode {
  const t = useWords();
  const [asking, setAsking] = useState<What | undefined>();
  const run = useRunOf(call);
  const has = (what: What) => call.begun.some((begun) => begun.what === what);
  const plan = call.plan !== null && !has("plan") && !run;
  const order = call.about.kind === "alarm" && !has("order");
  if (!plan && !order) return null;
  return (
    <div className="call-begin">
      {plan && (
        <Button size="large" className="call-button" danger onClick={() => setAsking("plan")}>
          {t("oncall.planStart")}
        </Button>
      )}
      {order && (
        <Button size="large" className="call-button" onClick={() => setAsking("order")}>
          {t("oncall.orderOpen")}
        </Button>
      )}
      {asking && <Consequence call={call} what={asking} close={() => setAsking(undefined)} />}
    </div>
  );
}

function Consequence({ call, what, close }: { call: CallView; what: What; close: () => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const wordsId = useId();
  const [words, setWords] = useState("");
  const begin = useMutation({
    mutationFn: () => beginFromCall(call.id, what, words.trim()),
    onSuccess: ({ call: now }) => {
      calls.take([now]);
      void queries.invalidateQueries({ queryKey: ["oncall"] });
      void queries.invalidateQueries({ queryKey: [what === "plan" ? "runs" : "orders"] });
      close();
    },
  });
  const lead = call.members[0];
  return (
    <Modal
      open
      title={
        what === "plan" && call.plan
          ? t("oncall.planSure", { plan: pick(call.plan.title, lang) })
          : t("oncall.orderSure")
      }
      onCancel={close}
      cancelText={t("oncall.cancel")}
      okText={t(what === "plan" ? "oncall.planDo" : "oncall.orderDo")}
      okButtonProps={{ danger: what === "plan" }}
      confirmLoading={begin.isPending}
      onOk={() => begin.mutate()}
    >
      <div className="desk-form">
        <p>
          <strong>
            {lead ? `${pick(lead.where, lang)} · ` : ""}
            {pick(call.title, lang)}
          </strong>
        </p>
        <p className="desk-says">{t(what === "plan" ? "oncall.planSays" : "oncall.orderSays")}</p>
        <label htmlFor={wordsId}>{t("oncall.beginWords")}</label>
        <Input.TextArea
          id={wordsId}
          rows={2}
          maxLength={2_000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {begin.error && (
          <span className="beside-error" role="alert">
            {advice(begin.error)}
          </span>
        )}
      </div>
    </Modal>
  );
}
