import { createHash } from "node:crypto";
import {
  type AuditEntry,
  type AuditRow,
  type AuditStore,
  checkNext,
  link,
} from "../../facility/audit/index.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** An audit in memory; tests may reach into `rows` as one with access to the database could. */
export class FakeAudit implements AuditStore {
  rows: AuditRow[] = [];

  async append(entry: AuditEntry) {
    const row = link(entry, this.rows.at(-1), sha256);
    this.rows.push(row);
    return row;
  }
  async list({ act, actor, subject, before, limit }: Parameters<AuditStore["list"]>[0]) {
    const fits = (asked: string | undefined, is: string) =>
      asked === undefined || (asked.endsWith(".") ? is.startsWith(asked) : is === asked);
    return this.rows
      .filter(
        (row) =>
          fits(act, row.act) &&
          fits(subject, row.subject) &&
          (actor === undefined || row.actor === actor) &&
          (before === undefined || row.sequence < before),
      )
      .toReversed()
      .slice(0, limit);
  }
  async verify(): ReturnType<AuditStore["verify"]> {
    for (const [i, row] of this.rows.entries()) {
      const checked = checkNext(row, this.rows[i - 1], sha256);
      if (!checked.ok) return { ...checked, sequence: row.sequence };
    }
    const head = this.rows.at(-1);
    return { ok: true, rows: this.rows.length, head: head && { sequence: head.sequence, hash: head.hash } };
  }
}
