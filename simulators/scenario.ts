import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { SiteFile } from "../facility/assets/index.ts";
import { done, problem, type Result, Slug, Text } from "../facility/units/index.ts";
import { Fault, suffers } from "./fault.ts";

/** When, counted from the start of the scenario, and for how long; the rest of the step is the fault. */
const Timing = z.looseObject({
  atSeconds: z.number().nonnegative().default(0),
  forSeconds: z.number().positive().max(86_400),
});

const Step = Timing.transform(({ atSeconds, forSeconds, ...rest }, context) => {
  const fault = Fault.safeParse(rest);
  if (fault.success) return { atSeconds, forSeconds, fault: fault.data };
  for (const { message, path } of fault.error.issues)
    context.issues.push({ code: "custom", message, path: path.slice(), input: rest });
  return z.NEVER;
});

/** A story that can be played on the plant; every fault in it ends by itself. */
export const Scenario = z.strictObject({
  id: Slug,
  title: Text,
  about: Text,
  steps: z.array(Step).min(1),
});
export type Scenario = z.infer<typeof Scenario>;

/** Reads every scenario of a folder and holds it against the site. All mistakes are named at once. */
export function loadScenarios(folder: string, site: SiteFile): Result<Scenario[]> {
  const typeOf = new Map([
    ...site.assets.map(({ id, type }) => [id, type] as const),
    ...site.gateways.map(({ id }) => [id, "gateway"] as const),
  ]);
  const scenarios: Scenario[] = [];
  const problems: string[] = [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  for (const name of names.sort()) {
    const read = readYaml(join(folder, name));
    const parsed = read.ok ? Scenario.safeParse(read.value) : undefined;
    if (!read.ok) problems.push(read.problem);
    if (parsed && !parsed.success) problems.push(`scenario ${name}: ${z.prettifyError(parsed.error)}`);
    if (!parsed?.success) continue;
    for (const { fault } of parsed.data.steps) {
      const type = typeOf.get(fault.asset);
      const fitting = suffers[fault.fault];
      if (!type)
        problems.push(`scenario ${name}: ${fault.asset} is no asset of site ${site.site.id}. Mend its id.`);
      else if (fitting && type !== fitting)
        problems.push(`scenario ${name}: ${fault.fault} befalls a ${fitting}; ${fault.asset} is a ${type}.`);
    }
    scenarios.push(parsed.data);
  }
  return problems.length > 0 ? problem(problems.join("\n")) : done(scenarios);
}

/** The faults at work `elapsedSeconds` into a scenario. `seconds` replaces the length of each step. */
export function faultsAt(scenario: Scenario, elapsedSeconds: number, seconds?: number): Fault[] {
  return scenario.steps
    .filter(
      ({ atSeconds, forSeconds }) =>
        elapsedSeconds >= atSeconds && elapsedSeconds < atSeconds + (seconds ?? forSeconds),
    )
    .map(({ fault }) => fault);
}

export const lengthOf = (scenario: Scenario, seconds?: number): number =>
  Math.max(...scenario.steps.map(({ atSeconds, forSeconds }) => atSeconds + (seconds ?? forSeconds)));

export function readYaml(path: string): Result<unknown> {
  try {
    return done(parse(readFileSync(path, "utf8")));
  } catch (error) {
    return problem(`${path} cannot be read: ${(error as Error).message}`);
  }
}
