import type { AssetModel } from "../../facility/assets/index.ts";
import { Scenario } from "../../facility/lifecycle/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";
import type { Version } from "./store.ts";

/** A change that somebody made from a version; refused where it is not the newest any more. */
export interface Change {
  readonly by: string;
  readonly expected: number;
}
export type Changed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problem: string;
      readonly why: "missing" | "invalid" | "changed-meanwhile";
    };

export interface KeptScenario {
  readonly id: string;
  readonly site: string;
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly scenario: Scenario;
}

/** A scenario of its schema whose groups name assets of this site and one type each; otherwise why not. */
export function scenarioFits(model: AssetModel, site: string, scenario: Scenario): Result<Scenario> {
  const read = Scenario.safeParse(scenario);
  if (!read.success) return problem(read.error.issues.map(({ message }) => message).join("; "));
  const assets = model.assets;
  for (const { name, assets: members } of read.data.together) {
    const found = members.map((id) =>
      [...assets.values()].find((asset) => asset.id === id && asset.site === site),
    );
    const missing = members.find((_, i) => !found[i]);
    if (missing)
      return problem(`Group “${name}” names ${missing}, which the site does not have. Take it out.`);
    if (new Set(found.map((asset) => asset?.type.id)).size > 1)
      return problem(`Group “${name}” has assets of several types. Put each type into a group of its own.`);
  }
  return done(read.data);
}

export const noScenario = (id: string) =>
  ({ ok: false, why: "missing", problem: `There is no scenario ${id}. The list has them all.` }) as const;

export const scenarioOf = ({ id, site, version, at, by, body }: Version): KeptScenario => ({
  id,
  site,
  version,
  at,
  by,
  scenario: Scenario.parse(body),
});
