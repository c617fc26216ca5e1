import { beforeEach, describe, expect, it } from "vitest";
import type { LifecycleStore } from "../../../rules/lifecycle/index.ts";

const entry = (body: unknown, at = 1) =>
  ({ kind: "scenario", id: "a", site: "riverside", at, by: "mgr", body }) as const;

/** Versions that are never changed: ledger, evidence, scenarios, plans. */
export function lifecycleContract(open: () => Promise<LifecycleStore>): void {
  describe("lifecycle", () => {
    let store: LifecycleStore;
    beforeEach(async () => {
      store = await open();
    });

    it("keeps every version, and answers the newest or the one that is asked for", async () => {
      await store.put(entry({ n: 1 }), 0);
      expect(await store.put(entry({ n: 2 }, 2), 1)).toMatchObject({ ok: true, value: { version: 2 } });
      expect((await store.get("scenario", "a"))?.body).toEqual({ n: 2 });
      expect((await store.get("scenario", "a", 1))?.body).toEqual({ n: 1 });
      expect(await store.get("plan", "a")).toBeUndefined();
    });
    it("refuses a change made from an old version, and changes nothing", async () => {
      await store.put(entry({ n: 1 }), 0);
      expect(await store.put(entry({ n: 9 }), 0)).toMatchObject({ ok: false, why: "changed-meanwhile" });
      expect((await store.get("scenario", "a"))?.body).toEqual({ n: 1 });
    });
    it("lists what it keeps in the order in which it came, however late it was changed", async () => {
      await store.put({ ...entry({ n: 1 }, 1), id: "b" }, 0);
      await store.put(entry({ n: 1 }, 2), 0);
      await store.put({ ...entry({ n: 2 }, 9), id: "b" }, 1);
      expect((await store.latest("scenario")).map(({ id, version }) => [id, version])).toEqual([
        ["b", 2],
        ["a", 1],
      ]);
    });
    it("leaves what was removed out of the list and keeps it in the journal", async () => {
      await store.put(entry({ n: 1 }), 0);
      await store.put({ ...entry({ n: 1 }), id: "b" }, 0);
      await store.put(entry(undefined, 5), 1);
      expect((await store.latest("scenario", "riverside")).map(({ id }) => id)).toEqual(["b"]);
      expect(await store.latest("scenario", "elsewhere")).toEqual([]);
      const [newest] = await store.versions({ site: "riverside", limit: 10 });
      expect(newest).toMatchObject({ id: "a", version: 2, removed: true, by: "mgr", at: 5 });
      expect(await store.versions({ id: "a", limit: 10 })).toHaveLength(2);
    });
  });
}
