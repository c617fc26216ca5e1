import { describe, expect, it } from "vitest";
import { memoryJournal } from "../adapters/memory/index.ts";
import type { AlarmJournal, Transition } from "../facility/alarms/index.ts";
import { instant } from "../facility/units/index.ts";
import { oneOfEach } from "../test/support/timeline.ts";
import { AlarmDesk } from "./desk.ts";
import { instancesOf } from "./instances.ts";

const quiet = { info() {}, warn() {} };
const instances = instancesOf(oneOfEach());
const dry = instances.find(({ rule }) => rule.id === "dry-run")!;

/** A journal whose disk can fail, and that counts its writes. */
function moodyJournal(): AlarmJournal & { broken?: string | undefined; writes: number } {
  const journal = memoryJournal();
  return Object.assign(journal, {
    writes: 0,
    broken: undefined as string | undefined,
    write: wrap(journal.write),
  });
  function wrap(write: AlarmJournal["write"]): AlarmJournal["write"] {
    return async function (this: { broken?: string; writes: number }, transitions) {
      if (this.broken) throw new Error(this.broken);
      this.writes++;
      await write(transitions);
    };
  }
}

async function open(journal = moodyJournal()) {
  const desk = await AlarmDesk.open({ instances, journal, clock: () => instant(99), log: quiet, retryMs: 1 });
  const told: string[] = [];
  desk.transitions.subscribe(({ alarm, event }: Transition) => told.push(`${event.on} → ${alarm.state.is}`));
  const tell = (on: boolean, at: number) => desk.tell({ key: dry.key, on, at, evidence: { value: 5 } });
  return { desk, journal, told, tell };
}

describe("the alarm desk", () => {
  it("journals a transition before it tells it", async () => {
    const { desk, journal, told, tell } = await open();
    const journalled: number[] = [];
    desk.transitions.subscribe(async () => journalled.push((await journal.history({ limit: 9 })).length));
    tell(true, 1);
    expect(told).toEqual([]);
    await desk.close();
    expect(told).toEqual(["raise → unacknowledged"]);
    expect(journalled).toEqual([1]);
  });

  it("goes through raise, acknowledge, clear and raise again, counting occurrences", async () => {
    const { desk, told, tell } = await open();
    tell(true, 1);
    expect(await desk.acknowledge({ id: dry.alarm, by: "li", comment: "on my way" })).toMatchObject({
      ok: true,
    });
    tell(false, 2);
    tell(true, 3);
    expect(desk.get(dry.alarm)).toMatchObject({
      occurrence: 2,
      state: { is: "unacknowledged", raisedAt: 3 },
    });
    await desk.close();
    expect(told).toEqual([
      "raise → unacknowledged",
      "acknowledge → acknowledged",
      "clear → normal",
      "raise → unacknowledged",
    ]);
  });

  it("refuses an acknowledgement that means another occurrence, or nothing at all, and says why", async () => {
    const { desk, tell } = await open();
    expect(await desk.acknowledge({ id: dry.alarm, by: "li", comment: "" })).toMatchObject({
      problem: expect.stringContaining("nothing to acknowledge"),
    });
    tell(true, 1);
    expect(await desk.acknowledge({ id: dry.alarm, by: "li", comment: "", occurrence: 7 })).toMatchObject({
      problem: expect.stringContaining("raised again"),
    });
    await desk.acknowledge({ id: dry.alarm, by: "li", comment: "" });
    expect(await desk.acknowledge({ id: dry.alarm, by: "wu", comment: "" })).toMatchObject({
      problem: expect.stringContaining("acknowledged already, by li"),
    });
  });

  it("opens where the journal left it", async () => {
    const first = await open();
    first.tell(true, 1);
    await first.desk.close();
    const second = await open(first.journal);
    expect(second.desk.open()).toEqual(first.desk.open());
    second.tell(false, 5);
    second.tell(true, 6);
    await second.desk.close();
    expect(second.desk.get(dry.alarm)).toMatchObject({ occurrence: 2, sequence: 3 });
  });

  it("tells alarms even when the journal cannot be written, and writes them once it can", async () => {
    const { desk, journal, told, tell } = await open();
    journal.broken = "disk full";
    tell(true, 1);
    await expect.poll(() => told).toEqual(["raise → unacknowledged"]);
    expect(desk.trouble).toBe("disk full");
    tell(false, 2);
    journal.broken = undefined;
    await desk.close();
    expect(told).toEqual(["raise → unacknowledged", "clear → returned"]);
    expect((await journal.history({ limit: 9 })).map(({ event }) => event.on)).toEqual(["clear", "raise"]);
    expect(desk.trouble).toBe(null);
  });

  it("shares journal writes in a burst and loses none of it", async () => {
    const { desk, journal, told } = await open();
    for (let i = 0; i < 10_000; i++)
      desk.tell({ key: instances[i % instances.length]!.key, on: i % 2 === 0, at: i, evidence: {} });
    await desk.close();
    expect(journal.writes).toBeLessThan(10);
    expect(told.length).toBe((await journal.history({ limit: 100_000 })).length);
  });

  it("ends alarms whose asset the site no longer has", async () => {
    const { journal, tell, desk } = await open();
    tell(true, 1);
    await desk.close();
    const fewer = await AlarmDesk.open({ instances: [], journal, clock: () => instant(9), log: quiet });
    expect(fewer.open()).toEqual([]);
    await fewer.close();
    expect((await journal.history({ limit: 1 }))[0]).toMatchObject({
      reason: expect.stringContaining("no longer in the site"),
    });
  });
});
