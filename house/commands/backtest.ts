import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SingleBar } from "cli-progress";
import { parse } from "yaml";
import { openDuckDb } from "../../adapters/duckdb/index.ts";
import { openState } from "../../adapters/sql/index.ts";
import { patchRule, RulePatch, RuleType } from "../../facility/alarms/index.ts";
import { buildModel, type SiteFile, type SiteStore } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { type AssetId, instant } from "../../facility/units/index.ts";
import { type BacktestJob, BacktestRunner, RuleBook } from "../../rules/index.ts";
import { readSettings, stateOf } from "../settings.ts";
import { readSiteFile } from "../site-file.ts";
import { fail } from "./run.ts";

const demoSite = join(import.meta.dirname, "..", "..", "simulators", "riverside.yaml");
const LOOK_MS = 200;

interface Options {
  readonly config: readonly string[];
  readonly from: string;
  readonly to?: string;
  readonly draft?: string;
  readonly json?: boolean;
}

/** `backtest <asset> <rule>`: when a rule would have rung on stored history; a draft file holds what to change of it. */
export async function runBacktest(assetId: string, ruleId: string, options: Options): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const from = Date.parse(options.from);
  const to = options.to === undefined ? Date.now() : Date.parse(options.to);
  if (Number.isNaN(from) || Number.isNaN(to))
    fail("Say --from and --to as moments, for example 2026-01-31T08:00:00+08:00.");

  const { data } = settings.value;
  const state = await openState(stateOf(settings.value));
  if (!state.ok) fail(state.problem);
  const model = buildModel(await filesOf(state.value.sites, options.config), catalog);
  if (!model.ok) fail(model.problem);
  const book = await RuleBook.open(model.value, state.value.overrides);
  const rules = book.effective(assetId as AssetId);
  if (!rules) fail(`There is no asset ${assetId} in the sites.`);
  const present = rules.find(({ rule }) => rule.id === ruleId)?.rule;
  const draft = await draftOf(options.draft, ruleId, present);
  const readings = await openDuckDb(join(data, "readings.duckdb"));
  if (!readings.ok)
    fail(`${readings.problem} While the program runs, use the rule editor or POST /api/backtests.`);

  const runner = new BacktestRunner(
    () => book.model,
    readings.value,
    () => instant(Date.now()),
  );
  const started = runner.start({ asset: assetId as AssetId, rule: draft, present, from, to });
  if (!started.ok) fail(started.problem);
  const { id } = started.value;
  const stop = () => runner.cancel(id);
  process.once("SIGINT", stop);
  const bar = options.json
    ? undefined
    : new SingleBar({ format: "{bar} {percentage} % · {readings} readings" });
  bar?.start(1_000, 0, { readings: 0 });
  for (;;) {
    const job = runner.get(id)!;
    bar?.update(Math.round(job.progress * 1_000), { readings: job.readings });
    if (job.state !== "running") break;
    await new Promise((look) => setTimeout(look, LOOK_MS));
  }
  bar?.stop();
  process.off("SIGINT", stop);
  await readings.value.close();
  await state.value.close();
  const job = runner.get(id)!;
  if (job.state === "failed") fail(job.trouble ?? "The backtest failed.");
  if (options.json) console.log(JSON.stringify(job));
  else report(job);
  if (job.state === "cancelled") process.exitCode = 130;
}

/** The files named; else the sites that the house keeps; else the demo's. */
async function filesOf(kept: SiteStore, named: readonly string[]): Promise<SiteFile[]> {
  const stored = await kept.list();
  if (!stored.ok) fail(stored.problem);
  if (named.length === 0 && stored.value.length > 0) return stored.value.map(({ file }) => file);
  const files: SiteFile[] = [];
  for (const name of named.length > 0 ? named : [demoSite]) {
    const read = await readSiteFile(name);
    if (!read.ok) fail(read.problem);
    files.push(read.value);
  }
  return files;
}

async function draftOf(
  file: string | undefined,
  id: string,
  present: RuleType | undefined,
): Promise<RuleType> {
  if (file === undefined)
    return present ?? fail(`The asset has no rule ${id}. Name one of its own, or give --draft.`);
  const text = await readFile(file, "utf8").catch(() => fail(`${file} cannot be read.`));
  const content: unknown = parse(text);
  const whole = RuleType.safeParse({ ...Object(content), id });
  if (whole.success) return whole.data;
  const patch = RulePatch.safeParse(content);
  if (!patch.success || !present)
    fail(
      `${file} is neither a rule nor a change of one: ${(patch.error ?? whole.error).issues[0]?.message}.`,
    );
  const patched = patchRule(present, patch.data);
  return patched.ok ? patched.value : fail(patched.problem);
}

function report({ state, occurrences, readings, difference }: BacktestJob): void {
  console.log(`${state}: ${occurrences.length} times in ${readings} readings`);
  for (const { from, to } of occurrences)
    console.log(
      `  ${new Date(from).toISOString()}  ${to === null ? "still on" : `${Math.round((to - from) / 1_000)} s`}`,
    );
  if (difference)
    console.log(
      `against the rule as it stands: ${difference.added.length} new, ${difference.gone.length} gone, ${difference.moved.length} moved, ${difference.same} the same`,
    );
}
