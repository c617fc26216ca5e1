import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Checkbox, Drawer, Input, Progress } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import type { BacktestView, BadActor, ProposalView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { AssetLink, Icon, useAdvice, usePhone } from "../../parts/index.ts";
import { mergedPatch } from "../asset/rule-editor/merged-patch.ts";
import {
  backtestQuery,
  effectiveRulesQuery,
  saveOverride,
  startBacktest,
  stopBacktest,
} from "../asset/rule-editor/queries.ts";
import { ProposalText } from "./proposal-text.tsx";

type Figures = NonNullable<BacktestView["effect"]>["before"];
const ROWS = ["alarms", "perDay", "peakPer10Minutes", "floodShare", "chattering", "standing"] as const;
const shown = (row: (typeof ROWS)[number], figures: Figures): string =>
  row === "floodShare"
    ? `${(figures.floodShare * 100).toFixed(1)} %`
    : row === "perDay"
      ? figures.perDay.toFixed(1)
      : String(figures[row]);

/** What the change would have made of the whole desk's figures. */
function DeskEffect({ effect }: { effect: NonNullable<BacktestView["effect"]> }): ReactNode {
  const t = useWords();
  return (
    <table className="rows calm-effect">
      <thead>
        <tr>
          <th scope="col">{t("calm.desk")}</th>
          <th scope="col">{t("calm.before")}</th>
          <th scope="col">{t("calm.after")}</th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map((row) => (
          <tr key={row}>
            <th scope="row">{t(`calm.row.${row}`)}</th>
            <td className="num">{shown(row, effect.before)}</td>
            <td className="num">{shown(row, effect.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Outcome({ job }: { job: BacktestView }): ReactNode {
  const t = useWords();
  if (job.state === "failed") return <p className="trouble-line">{job.trouble ?? t("calm.failed")}</p>;
  if (job.state !== "done" || !job.effect) return null;
  const { lost } = job.effect;
  return (
    <>
      <p className="calm-sum">
        <strong className="num">
          {t("kpi.becomes", { before: job.present ?? 0, after: job.occurrences.length })}
        </strong>{" "}
        <span className={lost > 0 ? "calm-lost" : "soft"}>
          {lost === 0 && <Icon name="check" size={16} />}{" "}
          {t(lost > 0 ? "calm.lost" : "kpi.noneLost", { n: lost })}
        </span>
      </p>
      <DeskEffect effect={job.effect} />
    </>
  );
}

/** Proposals for an alarm that rings too often: chosen, tried on its history, and only then put into force. */
export function Calm({
  actor,
  from,
  to,
  close,
}: {
  actor: BadActor;
  from: number;
  to: number;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const phone = usePhone();
  const mayChange = useMaySteer();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly ProposalView[]>(firstChoice(actor.proposals));
  const [id, setId] = useState<string>();
  const [reason, setReason] = useState("");
  const condition = Object.assign({}, ...chosen.map((one) => one.condition)) as Record<string, number>;
  const { data: job } = useQuery(backtestQuery(id));
  const { data: rules } = useQuery(effectiveRulesQuery(actor.asset));
  const effective = rules?.rules.find(({ rule }) => rule.id === actor.rule);
  const { mutate: tryOut, ...tried } = useMutation({
    mutationFn: (patch: Record<string, number>) =>
      startBacktest({ asset: actor.asset, rule: actor.rule, patch: { condition: patch }, from, to }),
    onSuccess: (started) => setId(started.id),
  });
  // The first choice is tried at once: nobody applies what they have not seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it opens
  useEffect(() => tryOut(condition), []);
  const apply = useMutation({
    mutationFn: () =>
      saveOverride({
        is: "patch",
        scope: { of: "asset", asset: actor.asset },
        rule: actor.rule,
        patch: effective ? mergedPatch(effective, "asset", { condition }) : { condition },
        reason: reason.trim(),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["rules"] });
      await queries.invalidateQueries({ queryKey: ["asset"] });
      await queries.invalidateQueries({ queryKey: ["kpi"] });
    },
  });
  const running = tried.isPending || job?.state === "running";
  const ready = job?.state === "done" && !running;
  const choose = (proposal: ProposalView, on: boolean) => {
    const next = actor.proposals.filter((one) => (one === proposal ? on : chosen.includes(one)));
    setChosen(next);
    setId(undefined);
    apply.reset();
    if (next.length > 0) tryOut(Object.assign({}, ...next.map((one) => one.condition)));
  };
  return (
    <Drawer open onClose={close} size={phone ? "100%" : 560} title={pick(actor.title, lang)}>
      <div className="calm">
        <p className="soft">
          <AssetLink id={actor.asset} placed /> · {t("calm.explain")}
        </p>
        <ul className="calm-choices">
          {actor.proposals.map((proposal) => (
            <li key={proposal.change}>
              <Checkbox
                checked={chosen.includes(proposal)}
                disabled={running || apply.isSuccess}
                onChange={({ target }) => choose(proposal, target.checked)}
              >
                <ProposalText proposal={proposal} />
              </Checkbox>
            </li>
          ))}
        </ul>
        {running && (
          <div className="calm-progress">
            <Progress percent={Math.round((job?.progress ?? 0) * 100)} size="small" />
            <Button size="small" onClick={() => id && void stopBacktest(id)}>
              {t("ruleEditor.stop")}
            </Button>
          </div>
        )}
        {tried.error && <p className="trouble-line">{advice(tried.error)}</p>}
        {job && !running && <Outcome job={job} />}
        {apply.isSuccess ? (
          <p className="calm-done" role="status">
            <Icon name="check" size={16} /> {t("calm.done")}
          </p>
        ) : mayChange ? (
          <>
            <div className="calm-reason">
              <label htmlFor="calm-reason">{t("ruleEditor.reason")}</label>
              <Input
                id="calm-reason"
                value={reason}
                maxLength={400}
                placeholder={t("calm.reasonExample")}
                onChange={({ target }) => setReason(target.value)}
              />
            </div>
            <Button
              type="primary"
              disabled={!ready || chosen.length === 0 || reason.trim() === ""}
              loading={apply.isPending}
              onClick={() => apply.mutate()}
            >
              {t("calm.apply")}
            </Button>
          </>
        ) : (
          <p className="faint">{t("ruleEditor.readOnly")}</p>
        )}
        {apply.error && <p className="trouble-line">{advice(apply.error)}</p>}
      </div>
    </Drawer>
  );
}

/** A deadband and the stronger of the delays go well together; the other delay would only add waiting. */
function firstChoice(proposals: readonly ProposalView[]): ProposalView[] {
  const deadband = proposals.filter(({ change }) => change === "deadband");
  const delay = proposals.filter(({ change }) => change !== "deadband").slice(0, 1);
  return proposals.filter((one) => deadband.includes(one) || delay.includes(one));
}
