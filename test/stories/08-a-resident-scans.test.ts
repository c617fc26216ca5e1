import { expect, it } from "vitest";
import {
  OrderView,
  PublicAsset,
  PublicRequest,
  RequestList,
  RequestTaken,
} from "../../api/contract/index.ts";
import { FakeBoard } from "../../api/fakes/index.ts";
import { StaffMember } from "../../facility/oncall/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import { virtualEstate } from "../support/virtual-estate.ts";

const LIFT = "s.lift-2" as AssetId;
const name = (en: string) => ({ en, zh: en });
const liftman = StaffMember.parse({
  id: "technician",
  name: name("Technician"),
  roles: ["technician"],
  certificates: [{ skill: "lift" }],
});
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString("base64");

it("8. A resident scans the code: no login, photo and phone, joined to the lift's order; 'not fixed' reopens it; robots are kept out; personal data goes", async () => {
  const start = 1_700_000_000_000;
  const board: FakeBoard = new FakeBoard(() => estate.model);
  const estate = await virtualEstate(
    {
      site: { id: "s", name: name("S") },
      assets: [{ id: "lift-2", type: "lift", name: { en: "Lift 2", zh: "2 号电梯" } }],
    },
    start,
    { board },
    [liftman],
  );
  // What the lift's own sensors say when the resident writes.
  board.put(`${LIFT}.levelling_error_mm`, 14, start);
  board.put(`${LIFT}.door_closed`, 1, start);
  const { house, orders, until } = estate;
  const open = async () =>
    PublicAsset.parse(await (await house.call(undefined, "GET", `/api/public/assets/${LIFT}`)).json());
  const send = (more: object) =>
    house.call(undefined, "POST", `/api/public/assets/${LIFT}/requests`, {
      what: "noise",
      words: "运行有异响，停层一顿",
      phone: "138 0000 1111",
      ...more,
    });

  // A robot: too fast, with a filled trap, without a page of ours.
  const { ticket } = await open();
  expect((await send({ ticket })).status).toBe(422);
  await until(10);
  expect((await send({ ticket, website: "http://spam" })).status).toBe(422);
  expect((await send({ ticket: "1.forged" })).status).toBe(422);

  // A person.
  const answer = await send({ ticket, photo: jpeg });
  expect(answer.status).toBe(201);
  const taken = RequestTaken.parse(await answer.json());
  const path = taken.link.replace("/r/", "/api/public/requests/");
  const follow = async () => PublicRequest.parse(await (await house.call(undefined, "GET", path)).json());
  expect(await follow()).toMatchObject({ state: "received", assetName: { zh: "2 号电梯" } });
  expect((await house.call(undefined, "GET", `${path.slice(0, -2)}xx`)).status).toBe(404);

  // A neighbour's is joined to the same order.
  const { ticket: other } = await open();
  await until(15);
  const second = RequestTaken.parse(await (await send({ ticket: other, words: "还在响" })).json());
  expect(second.joined).toBe(true);
  const [order] = orders.open();
  if (!order) throw new Error("no order");
  expect(order).toMatchObject({
    asset: LIFT,
    source: { kind: "resident", id: taken.id },
    priority: "medium",
  });

  // Somebody stuck raises the work that he is joined to.
  const { ticket: urgent } = await open();
  await until(18);
  expect((await send({ ticket: urgent, what: "stuck", words: "卡在二楼" })).status).toBe(201);
  expect(await orders.get(order.id)).toMatchObject({ priority: "high" });

  // The desk sees phone and photo; a viewer does not see the inbox.
  const { requests } = RequestList.parse(await house.get("/api/requests", "technician"));
  const shown = requests.find(({ id }) => id === taken.id);
  expect(shown).toMatchObject({ phone: "138 0000 1111", order: order.id, photos: [{ type: "image/jpeg" }] });
  expect(shown?.condition).toContainEqual({
    point: { en: "Levelling error of the last stop", zh: "上次停靠平层误差" },
    value: { en: "14.0 mm", zh: "14.0 mm" },
  });
  expect(shown?.condition.map(({ value }) => value)).toContainEqual({ en: "closed", zh: "关闭" });
  expect((await house.call("viewer", "GET", "/api/requests")).status).toBe(403);

  // The work; the resident follows it, and nothing of who works there is told.
  for (const act of [
    { do: "assign", to: "technician" },
    { do: "start" },
    { do: "finish", words: "导靴已调整" },
  ])
    expect((await house.call("technician", "POST", `/api/orders/${order.id}/acts`, { act })).status).toBe(
      200,
    );
  await until(20);
  const fixed = await follow();
  expect(fixed.state).toBe("fixed");
  expect(JSON.stringify(fixed)).not.toContain("technician");

  // Not fixed: the order comes back with its history.
  // What was done did not help: a neighbour who writes now is not joined to it.
  const { ticket: late } = await open();
  await until(25);
  const third = RequestTaken.parse(await (await send({ ticket: late, words: "现在更响了" })).json());
  expect(third.joined).toBe(false);
  const again = await house.call(undefined, "POST", path, { fixed: false, words: "还是响" });
  expect(PublicRequest.parse(await again.json()).state).toBe("reopened");
  const view = OrderView.parse(await house.get(`/api/orders/${order.id}`));
  expect(view).toMatchObject({ state: "assigned", reopened: 1 });
  expect(view.journal.at(-1)).toMatchObject({ by: "resident", what: { en: "Reopen" } });

  // Set aside by the desk, or its work called off: who asked may object, and somebody has to look again.
  const lateWay = third.link.replace("/r/", "/api/public/requests/");
  const object = (fixed: boolean) =>
    house.call(undefined, "POST", lateWay, { fixed, words: fixed ? "" : "没有人来过" });
  const ownOrder = async () =>
    RequestList.parse(await house.get("/api/requests", "technician")).requests.find(
      ({ id }) => id === third.id,
    )?.order ?? "none";
  expect((await object(false)).status).toBe(409);
  const aside = { words: "检查未见异常", dismiss: true };
  expect((await house.call("manager", "POST", `/api/requests/${third.id}/reply`, aside)).status).toBe(200);
  expect((await object(true)).status).toBe(409);
  await until(26);
  expect(PublicRequest.parse(await (await object(false)).json()).state).toBe("reopened");
  const first = await ownOrder();
  await until(27);
  const off = { act: { do: "cancel", reason: "误报" } };
  expect((await house.call("manager", "POST", `/api/orders/${first}/acts`, off)).status).toBe(200);
  await until(28);
  expect(PublicRequest.parse(await (await object(false)).json()).state).toBe("reopened");
  const anew = await ownOrder();
  expect(anew).not.toBe(first);
  // The whole course stays with it, for the reporter as for the manager, also what the first order was about.
  const late3 = RequestList.parse(await house.get("/api/requests", "technician")).requests.find(
    ({ id }) => id === third.id,
  );
  expect(late3?.course.map(({ is, order }) => [is, order])).toEqual([
    ["received", first],
    ["dismissed", first],
    ["reopened", first],
    ["dismissed", first],
    ["reopened", anew],
  ]);
  const told = PublicRequest.parse(await (await house.call(undefined, "GET", lateWay)).json());
  expect(told.steps.map(({ what, words }) => [what.zh, words])).toEqual([
    ["已收到", ""],
    ["物业回复", "检查未见异常"],
    ["已关闭", ""],
    ["您的反馈", "没有人来过"],
    ["已重新打开", ""],
    ["已关闭", ""],
    ["您的反馈", "没有人来过"],
    ["已重新打开", ""],
  ]);
  const firstSays = OrderView.parse(await house.get(`/api/orders/${first}`)).journal;
  expect(firstSays.map(({ words }) => words?.zh ?? "").join()).toContain("报修已关闭: 检查未见异常");
  expect(await orders.get(anew)).toMatchObject({
    state: { is: "requested" },
    title: { zh: "未修好：异响或顿挫" },
    source: { kind: "resident", id: third.id },
  });

  // Mended and confirmed; then phone and photo are gone, also from the disk.
  for (const act of [{ do: "start" }, { do: "finish", words: "更换导靴" }])
    await house.call("technician", "POST", `/api/orders/${order.id}/acts`, { act });
  await until(35);
  expect(
    PublicRequest.parse(await (await house.call(undefined, "POST", path, { fixed: true })).json()).state,
  ).toBe("confirmed");
  expect(estate.files.kept.size).toBe(1);
  const gone = await house.call(undefined, "DELETE", `${path}/personal-data`);
  expect(PublicRequest.parse(await gone.json()).hasPersonalData).toBe(false);
  expect(estate.files.kept.size).toBe(0);
  await estate.close();
});
