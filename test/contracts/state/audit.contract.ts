import { describe, expect, it } from "vitest";
import type { AuditEntry, AuditStore } from "../../../facility/audit/index.ts";
import { instant } from "../../../facility/units/index.ts";

const entry = (at: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: instant(at),
  actor: "engineer",
  act: "command.given",
  subject: "riverside.b1-booster-1.pressure_setpoint_kPa",
  details: { value: 560, 值: "千帕" },
  ...more,
});

/** What every keeper of the audit does. */
export function auditContract(open: () => Promise<AuditStore>): void {
  describe("audit", () => {
    it("chains what is appended at once, in one order, and finds the chain whole", async () => {
      const audit = await open();
      expect(await audit.verify()).toEqual({ ok: true, rows: 0, head: undefined });
      const rows = await Promise.all([1, 2, 3].map((at) => audit.append(entry(at))));
      expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect(rows[1]!.previous).toBe(rows[0]!.hash);
      expect(await audit.list({ limit: 10 })).toEqual(rows.toReversed());
      const head = { sequence: 3, hash: rows[2]!.hash };
      expect(await audit.verify()).toEqual({ ok: true, rows: 3, head });
      expect(await audit.verify(head)).toMatchObject({ ok: true });
    });

    it("tells by a mark that the end was cut off, or that the whole was written anew", async () => {
      const audit = await open();
      const first = await audit.append(entry(1));
      expect(await audit.verify({ sequence: 2, hash: first.hash })).toEqual({
        ok: false,
        sequence: 2,
        why: "mark-missing",
      });
      expect(await audit.verify({ sequence: 1, hash: "f".repeat(64) })).toEqual({
        ok: false,
        sequence: 1,
        why: "mark-differs",
      });
    });

    it("is read by act, by person, by subject and page by page", async () => {
      const audit = await open();
      await audit.append(entry(1));
      await audit.append(entry(2, { act: "command.answered", subject: "riverside.b1-booster-10.running" }));
      await audit.append(entry(3, { act: "commander.hired", actor: "admin", subject: "riverside" }));
      const sequences = async (query: Parameters<AuditStore["list"]>[0]) =>
        (await audit.list(query)).map(({ sequence }) => sequence);
      expect(await sequences({ act: "command.", limit: 9 })).toEqual([2, 1]);
      expect(await sequences({ act: "command.given", limit: 9 })).toEqual([1]);
      expect(await sequences({ actor: "admin", limit: 9 })).toEqual([3]);
      expect(await sequences({ subject: "riverside.b1-booster-1.", limit: 9 })).toEqual([1]);
      expect(await sequences({ subject: "riverside", limit: 9 })).toEqual([3]);
      expect(await sequences({ before: 3, limit: 1 })).toEqual([2]);
    });
  });
}
