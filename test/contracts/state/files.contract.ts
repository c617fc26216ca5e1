import { describe, expect, it } from "vitest";
import type { State } from "../../../adapters/sql/index.ts";
import { planLibrary } from "../../../facility/emergency/index.ts";
import { openOrder } from "../../../facility/maintenance/index.ts";
import { instant, text } from "../../../facility/units/index.ts";

const ref = (digit: string) => ({
  id: digit.repeat(64),
  name: "p.jpg",
  type: "image/jpeg" as const,
  bytes: 3,
});
const by = { by: "mgr", at: instant(1) };

/** What is known of kept files. */
export function filesContract(open: () => Promise<State>): void {
  describe("kept files", () => {
    it("are known by their hash with who may read them, the widest of all who brought them, until erased", async () => {
      const { files } = await open();
      await files.add({ ...ref("a"), ...by, readers: "technician" });
      await files.add({ ...ref("a"), by: "x", at: instant(2), readers: "manager" });
      expect(await files.find(ref("a").id)).toEqual({ ...ref("a"), ...by, readers: "technician" });
      await files.add({ ...ref("a"), by: "x", at: instant(2), readers: "viewer" });
      expect((await files.find(ref("a").id))?.readers).toBe("viewer");
      expect(await files.remove(ref("a").id)).toBe(true);
      expect(await files.remove(ref("a").id)).toBe(false);
      expect(await files.find(ref("a").id)).toBeUndefined();
    });

    it("belong to the sites of what refers to them: orders, records, plans and lives of equipment", async () => {
      const { files, maintenance, emergencies, lifecycle } = await open();
      for (const digit of ["a", "b", "c", "d"]) await files.add({ ...ref(digit), ...by, readers: "viewer" });
      const opening = {
        on: "open" as const,
        ...by,
        id: "WO-000001",
        request: {
          ...{ key: "k", site: "riverside", title: text("t", "题"), priority: "low" as const },
          source: { kind: "plan" as const, id: "p" },
        },
      };
      await maintenance.writeOrder({ ...openOrder(opening), files: [ref("a")] }, opening);
      const record = { id: "r", at: 1, value: { file: ref("b") } };
      for (const site of ["hillside", "riverside"])
        await maintenance.put("certificates", [{ ...record, id: site, site }]);
      const [plan] = planLibrary;
      const documents = [{ title: text("d", "文"), file: ref("c") }];
      await emergencies.savePlan("hillside", {
        ...{ plan: { ...plan!, documents }, version: 1, comment: "" },
        ...by,
      });
      await lifecycle.put(
        { kind: "scenario", id: "s", site: "hillside", ...by, body: { photos: [ref("a")] } },
        0,
      );
      const uses = async (digit: string) => [...(await files.usedBy(ref(digit).id))].sort();
      expect(await uses("a")).toEqual(["hillside", "riverside"]);
      expect(await uses("b")).toEqual(["hillside", "riverside"]);
      expect(await uses("c")).toEqual(["hillside"]);
      expect(await uses("d")).toEqual([]);
      await files.remove(ref("a").id);
      expect(await uses("a")).toEqual([]);
    });
  });
}
