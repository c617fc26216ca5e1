import {
  type EmergencyStore,
  Plan,
  type PlanProblem,
  type PlanVersion,
  planLibrary,
  planProblems,
} from "../../facility/emergency/index.ts";
import type { Clock, Text } from "../../facility/units/index.ts";
import { inChinese, text } from "../../facility/units/index.ts";

export type PlanSaved =
  | { readonly ok: true; readonly value: PlanVersion }
  | {
      readonly ok: false;
      readonly problem: Text;
      readonly errors: readonly PlanProblem[];
    };

const own = (plan: Plan): PlanVersion => ({ plan, version: 0, by: "library", at: 0, comment: "" });

/** The plans in force: the library's, and over them each site's newest version. */
export class PlanBook {
  readonly #store: EmergencyStore;
  readonly #clock: Clock;
  readonly #library: readonly Plan[];
  /** By site, then plan. */
  readonly #newest = new Map<string, Map<string, PlanVersion>>();

  private constructor(store: EmergencyStore, clock: Clock, library: readonly Plan[]) {
    this.#store = store;
    this.#clock = clock;
    this.#library = library;
  }

  static async open(
    store: EmergencyStore,
    sites: readonly string[],
    clock: Clock,
    library = planLibrary,
  ): Promise<PlanBook> {
    const book = new PlanBook(store, clock, library);
    for (const site of sites) await book.load(site);
    return book;
  }

  /** Reads a site that has joined. */
  async load(site: string): Promise<void> {
    const newest = new Map<string, PlanVersion>();
    for (const version of await this.#store.plans(site))
      if (!newest.has(version.plan.id)) newest.set(version.plan.id, version);
    this.#newest.set(site, newest);
  }

  /** Every plan of a site as it is in force: the library's in its order, then the site's own. */
  of(site: string): readonly PlanVersion[] {
    const newest = this.#newest.get(site) ?? new Map<string, PlanVersion>();
    const known = new Set(this.#library.map(({ id }) => id));
    return [
      ...this.#library.map((plan) => newest.get(plan.id) ?? own(plan)),
      ...[...newest.values()].filter(({ plan }) => !known.has(plan.id)),
    ];
  }

  get(site: string, plan: string): PlanVersion | undefined {
    return this.of(site).find((version) => version.plan.id === plan);
  }

  /** Newest first, the library's own at the end. */
  async versions(site: string, plan: string): Promise<readonly PlanVersion[]> {
    const library = this.#library.find(({ id }) => id === plan);
    return [...(await this.#store.plans(site, plan)), ...(library ? [own(library)] : [])];
  }

  /** Saves a new version; runs under way keep theirs. `over` is the version that was looked at. */
  async save(
    site: string,
    asked: { plan: unknown; over: number; by: string; comment: string },
  ): Promise<PlanSaved> {
    const parsed = Plan.safeParse(asked.plan);
    if (!parsed.success)
      return {
        ok: false,
        problem: text("The plan is not complete; each mistake is named.", "预案不完整，错误已逐项列出。"),
        errors: parsed.error.issues.map((issue) => ({
          path: issue.path.join("."),
          problem: text(issue.message, inChinese(issue)),
        })),
      };
    const errors = planProblems(parsed.data);
    if (errors.length > 0)
      return {
        ok: false,
        problem: text("The plan could not run; each mistake is named.", "预案无法执行，错误已逐项列出。"),
        errors,
      };
    const stale = {
      ok: false as const,
      problem: text(
        "Somebody saved a newer version meanwhile. Look at it, then save again.",
        "他人已保存新版本，请查看后再保存。",
      ),
      errors: [],
    };
    const present = this.get(site, parsed.data.id);
    if ((present?.version ?? 0) !== asked.over) return stale;
    const { by, comment } = asked;
    const version: PlanVersion = {
      plan: parsed.data,
      version: asked.over + 1,
      by,
      at: this.#clock(),
      comment,
    };
    if (!(await this.#store.savePlan(site, version))) {
      await this.load(site);
      return stale;
    }
    const newest = this.#newest.get(site) ?? new Map<string, PlanVersion>();
    newest.set(version.plan.id, version);
    this.#newest.set(site, newest);
    return { ok: true, value: version };
  }
}
