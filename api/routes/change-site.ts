import type { Context } from "hono";
import type { SiteChange, SiteFile } from "../../facility/assets/index.ts";
import { saidInBoth } from "../../facility/units/index.ts";
import { inShort, record } from "../audit.ts";
import type { ApiEnv } from "../env.ts";
import { refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";

/** Differences as the API tells them. */
export const shownChanges = (changes: readonly SiteChange[]) =>
  changes.map((each) => ({ ...each, fields: [...each.fields] }));

/** Puts a changed site into force and says what that did. */
export async function changeSite(
  c: Context<ApiEnv>,
  deps: Pick<RouteDeps, "sites" | "log" | "audit" | "clock">,
  file: SiteFile,
  expected: number,
) {
  const { username } = c.get("person");
  const { sites, log } = deps;
  const applied = await sites.apply(file, { by: username, expected });
  if (!applied.ok) return refuse(c, applied.why === "changed-meanwhile" ? 409 : 422, saidInBoth(applied));
  const { stored, changes } = applied.value;
  log.info({ site: file.site.id, by: username, changes: changes.length }, "a site was changed");
  if (changes.length > 0)
    await record(deps, c, "site.changed", file.site.id, {
      revision: stored.revision,
      changes: changes.length,
      what: inShort(changes.map(({ is, noun, id }) => `${is} ${noun} ${id}`)),
    });
  return c.json({ site: file.site.id, revision: stored.revision, changes: shownChanges(changes) }, 200);
}
