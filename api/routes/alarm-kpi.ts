import { createRoute, z } from "@hono/zod-openapi";
import {
  type AlarmId,
  type Condition,
  conditionChange,
  judge,
  kpiOf,
  kpiTrend,
  type Proposal,
  proposalsFor,
  sinceChange,
  standingBefore,
  storiesOf,
} from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import { type AssetId, hours, instant } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { AlarmKpiView, type BadActor, type ProposalView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { saidOf } from "../present.ts";
import { problems } from "../problems.ts";
import { lastChanges } from "../rule-changes.ts";
import type { RouteDeps } from "./deps.ts";
import { Count, json } from "./params.ts";

/** A year of a well-run estate; of a badly run one the newest are looked at. */
const MOST_LINES = 200_000;
const SLICES = 48;

const kpi = createRoute({
  method: "get",
  path: "/api/alarms/kpi",
  tags: ["Alarms"],
  summary: "Alarm performance: rates, floods, bad actors with proposals · 报警绩效",
  ...allow("viewer"),
  request: {
    query: z.object({
      hours: Count(1, 24 * 92, 24),
      site: z.string().optional().openapi({ description: "only of this site" }),
    }),
  },
  responses: { 200: json(AlarmKpiView, "The figures"), ...problems(400, 401) },
});

export function alarmKpiRoutes(app: ApiApp, { model, desk, audit, clock }: RouteDeps): void {
  app.openapi(kpi, async (c) => {
    const { hours: length, site } = c.req.valid("query");
    const present = model();
    const to = clock();
    const from = instant(to - hours(length));
    const lines = await desk.span(from, to, MOST_LINES);
    const own = site === undefined ? lines : lines.filter(({ alarm }) => alarm.asset.startsWith(`${site}.`));
    const stories = storiesOf(own);
    const standing = standingBefore(
      desk.open().filter(({ asset }) => site === undefined || asset.startsWith(`${site}.`)),
      from,
    );
    const span = { from, to, slices: SLICES };
    const priorityOf = (alarm: AlarmId) => saidAbout(present, alarm).priority;
    const figures = kpiOf(stories, span, priorityOf, standing);
    const trends = kpiTrend(stories, span, priorityOf, standing);
    const storyOf = new Map(stories.map((story) => [story.alarm, story]));
    const lastChange = await lastChanges(audit);
    const actors = figures.actors.map((actor): BadActor => {
      const { asset, rule, title, priority } = saidAbout(present, actor.alarm);
      const known = present.assets.get(asset);
      const condition = known?.rules.find((each) => each.id === rule)?.condition;
      const occurrences = storyOf.get(actor.alarm)?.occurrences ?? [];
      const last = known && lastChange(known, rule);
      const changedAt = last !== undefined && last > from ? last : undefined;
      return {
        ...actor,
        asset,
        rule,
        assetName: known?.name ?? { en: asset, zh: asset },
        title,
        priority,
        changedAt: changedAt ?? null,
        sinceChange: sinceChange(occurrences, changedAt).length,
        proposals: condition
          ? proposalsFor(condition, occurrences, changedAt).map((one) =>
              proposalView(one, condition, unitOf(present, asset, condition)),
            )
          : [],
      };
    });
    return c.json(
      {
        from,
        to,
        complete: lines.length < MOST_LINES,
        alarms: figures.alarms,
        rows: judge(figures, length / 24).map((row) => ({ ...row, trend: [...trends[row.id]] })),
        mix: { ...figures.mix },
        trend: [...figures.trend],
        actors,
      },
      200,
    );
  });
}

function saidAbout(model: AssetModel, alarm: AlarmId) {
  const dot = alarm.lastIndexOf(".");
  const asset = alarm.slice(0, dot) as AssetId;
  const rule = alarm.slice(dot + 1);
  return { asset, rule, ...saidOf(model.assets.get(asset), rule) };
}

/** The unit of the point a limit looks at. */
function unitOf(model: AssetModel, asset: AssetId, condition: { kind: string; point?: string }): string {
  const point = model.assets.get(asset)?.points.find(({ type }) => type.name === condition.point);
  return point?.type.kind === "number" ? point.type.unit : "";
}

const proposalView = (proposal: Proposal, condition: Condition, unit: string): ProposalView => ({
  condition: { ...conditionChange(condition, proposal) },
  change: proposal.change,
  from: proposal.from,
  to: proposal.to,
  unit: proposal.change === "deadband" ? unit : "s",
  before: proposal.before,
  after: proposal.after,
  lost: proposal.lost,
});
