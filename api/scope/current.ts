import { AsyncLocalStorage } from "node:async_hooks";
import type { MiddlewareHandler } from "hono";
import { type Text, text } from "../../facility/units/index.ts";
import type { ApiEnv } from "../env.ts";
import type { Person } from "../ports.ts";

/** Sites by id. */
export type SiteScope = ReadonlySet<string>;

export const scopeOf = ({ sites }: Pick<Person, "sites">): SiteScope | undefined => sites && new Set(sites);

export const isSameScope = (a: SiteScope | undefined, b: SiteScope | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.size === b.size && [...a].every((site) => b.has(site));

export const seesSite = (scope: SiteScope | undefined, site: string): boolean =>
  scope === undefined || scope.has(site);

/** By an id that begins with the site: of an asset, a point, an alarm. */
export const seesAsset = (scope: SiteScope | undefined, id: string): boolean => seesSite(scope, siteOfId(id));

/** Somebody who sees some sites alone. */
export interface Asker {
  readonly username: string;
  readonly scope: SiteScope;
}

/** Of the request under way; nothing for those who see every site, and for the house's own work. */
const asking = new AsyncLocalStorage<Asker>();

export const currentAsker = (): Asker | undefined => asking.getStore();
export const currentScope = (): SiteScope | undefined => asking.getStore()?.scope;

/** Everything behind it happens for somebody who sees these sites alone. */
export const withinSites: MiddlewareHandler<ApiEnv> = async (c, next) => {
  // Not set where anybody may ask: residents, and those who are signing in.
  const person = c.get("person") as Person | undefined;
  const scope = person && scopeOf(person);
  return scope ? await asking.run({ username: person.username, scope }, next) : await next();
};

/** Thrown where somebody acts on what is not his; answered as 403. */
export class OutOfScope extends Error {
  readonly said: Text;
  constructor(said: Text) {
    super(said.en);
    this.said = said;
  }
}

/** `<site>.<asset>`, `<site>.<asset>.<point>`, `<site>.<asset>.<rule>`, `<site>.<gateway>`, `<site>/<gateway>/…`. */
export const siteOfId = (id: string): string => id.split(/[./]/, 1)[0] ?? "";

/** True where whoever asks sees the site. */
export const sees = (site: string): boolean => seesSite(currentScope(), site);

export const notSeen = (site: string): Text =>
  text(
    `You see other sites, not ${site}. Ask an administrator for it.`,
    `您无权查看项目 ${site}，请联系管理员。`,
  );

/** Throws where whoever asks does not see the site. */
export function must(site: string): void {
  if (!sees(site)) throw new OutOfScope(notSeen(site));
}

/** Throws where whoever asks does not see every site: what follows concerns all of them. */
export function mustSeeAll(): void {
  if (currentScope())
    throw new OutOfScope(
      text(
        "This concerns every site, and you see some of them. Ask somebody who sees all.",
        "此操作涉及所有项目，而您仅可查看部分项目，请由可查看全部项目的人员操作。",
      ),
    );
}

/**
 * Pages of `fetch` until `limit` of what may be seen is there, or there is no more. `fetch` is asked for what comes
 * after the last one of the page before.
 */
export async function gather<T>(
  limit: number,
  fetch: (after: T | undefined) => Promise<readonly T[]>,
  siteOf: (each: T) => string,
): Promise<T[]> {
  const found: T[] = [];
  let last: T | undefined;
  for (;;) {
    const page = await fetch(last);
    found.push(...page.filter((each) => sees(siteOf(each))));
    last = page.at(-1);
    if (page.length < limit || last === undefined || found.length >= limit || currentScope() === undefined)
      return found.slice(0, limit);
  }
}
