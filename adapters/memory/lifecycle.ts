import { done, problem } from "../../facility/units/index.ts";
import type { LifecycleStore, Version } from "../../rules/lifecycle/index.ts";

/** Lifecycle's versions in memory: for tests, and the same contract as the database. */
export class MemoryLifecycle implements LifecycleStore {
  readonly #all: Version[] = [];

  async latest(kind: Version["kind"], site?: string): Promise<Version[]> {
    const newest = new Map<string, Version>();
    for (const each of this.#all)
      if (each.kind === kind && (site === undefined || each.site === site)) newest.set(each.id, each);
    return [...newest.values()].filter(({ body }) => body !== undefined);
  }

  async get(kind: Version["kind"], id: string, version?: number): Promise<Version | undefined> {
    return this.#all.findLast(
      (each) => each.kind === kind && each.id === id && (version === undefined || each.version === version),
    );
  }

  put: LifecycleStore["put"] = async (entry, expected) => {
    const present = (await this.get(entry.kind, entry.id))?.version ?? 0;
    if (present !== expected)
      return {
        ...problem(`${entry.kind} ${entry.id} stands at version ${present}. Load it again.`),
        why: "changed-meanwhile",
      };
    // What is kept is a copy: whoever wrote it may go on changing theirs.
    const kept: Version = { ...entry, body: structuredClone(entry.body), version: expected + 1 };
    this.#all.push(kept);
    return done(kept);
  };

  versions: LifecycleStore["versions"] = async ({ site, kind, id, limit }) =>
    this.#all
      .filter(
        (each) =>
          (site === undefined || each.site === site) &&
          (kind === undefined || each.kind === kind) &&
          (id === undefined || each.id === id),
      )
      .toReversed()
      .slice(0, limit)
      .map(({ body, ...line }) => ({ ...line, removed: body === undefined }));
}
