import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { instant } from "../units/index.ts";
import { type AuditEntry, type AuditRow, canonical, checkNext, FIRST_PREVIOUS, link } from "./chain.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const entry = (n: number): AuditEntry => ({
  at: instant(n),
  actor: "admin",
  act: "site.changed",
  subject: "riverside",
  details: { changes: n },
});

function chainOf(length: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let n = 1; n <= length; n++) rows.push(link(entry(n), rows.at(-1), sha256));
  return rows;
}
const firstWrong = (rows: readonly AuditRow[]) => {
  for (const [i, row] of rows.entries()) {
    const checked = checkNext(row, rows[i - 1], sha256);
    if (!checked.ok) return `${row.sequence} ${checked.why}`;
  }
  return "none";
};

it("a row's hash is SHA-256 of the hash before and the row written down, details in the order of their names", () => {
  const [first] = chainOf(1);
  expect(canonical(1, { ...entry(1), details: { b: 1, a: "x" } })).toBe(
    '[1,1,"admin","site.changed","riverside",[["a","x"],["b",1]]]',
  );
  expect(first).toMatchObject({ sequence: 1, previous: FIRST_PREVIOUS });
  expect(first!.hash).toBe(sha256(FIRST_PREVIOUS + canonical(1, entry(1))));
});

it.each([
  ["nothing", (rows: AuditRow[]) => rows, "none"],
  ["a changed actor", (rows: AuditRow[]) => rows.with(1, { ...rows[1]!, actor: "nobody" }), "2 changed"],
  [
    "a changed detail",
    (rows: AuditRow[]) => rows.with(2, { ...rows[2]!, details: { changes: 9 } }),
    "3 changed",
  ],
  ["a row taken out", (rows: AuditRow[]) => rows.toSpliced(1, 1), "3 gap"],
  ["the first taken out", (rows: AuditRow[]) => rows.slice(1), "2 gap"],
  [
    "a row written anew with a hash of its own",
    (rows: AuditRow[]) => rows.with(1, link({ ...entry(2), actor: "nobody" }, rows[0], sha256)),
    "3 not-joined",
  ],
])("%s is seen", (_, tamper, seen) => {
  expect(firstWrong(tamper(chainOf(4)))).toBe(seen);
});
