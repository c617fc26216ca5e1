import { describe, expect, it } from "vitest";
import type { People } from "../../../api/ports.ts";
import type { SecondFactorStore } from "../../../api/second-factor/index.ts";

/** What every store of second factors does. */
export function secondFactorContract(
  open: () => Promise<{ people: People; secondFactors: SecondFactorStore }>,
): void {
  describe("second factors", () => {
    const withDuty = async () => {
      const { people, secondFactors } = await open();
      await people.create({ username: "Duty", name: "值班", role: "technician", password: "correct horse" });
      return secondFactors;
    };

    it("one is begun anew until it is confirmed, and then stands", async () => {
      const store = await withDuty();
      expect(await store.find("duty")).toBeUndefined();
      expect(await store.confirm("duty", 1, ["a"])).toBe(false);
      expect(await store.begin("duty", "first")).toBe(true);
      expect(await store.begin("DUTY", "second")).toBe(true);
      expect(await store.find("duty")).toEqual({ secret: "second", confirmed: false, recoveryLeft: 0 });
      expect(await store.spendStep("duty", 5)).toBe(false);
      expect(await store.enrolled()).toEqual([]);
      expect(await store.confirm("duty", 7, ["a", "b"])).toBe(true);
      expect(await store.confirm("duty", 8, ["c"])).toBe(false);
      expect(await store.begin("duty", "third")).toBe(false);
      expect(await store.find("duty")).toEqual({ secret: "second", confirmed: true, recoveryLeft: 2 });
      expect(await store.enrolled()).toEqual(["Duty"]);
    });

    it("a step and a recovery code are good once, also for two at the same moment", async () => {
      const store = await withDuty();
      await store.begin("duty", "secret");
      await store.confirm("duty", 7, ["a", "b"]);
      expect(await store.spendStep("duty", 7)).toBe(false);
      const both = await Promise.all([store.spendStep("duty", 8), store.spendStep("duty", 8)]);
      expect(both.sort()).toEqual([false, true]);
      const codes = await Promise.all([store.spendRecovery("duty", "a"), store.spendRecovery("duty", "a")]);
      expect(codes.sort()).toEqual([false, true]);
      expect((await store.find("duty"))?.recoveryLeft).toBe(1);
      expect(await store.remove("duty")).toBe(true);
      expect(await store.remove("duty")).toBe(false);
      expect(await store.spendRecovery("duty", "b")).toBe(false);
    });
  });
}
