import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openState, type State } from "../../adapters/sql/index.ts";
import { type Alarm, alarmId, type Transition } from "../../facility/alarms/index.ts";
import { StoreUnavailable } from "../../facility/readings/index.ts";
import { assetId, instant } from "../../facility/units/index.ts";
import { postgresInstalled, startPostgres, type TestPostgres } from "../support/postgres.ts";

let server: TestPostgres;
beforeAll(async () => {
  if (postgresInstalled()) server = await startPostgres();
});
afterAll(async () => server?.close());
beforeEach(({ skip }) =>
  skip(!postgresInstalled(), "PostgreSQL is not installed: apt-get install postgresql"),
);

async function opened(address: string): Promise<State> {
  const state = await openState(address);
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

describe("the state in PostgreSQL", () => {
  it("stands again after the server's crash as it was acknowledged, and is dialled by itself", async () => {
    const state = await opened(await server.database());
    await state.journal.write([raise(1), raise(2)]);
    await server.kill();
    await expect(state.journal.write([raise(3)])).rejects.toThrow(StoreUnavailable);
    await expect(state.journal.open()).rejects.toThrow(
      /postgresql:\/\/127.0.0.1:\d+\/house_\d+ cannot be reached/,
    );
    await server.start();
    expect(await state.journal.open()).toEqual([raise(2).alarm]);
    await state.journal.write([raise(3)]);
    expect((await state.journal.counters()).sequence).toBe(3);
    await state.close();
  });

  it.each([
    "update alarm_transitions set actor = 'nobody'",
    "delete from alarm_transitions",
    "truncate alarm_transitions",
  ])("refuses by hand to %s", async (statement) => {
    const address = await server.database();
    const state = await opened(address);
    await state.journal.write([raise(1)]);
    await state.close();
    const hand = new pg.Client(address);
    await hand.connect();
    await expect(hand.query(statement)).rejects.toThrow("append-only");
    await hand.end();
  });

  it("refuses tables of a newer version", async () => {
    const address = await server.database();
    await (await opened(address)).close();
    const hand = new pg.Client(address);
    await hand.connect();
    await hand.query("insert into kysely_migration values ('999-from-the-future', '2099-01-01')");
    await hand.end();
    expect(await openState(address)).toMatchObject({
      ok: false,
      problem: expect.stringContaining("newer version"),
    });
  });

  it.each([
    [
      "a database that is not there",
      (port: number) => `postgresql://postgres@127.0.0.1:${port}/nowhere`,
      /no such database.*createdb/,
    ],
    [
      "a user who is not there",
      (port: number) => `postgresql://somebody:secret@127.0.0.1:${port}/postgres`,
      /Mend the user and password/,
    ],
    [
      "a server that is not there",
      () => "postgresql://postgres:secret@127.0.0.1:1/house",
      /cannot be reached.*Start it/,
    ],
    ["an address without a database", () => "postgresql://127.0.0.1", /names no host and database/],
  ])("names %s, and never a password", async (_, address, words) => {
    const refused = await openState(address(server.port));
    expect(refused).toMatchObject({ ok: false, problem: expect.stringMatching(words) });
    expect(JSON.stringify(refused)).not.toContain("secret");
  });
});
