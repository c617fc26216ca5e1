import { describe, expect, it } from "vitest";
import { SiteFile, type SiteStore } from "../../../facility/assets/index.ts";
import { instant } from "../../../facility/units/index.ts";

const name = { en: "N", zh: "名" };
const site = (id: string, assets: string[] = []): SiteFile =>
  SiteFile.parse({
    site: { id, name },
    places: [{ id: "b1", kind: "building", name }],
    assets: assets.map((asset) => ({
      id: asset,
      type: "lift",
      name,
      in: "b1",
      installed: "2020-02-29",
      criticality: { law: 5 },
    })),
    gateways: [{ id: "gw", name, assets, devices: [] }],
  });
const by = (expected: number) => ({ at: instant(7), by: "anna", expected });

/** What every filler of SiteStore does. */
export function sitesContract(open: () => Promise<SiteStore>): void {
  describe("sites", () => {
    it("gives back a site as it was written, in the order in which sites joined", async () => {
      const store = await open();
      const [river, hill] = [site("river", ["lift-2", "lift-1"]), site("hill")];
      await store.write(river, by(0));
      await store.write(hill, by(0));
      expect(await store.list()).toEqual({
        ok: true,
        value: [
          { file: river, revision: 1, changedAt: 7, changedBy: "anna" },
          { file: hill, revision: 1, changedAt: 7, changedBy: "anna" },
        ],
      });
    });

    it("replaces a site whole and counts its revisions", async () => {
      const store = await open();
      await store.write(site("river", ["lift-1", "lift-2"]), by(0));
      const stamp = await store.stamp();
      expect(await store.write(site("river", ["lift-3"]), by(1))).toMatchObject({ value: { revision: 2 } });
      const now = await store.list();
      expect(now.ok && now.value[0]?.file.assets.map(({ id }) => id)).toEqual(["lift-3"]);
      expect(await store.stamp()).not.toBe(stamp);
    });

    it("refuses a change made from an older revision and leaves everything as it was", async () => {
      const store = await open();
      await store.write(site("river", ["lift-1"]), by(0));
      await store.write(site("river", ["lift-2"]), by(1));
      for (const expected of [0, 1])
        expect(await store.write(site("river", ["lift-9"]), by(expected))).toMatchObject({
          ok: false,
          problem: expect.stringContaining("changed by anna"),
        });
      const now = await store.list();
      expect(now.ok && now.value[0]?.file.assets.map(({ id }) => id)).toEqual(["lift-2"]);
    });
  });
}
