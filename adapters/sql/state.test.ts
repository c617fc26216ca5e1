import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Alarm, alarmId, type Transition } from "../../facility/alarms/index.ts";
import { assetId, instant } from "../../facility/units/index.ts";
import { openState, type State } from "./state.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watchkeeper-state-"));
  file = join(folder, "inside", "state.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function opened(): Promise<State> {
  const state = await openState(file);
  if (!state.ok) throw new Error(state.problem);
  return state.value;
}

const raise = (sequence: number): Transition => {
  const asset = assetId("riverside", "b1-booster-2");
  const at = instant(1_760_000_000_000 + sequence);
  const alarm: Alarm = {
    id: alarmId(asset, "dry-run"),
    asset,
    rule: "dry-run",
    occurrence: sequence,
    sequence,
    state: { is: "unacknowledged", raisedAt: at },
    changedAt: at,
    evidence: {},
  };
  return { alarm, event: { on: "raise", at }, actor: "rule", reason: "" };
};

describe("the state file", { timeout: 30_000 }, () => {
  it("stands again after a restart as it was", async () => {
    const first = await opened();
    await first.journal.write([raise(1), raise(2)]);
    await first.people.create({ username: "a", name: "A", role: "admin", password: "long enough 1" });
    const token = await first.sessions.open("a", instant(1));
    await first.close();

    const second = await opened();
    expect(await second.journal.open()).toEqual([raise(2).alarm]);
    expect((await second.journal.counters()).sequence).toBe(2);
    expect(await second.sessions.find(token, instant(2))).toMatchObject({ username: "a", role: "admin" });
    await second.close();
  });

  it("is readable by its owner alone and holds no secret in the clear", async () => {
    const state = await opened();
    await state.people.create({ username: "a", name: "A", role: "admin", password: "long enough 1" });
    const secrets = [
      "long enough 1",
      await state.sessions.open("a", instant(1)),
      await state.credentials.enroll("riverside", "gw-b1"),
    ];
    await state.close();
    expect(statSync(file).mode & 0o077).toBe(0);
    const bytes = readFileSync(file).toString("latin1");
    expect(bytes).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
    for (const secret of secrets) expect(bytes).not.toContain(secret);
  });

  it.each([
    ["update", "update alarm_transitions set actor = 'nobody'"],
    ["delete", "delete from alarm_transitions"],
    ["replace", "insert or replace into alarm_transitions select * from alarm_transitions"],
  ])("refuses to %s a line of the journal, even by hand", async (_, statement) => {
    const state = await opened();
    await state.journal.write([raise(1)]);
    await state.close();
    const hand = new DatabaseSync(file);
    hand.exec("pragma recursive_triggers = on");
    expect(() => hand.exec(statement)).toThrow("append-only");
    hand.close();
  });

  it("promises what is on disk: WAL with every commit synced", async () => {
    const state = await opened();
    const look = new DatabaseSync(file);
    expect(look.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });
    look.close();
    await state.close();
  });

  it("names a damaged file and what to do", async () => {
    mkdirSync(join(folder, "inside"));
    writeFileSync(file, "this was a database once ".repeat(400));
    expect(await openState(file)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/state\.db cannot be opened: it is damaged.*Restore it from a backup/),
    });
  });

  it("names a page damaged in the middle", async () => {
    const state = await opened();
    await state.journal.write(Array.from({ length: 2_000 }, (_, i) => raise(i + 1)));
    await state.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 8 * 4096, 40 * 4096);
    writeFileSync(file, bytes);
    expect(await openState(file)).toMatchObject({ ok: false, problem: expect.stringContaining("damaged") });
  });

  it("names a file of a newer version", async () => {
    const state = await opened();
    await state.close();
    const hand = new DatabaseSync(file);
    hand.exec("insert into kysely_migration values ('999-from-the-future', '2099-01-01')");
    hand.close();
    expect(await openState(file)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("newer version"),
    });
  });

  it("names a path that cannot be a file", async () => {
    mkdirSync(file, { recursive: true });
    expect(await openState(file)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("cannot be opened"),
    });
  });

  it("names a folder that may not be written", async ({ skip }) => {
    if (process.getuid?.() === 0) skip("runs as root, whom no folder refuses: run it as another user");
    mkdirSync(join(folder, "inside"), { mode: 0o500 });
    expect(await openState(file)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("write access"),
    });
  });
});
