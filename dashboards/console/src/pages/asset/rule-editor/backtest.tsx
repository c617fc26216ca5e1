import { useMutation, useQuery } from "@tanstack/react-query";
import { Progress, Segmented } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type {
  AssetDetail,
  BacktestBody,
  BacktestView,
  EffectiveRuleView,
  JournalEntry,
  RuleView,
} from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useTimeZone } from "../../../app/site.ts";
import { age, instantText, pointsOf } from "../../../laws/index.ts";
import { serverNow } from "../../../live/index.ts";
import { Button } from "../../../parts/button.tsx";
import { Quiet, useAdvice } from "../../../parts/index.ts";
import { Trend } from "../../../parts/trend/index.ts";
import { backtestQuery, startBacktest, stopBacktest } from "./queries.ts";

const DAY = 86_400_000;
const spans = { "24h": DAY, "7d": 7 * DAY, "30d": 30 * DAY, "90d": 90 * DAY } as const;
const spanNames = ["24h", "7d", "30d", "90d"] as const;
const SHOWN = 12;

/** Occurrences as the journal would have told them: the trend shades them as it does real ones. */
const asJournal = ({ asset, rule, occurrences }: BacktestView, title: RuleView["title"]): JournalEntry[] =>
  occurrences.flatMap(({ from, to }, i): JournalEntry[] => {
    const line = {
      alarm: `${asset}.${rule}`,
      asset,
      rule,
      title,
      occurrence: i + 1,
      actor: "backtest",
      reason: "",
    };
    const raise = { ...line, sequence: i * 2, event: "raise", state: "unacknowledged" as const, at: from };
    return to === null
      ? [raise]
      : [raise, { ...line, sequence: i * 2 + 1, event: "clear", state: "returned" as const, at: to }];
  });

function Difference({ job }: { job: BacktestView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  if (!job.difference)
    return (
      <p className="backtest-sum">
        <strong className="num">{job.occurrences.length}</strong> {t("ruleEditor.occurrences")} ·{" "}
        {t("ruleEditor.perDay", { n: job.alarmsPerDay.toFixed(1) })}
      </p>
    );
  const { added, gone, moved, same } = job.difference;
  const lines = [
    ...added.map((one) => ({ kind: "added" as const, ...one })),
    ...gone.map((one) => ({ kind: "gone" as const, ...one })),
    ...moved.map(({ after }) => ({ kind: "moved" as const, ...after })),
  ].sort((a, b) => b.from - a.from);
  return (
    <>
      <p className="backtest-sum">
        <strong className="num">{job.occurrences.length}</strong> {t("ruleEditor.occurrences")} ·{" "}
        {t("ruleEditor.difference", {
          added: added.length,
          gone: gone.length,
          moved: moved.length,
          same,
        })}
      </p>
      {job.effect && (
        <p className="faint">
          {t("ruleEditor.effect", {
            before: job.effect.before.perDay.toFixed(1),
            after: job.effect.after.perDay.toFixed(1),
            lost: job.effect.lost,
          })}
        </p>
      )}
      <ul className="backtest-lines">
        {lines.slice(0, SHOWN).map((line) => (
          <li key={`${line.kind}${line.from}`}>
            <span className={`backtest-kind ${line.kind}`}>{t(`ruleEditor.${line.kind}`)}</span>
            <span className="num">{instantText(line.from, lang, timeZone)}</span>
            <span className="faint num">
              {line.to === null ? t("ruleEditor.still") : age(line.to - line.from, lang)}
            </span>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p className="faint">{t("ruleEditor.more", { n: lines.length - SHOWN })}</p>}
    </>
  );
}

/** Tries a rule on what was recorded: when it would have rung, and what differs from the rule as it stands. */
export function Backtest({
  asset,
  rule,
  ask,
}: {
  asset: AssetDetail;
  /** As it is tried: its points and limits are drawn. */
  rule: Pick<EffectiveRuleView["rule"], "id" | "title"> & { readonly condition: object };
  ask: Pick<BacktestBody, "rule" | "patch" | "definition">;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const [span, setSpan] = useState<keyof typeof spans>("24h");
  const [id, setId] = useState<string>();
  const start = useMutation({
    mutationFn: () => {
      const to = Math.round(serverNow());
      return startBacktest({
        asset: asset.id,
        ...ask,
        from: to - spans[span],
        to,
      });
    },
    onSuccess: (job) => setId(job.id),
  });
  const { data: job } = useQuery(backtestQuery(id));
  const drawn = JSON.stringify(rule);
  const draftRule = useMemo((): RuleView => {
    // Links are nothing that a trend shows.
    return { ...JSON.parse(drawn), emergencyPlan: null, maintenanceTask: null };
  }, [drawn]);
  const watched = useMemo(() => {
    const named = asset.points.filter((point) => pointsOf(draftRule).includes(point.name));
    return named.length > 0
      ? named.slice(0, 2)
      : asset.points.filter(({ type }) => type.kind === "number").slice(0, 2);
  }, [asset, draftRule]);
  const { from, to } = job ?? {};
  const window = useMemo(
    () => (from !== undefined && to !== undefined ? { is: "fixed" as const, from, to } : undefined),
    [from, to],
  );
  const running = job?.state === "running";
  return (
    <section className="backtest" aria-labelledby="backtest">
      <div className="backtest-head">
        <h3 id="backtest">{t("ruleEditor.backtest")}</h3>
        <Segmented
          size="small"
          aria-label={t("trend.range")}
          value={span}
          options={spanNames.map((value) => ({ value, label: t(`ruleEditor.span.${value}`) }))}
          onChange={setSpan}
        />
        {running ? (
          <Button size="small" onClick={() => id && void stopBacktest(id)}>
            {t("ruleEditor.stop")}
          </Button>
        ) : (
          <Button size="small" loading={start.isPending} onClick={() => start.mutate()}>
            {t("ruleEditor.try")}
          </Button>
        )}
      </div>
      {start.error && <p className="trouble-line">{advice(start.error)}</p>}
      {!job && !start.error && <Quiet>{t("ruleEditor.explain")}</Quiet>}
      {running && <Progress percent={Math.round((job?.progress ?? 0) * 100)} size="small" />}
      {job?.trouble && <p className="trouble-line">{job.trouble}</p>}
      {job && !running && window && (
        <>
          <Difference job={job} />
          <Trend
            asset={asset.id}
            points={watched}
            rules={[draftRule]}
            journal={asJournal(job, rule.title)}
            alarms={[]}
            window={window}
            roomy={false}
          />
        </>
      )}
    </section>
  );
}
