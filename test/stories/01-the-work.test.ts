import { expect, it } from "vitest";
import { AlarmList, JournalList, OrderList, OrderView } from "../../api/contract/index.ts";
import { FakeBoard } from "../../api/fakes/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import { virtualEstate } from "../support/virtual-estate.ts";

const PUMP = "s.pump-2" as AssetId;
const ALARM = "s.pump-2.dry-run";
const name = (en: string) => ({ en, zh: en });

it("1. A pump dries, the work: an order from the alarm, out of service while work lasts, the repair proven by a quiet hour, the alarm closed", async () => {
  const board: FakeBoard = new FakeBoard(() => estate.model);
  const estate = await virtualEstate(
    {
      site: { id: "s", name: name("S") },
      assets: [{ id: "pump-2", type: "booster-pump", name: { en: "Booster pump 2", zh: "2 号增压泵" } }],
    },
    1_700_000_000_000,
    { board },
  );
  const { house, until, tell } = estate;
  const wet = { running: true, suction_pressure_kPa: 80, current_A: 12, fault: false };
  const dry = { ...wet, suction_pressure_kPa: 3 };
  const at = (values: typeof wet) => () => {
    tell(PUMP, values);
    board.put(`${PUMP}.suction_pressure_kPa`, values.suction_pressure_kPa, estate.clock());
  };
  const alarms = async () => AlarmList.parse(await house.get("/api/alarms")).alarms;
  const order = async (id: string) => OrderView.parse(await house.get(`/api/orders/${id}`));
  const act = async (role: "technician" | "engineer", id: string, what: object) => {
    const answer = await house.call(role, "POST", `/api/orders/${id}/acts`, { act: what });
    expect(answer.status, JSON.stringify(what)).toBe(200);
    return OrderView.parse(await answer.json());
  };

  await until(60, at(wet));
  await until(75, at(dry));
  expect((await alarms()).map(({ id, state }) => [id, state])).toEqual([[ALARM, "unacknowledged"]]);
  await house.call("technician", "POST", `/api/alarms/${ALARM}/acknowledge`, {});

  // Two people press the button: one order.
  const opened = await house.call("technician", "POST", "/api/orders", { alarm: ALARM });
  const { id } = OrderView.parse(await opened.json());
  await house.call("engineer", "POST", "/api/orders", { alarm: ALARM });
  const { orders } = OrderList.parse(await house.get("/api/orders?state=open&source=alarm"));
  expect(orders).toMatchObject([
    { id, assetName: { zh: "2 号增压泵" }, priority: "high", state: "requested" },
  ]);

  await act("technician", id, { do: "assign", to: "technician" });
  await act("technician", id, { do: "start" });
  await until(90, at(dry));
  expect((await alarms()).map(({ state }) => state)).toContain("out-of-service");

  // The valve is opened; nothing that the work makes the pump say calls anybody.
  await until(600, at(wet));
  await act("technician", id, { do: "find", mode: "PLU", remedy: "Suction valve opened" });
  await act("technician", id, { do: "log-labour", who: "technician", hours: 0.5, cost: 30 });
  await act("technician", id, { do: "finish" });
  await until(620, at(wet));
  expect((await alarms()).filter(({ state }) => state === "out-of-service")).toEqual([]);

  // Half an hour is not yet proof; an hour is. The order says since when it counts, and until when.
  await until(2_400, at(wet));
  const waiting = await order(id);
  expect(waiting).toMatchObject({ state: "done", proof: { is: "counting" } });
  expect(waiting.response?.zh).toContain("进水阀");
  const { since = 0, until: proven = 0 } = waiting.proof ?? {};
  expect([since >= (waiting.doneAt ?? 0), proven - since]).toEqual([true, 3_600_000]);
  await until(4_400, at(wet));
  const held = await order(id);
  expect(held).toMatchObject({ proof: null, state: "verified", verified: { how: "telemetry" }, cost: 30 });
  expect(await alarms()).toEqual([]);
  expect((await act("engineer", id, { do: "close" })).state).toBe("closed");

  // The chain can be read off both journals.
  expect((await order(id)).journal.map(({ what }) => what.en)).toEqual([
    "Opened",
    "Taken",
    "Start work",
    "Record the finding",
    "Log time",
    "Work is done",
    "Verify",
    "Close",
  ]);
  const { entries } = JournalList.parse(await house.get(`/api/alarms/${ALARM}/journal`));
  expect(entries.toReversed().map(({ event }) => event)).toEqual([
    "raise",
    "acknowledge",
    "take-out",
    "clear",
    "put-back",
  ]);
  expect(entries.find(({ event }) => event === "take-out")?.reason).toContain(id);
  await estate.close();
});

it("1. When the rule rings again within the hour, the order is reopened with its history", async () => {
  const estate = await virtualEstate(
    {
      site: { id: "s", name: name("S") },
      assets: [{ id: "pump-2", type: "booster-pump", name: name("Pump") }],
    },
    1_700_000_000_000,
  );
  const { until, tell, orders } = estate;
  const wet = { running: true, suction_pressure_kPa: 80 };
  const dry = { running: true, suction_pressure_kPa: 3 };
  await until(20, () => tell(PUMP, dry));
  const request = await orders.request(
    {
      key: "k",
      site: "s",
      asset: PUMP,
      title: name("Dry run"),
      priority: "high",
      source: { kind: "alarm", id: ALARM },
    },
    "desk",
  );
  if (!request.ok) throw new Error(request.problem);
  const { id } = request.value;
  for (const act of [{ do: "assign", to: "tech", why: "" }, { do: "start" }] as const)
    await orders.act({ id, by: "tech", act });
  await until(60, () => tell(PUMP, wet));
  await orders.act({ id, by: "tech", act: { do: "finish", words: "" } });
  await until(900, () => tell(PUMP, wet));
  await until(1_000, () => tell(PUMP, dry));
  expect(await orders.get(id)).toMatchObject({ state: { is: "assigned", to: "tech" }, reopened: 1 });
  await estate.close();
});
