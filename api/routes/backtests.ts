import { createRoute, z } from "@hono/zod-openapi";
import { type Effect, effectOf, patchRule, type RuleType, storiesOf } from "../../facility/alarms/index.ts";
import {
  type AssetId,
  done,
  instant,
  problem,
  type Result,
  saidInBoth,
  text,
} from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { BacktestBody, BacktestView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import type { Backtest } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Id, json } from "./params.ts";

const tags = ["Backtests"];
const params = z.object({ id: Id("as answered when it was started", "bt-mh2x4k-1") });
const DAY = 86_400_000;

const start = createRoute({
  method: "post",
  path: "/api/backtests",
  tags,
  summary: "Try a rule, saved or draft, on stored history · 历史回测",
  ...allow("technician"),
  request: { body: body(BacktestBody) },
  responses: {
    202: json(BacktestView, "Started; ask for it by its id"),
    ...problems(400, 401, 403, 413, 422),
  },
});

const one = createRoute({
  method: "get",
  path: "/api/backtests/{id}",
  tags,
  summary: "How far a backtest is, and what it found · 回测进度与结果",
  ...allow("viewer"),
  request: { params },
  responses: { 200: json(BacktestView, "The backtest"), ...problems(400, 401, 404) },
});

const cancel = createRoute({
  method: "delete",
  path: "/api/backtests/{id}",
  tags,
  summary: "Stop a backtest · 停止回测",
  ...allow("technician"),
  request: { params },
  responses: { 204: { description: "Stopped, or it was done already" }, ...problems(400, 401, 403, 404) },
});

/** A year of a well-run estate; of a badly run one the newest are looked at. */
const MOST_LINES = 200_000;

export function backtestRoutes(app: ApiApp, { rules, backtests, desk }: RouteDeps): void {
  /** Worked out once for each that is done: the journal of its span may be long. */
  const effects = new WeakMap<Backtest, Promise<Effect>>();
  const effect = (job: Backtest): Promise<Effect> | null => {
    if (job.state !== "done") return null;
    const known = effects.get(job);
    if (known) return known;
    const { asset, rule, present = [], occurrences } = job;
    const span = { from: instant(job.from), to: instant(job.to) };
    const made = desk
      .span(span.from, span.to, MOST_LINES)
      .then((lines) => effectOf({ asset, rule }, span, storiesOf(lines), present, occurrences));
    effects.set(job, made);
    return made;
  };

  app.openapi(start, (c) => {
    const asked = c.req.valid("json");
    const present = rules.effective(asked.asset as AssetId)?.find(({ rule }) => rule.id === asked.rule)?.rule;
    const rule = draftOf(asked, present);
    if (!rule.ok) return refuse(c, 422, saidInBoth(rule));
    const { asset, from, to } = asked;
    const started = backtests.start({ asset: asset as AssetId, rule: rule.value, present, from, to });
    return started.ok ? c.json(view(started.value, null), 202) : refuse(c, 422, saidInBoth(started));
  });

  const missing = (id: string) =>
    text(
      `There is no backtest ${id}; only the newest are kept. Start it again.`,
      `没有回测 ${id}，仅保留最近的结果，请重新开始。`,
    );
  app.openapi(one, async (c) => {
    const { id } = c.req.valid("param");
    const found = backtests.get(id);
    return found ? c.json(view(found, await effect(found)), 200) : refuse(c, 404, missing(id));
  });
  app.openapi(cancel, (c) => {
    const { id } = c.req.valid("param");
    return backtests.cancel(id) ? c.body(null, 204) : refuse(c, 404, missing(id));
  });
}

function draftOf(
  { asset, rule, patch, definition }: z.output<typeof BacktestBody>,
  present: RuleType | undefined,
): Result<RuleType> {
  const start = definition ?? present;
  if (!start)
    return problem(
      `${asset} has no rule "${rule}". GET /api/assets/{id}/rules lists them; send "definition" for a new one.`,
      `${asset} 没有规则“${rule}”。GET /api/assets/{id}/rules 列出全部规则；新规则请附 definition。`,
    );
  const named = { ...start, id: rule };
  return patch ? patchRule(named, patch) : done(named);
}

const view = (
  { difference, trouble, occurrences, present, ...rest }: Backtest,
  effect: Effect | null,
): BacktestView => ({
  ...rest,
  present: present?.length ?? null,
  effect,
  occurrences: [...occurrences],
  alarmsPerDay: (occurrences.length / (rest.to - rest.from)) * DAY,
  difference: difference
    ? {
        added: [...difference.added],
        gone: [...difference.gone],
        moved: [...difference.moved],
        same: difference.same,
      }
    : null,
  trouble: trouble ?? null,
});
