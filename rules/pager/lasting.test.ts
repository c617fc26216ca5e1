import { expect, it } from "vitest";
import { Chain, Route } from "../../facility/oncall/index.ts";
import { ManualTime, type Posted, pagedHouse, person, T0 } from "./fakes.ts";

const DRY = "s.booster-pump.dry-run";
const name = { en: "x", zh: "x" };
const documents = {
  staff: [
    person("tech", "technician"),
    person("desk", "desk"),
    person("boss", "manager"),
    person("kangda", "contractor"),
  ],
  chain: [
    Chain.parse({
      id: "usual",
      name,
      steps: [
        { do: "notify", who: [{ to: "person", id: "tech" }] },
        { do: "wait", minutes: 5 },
        { do: "contractor", contractor: "kangda", evenAcknowledged: true },
      ],
    }),
  ],
  route: [
    Route.parse({
      id: "all",
      name,
      match: {},
      chain: "usual",
      timing: { remindMinutes: 30, unacknowledgeMinutes: 100 },
    }),
  ],
};

type House = Awaited<ReturnType<typeof pagedHouse>>;

/** The house ends without a word and stands again `later` minutes after, on the same state; the pump is still dry. */
async function again(before: House, later: number, posted: Posted[]): Promise<House> {
  await before.pager.close();
  const time = new ManualTime(before.time.now() + later * 60_000);
  const house = await pagedHouse({ time, state: before.state, model: before.model, posted });
  if (!house.desk.get(DRY as never)) house.tell(DRY, true);
  return house;
}

it("reminders, the contractor's clock and the end of an acknowledgement without work outlast restarts", async () => {
  const posted: Posted[] = [];
  // What the contract says when the call begins holds for it: the houses after it know of none.
  const agreements = () => ({ minutes: 40, contract: "c", title: name });
  const first = await pagedHouse({ documents, posted, agreements });
  first.tell(DRY, true);
  await first.pass(1);
  await first.desk.acknowledge({ id: DRY as never, by: "tech", comment: "" });
  await first.pass(1);
  // Restarted before the contractor is called at minute 5, though somebody has it.
  const second = await again(first, 1, posted);
  await second.pass(29);
  expect(second.log()).toEqual(
    ["0 sms tech page", "5 sms kangda page", "31 sms tech reminder"].map((line) =>
      line.replace("kangda page", "kangda contractor"),
    ),
  );
  // And once more while the contractor's forty minutes run.
  const third = await again(second, 1, posted);
  await third.pass(70);
  expect(third.log().slice(3)).toEqual([
    "45 sms boss contractor-late",
    "45 sms desk contractor-late",
    "61 sms tech reminder",
    "91 sms tech reminder",
    "101 sms tech page",
  ]);
  const call = third.pager.callOf(DRY);
  expect(call?.state.is).toBe("calling");
  const lines = await third.state.oncall.calls.lines(call!.id);
  expect(lines.map(({ what }) => what)).toContain("calls-again");
  await third.pager.close();
});

it("a word at the desk is work: the acknowledgement lasts", async () => {
  const house = await pagedHouse({ documents });
  house.tell(DRY, true);
  await house.pass(1);
  await house.desk.acknowledge({ id: DRY as never, by: "tech", comment: "" });
  await house.pass(90);
  await house.desk.act({ id: DRY as never, by: "tech", act: { do: "comment", text: "seal is on its way" } });
  await house.pass(90);
  expect(house.pager.callOf(DRY)?.state.is).toBe("answered");
  await house.pass(15);
  expect(house.pager.callOf(DRY)?.state.is).toBe("calling");
  await house.pager.close();
});

it("nobody told at all is a failure; a closed screen beside a phone is not", async () => {
  const alone = await pagedHouse({ documents: { ...documents, channel: [] } });
  const receipts: string[] = [];
  alone.pager.receipts.subscribe(({ channel, state }) => receipts.push(`${channel} ${state}`));
  alone.tell(DRY, true);
  await alone.pass(1);
  expect(receipts).toEqual(["desk queued", "desk failed"]);

  const both = await pagedHouse({ documents });
  const known: string[] = [];
  both.pager.receipts.subscribe(({ channel, state }) => known.push(`${channel} ${state}`));
  both.tell(DRY, true);
  await both.pass(1);
  expect(known).toEqual(["desk queued", "sms queued", "sms sent"]);
  // Where a console is open, it is known that it was shown.
  both.pager.consoles = () => 1;
  both.tell("s.lift.entrapment", true);
  await both.pass(1);
  expect(known).toContain("desk delivered");
  expect(T0).toBeLessThan(both.time.now());
});
