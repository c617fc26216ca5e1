import mqtt from "mqtt";
import { afterAll, beforeAll, expect, it } from "vitest";
import writeExcel from "write-excel-file/node";
import {
  AdoptPreview,
  AlarmList,
  type AlarmView,
  AssetDetail,
  AssetList,
  ImportPreview,
  OfferList,
  ReadingList,
  SiteChanged,
  SiteSummaryList,
} from "../../api/contract/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

let estate: TestHouse;
beforeAll(async () => {
  estate = await openTestHouse();
});
afterAll(() => estate.close());

const HEADINGS = [
  "编号",
  "设备类型",
  "名称",
  "位置",
  "品牌",
  "出厂编号",
  "安装日期",
  "质保到期",
  "购置成本（元）",
  "备注",
];

/** 140 assets of building 3 as a manager keeps them: lifts, pumps and meters, in Chinese. */
function register(): (string | number | Date | null)[][] {
  return Array.from({ length: 140 }, (_, i) => {
    const [id, type, name] =
      i < 12
        ? [`b3-lift-${i + 1}`, "电梯", `3 号楼 ${i + 1} 号电梯`]
        : i < 20
          ? [`b3-booster-${i - 11}`, "生活增压泵", `3 号楼 ${i - 11} 号增压泵`]
          : [`b3-meter-${i - 19}`, "power-meter", `3 号楼 ${i - 19} 号电表`];
    return [
      id,
      type,
      name,
      "3 号楼",
      "",
      `SN-${1000 + i}`,
      new Date(Date.UTC(2021, 4, 1)),
      "2027-05-01",
      20_000 + i,
      "照旧",
    ];
  });
}

const workbook = async (
  rows: readonly (readonly (string | number | Date | null)[])[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const cells = [HEADINGS, ...rows].map((row) =>
    row.map((cell) =>
      cell instanceof Date
        ? { value: cell, type: Date, format: "yyyy-mm-dd" }
        : cell === null
          ? null
          : { value: cell },
    ),
  );
  return Uint8Array.from(await writeExcel(cells).toBuffer());
};

const revision = async (): Promise<number> =>
  (await estate.get("/api/sites", SiteSummaryList)).sites[0]!.revision;
const put = async (path: string, body: object): Promise<Response> =>
  estate.send("PUT", `/api/sites/riverside/${path}?revision=${await revision()}`, JSON.stringify(body), {
    "content-type": "application/json",
  });
const preview = async (file: Uint8Array<ArrayBuffer>) =>
  ImportPreview.parse(
    await (await estate.send("POST", "/api/sites/import/preview?format=xlsx&site=riverside", file)).json(),
  );
const assets = async () => (await estate.get("/api/assets", AssetList)).assets;

it("12. A new building joins: a register of 140 assets with 6 mistakes, a gateway with its own credential, rules there, first real alarm, all after a restart too", {
  timeout: 120_000,
}, async () => {
  const before = (await assets()).length;
  expect(
    (await put("places/b3", { id: "b3", kind: "building", name: { en: "Building 3", zh: "3 号楼" } })).status,
  ).toBe(200);

  // Six mistakes, each in a cell of its own.
  const rows = register();
  rows[0]![0] = "B3 Lift 1";
  rows[12]![1] = "水泵";
  rows[30]![3] = "4 号楼";
  rows[40]![6] = "去年春天";
  rows[50]![8] = "两万";
  rows[60]![0] = "b3-meter-5";
  const refused = await preview(await workbook(rows));
  if (refused.ok) throw new Error("six mistakes were let through");
  expect(refused.problems.map(({ row, column }) => [row, column])).toEqual([
    [2, "A 编号"],
    [14, "B 设备类型"],
    [32, "D 位置"],
    [42, "G 安装日期"],
    [52, "I 购置成本（元）"],
    [62, "A 编号"],
  ]);
  expect(refused.problems[0]!.problem.zh).toContain("例如 b3-lift-1");
  expect(refused.problems[5]!.problem.zh).toBe("编号 b3-meter-5 已在第 26 行出现。请更换编号或删除该行。");
  // Sent all the same, nothing of it comes in.
  const forced = await estate.send(
    "POST",
    `/api/sites/import/apply?format=xlsx&site=riverside&revision=${await revision()}`,
    await workbook(rows),
  );
  expect(forced.status).toBe(422);
  expect(await assets()).toHaveLength(before);

  // Mended: the difference is shown by name first, then applied.
  const mended = await workbook(register());
  const shown = await preview(mended);
  if (!shown.ok) throw new Error(JSON.stringify(shown.problems));
  expect(shown.changes).toHaveLength(140);
  expect(shown.changes[0]).toMatchObject({
    is: "created",
    noun: "asset",
    id: "b3-lift-1",
    name: { zh: "3 号楼 1 号电梯" },
  });
  expect(shown.ignored).toEqual(["备注"]);
  const applied = await estate.send(
    "POST",
    `/api/sites/import/apply?format=xlsx&site=riverside&revision=${shown.revision}`,
    mended,
  );
  expect(SiteChanged.parse(await applied.json()).changes).toHaveLength(140);
  expect(await assets()).toHaveLength(before + 140);
  const again = await preview(mended);
  expect(again.ok && again.changes).toEqual([]);
  const lift = await estate.get("/api/assets/riverside.b3-lift-1", AssetDetail);
  expect(lift.register).toMatchObject({
    serial: "SN-1000",
    installed: "2021-05-01",
    warrantyUntil: "2027-05-01",
    costCny: 20_000,
  });
  expect(lift.rules.map(({ id }) => id)).toContain("alarm-button");

  // A gateway of its own, with its own secret, adopts the lift.
  const gateway = {
    id: "gw-b3",
    name: { en: "Gateway Building 3", zh: "3 号楼网关" },
    in: "b3",
    assets: ["b3-lift-1"],
  };
  expect((await put("gateways/gw-b3", gateway)).status).toBe(200);
  const credential = await estate.enrolled("riverside.gw-b3");
  const desk = await estate.live("alarms");
  const raised = new Promise<AlarmView>((found) =>
    desk.on("alarms", (alarms) => {
      const alarm = alarms.find(({ id }) => id === "riverside.b3-lift-1.alarm-button");
      if (alarm) found(alarm);
    }),
  );
  const client = await mqtt.connectAsync(credential.url, {
    username: credential.username,
    password: credential.secret,
  });
  await client.publishAsync(
    "facility/riverside/gw-b3/b3-lift-1/readings",
    JSON.stringify({ at: Date.now(), values: { alarm_button: true } }),
    { qos: 1 },
  );
  expect(await raised).toMatchObject({ assetName: { zh: "3 号楼 1 号电梯" }, priority: "high" });

  // The gateway also speaks of a pump nobody has registered, and of a point that no lift of the catalogue has.
  const send = (asset: string, values: object, at = Date.now()) =>
    client.publishAsync(`facility/riverside/gw-b3/${asset}/readings`, JSON.stringify({ at, values }), {
      qos: 1,
    });
  await send("b3-booster-9", { running: true, seal_temp_C: 41.5 });
  await send("b3-lift-1", { rope_slack_mm: 3 });
  // A broker of others acknowledges before the house has heard of it.
  const offered = () => estate.get("/api/offers", OfferList);
  await expect.poll(async () => (await offered()).offers.length, { timeout: 15_000 }).toBe(3);
  const { offers, newAssets } = await offered();
  expect(offers.map(({ asset, point, ofType }) => [asset, point, ofType]).sort()).toEqual([
    ["b3-booster-9", "running", true],
    ["b3-booster-9", "seal_temp_C", false],
    ["b3-lift-1", "rope_slack_mm", false],
  ]);
  const proposalOf = (name: string) => offers.find(({ point }) => point === name)!.proposal;
  expect(newAssets).toMatchObject([{ asset: "b3-booster-9", proposal: { type: "booster-pump", in: "b3" } }]);
  expect(proposalOf("seal_temp_C")).toMatchObject({ kind: "number", unit: "Cel" });

  // A person mends the names and gives a range; the differences are shown, then adopted.
  const adopt = async (body: object) => {
    const would = AdoptPreview.parse(await (await estate.post("/api/offers/adopt/preview", body)).json());
    const done = await estate.post(`/api/offers/adopt?revision=${would.revision}`, body);
    expect(SiteChanged.parse(await done.json()).changes).toEqual(would.changes);
    return would.changes.map(({ is, noun, id }) => `${noun} ${id} ${is}`);
  };
  const seal = {
    ...proposalOf("seal_temp_C"),
    label: { en: "Shaft seal", zh: "机封温度" },
    range: [-20, 120],
  };
  expect(
    await adopt({
      gateway: "riverside/gw-b3",
      asset: "b3-booster-9",
      points: [proposalOf("running"), seal],
      newAsset: { ...newAssets[0]!.proposal, name: { en: "Booster 9", zh: "3 号楼 9 号增压泵" } },
    }),
  ).toEqual(["asset b3-booster-9 created", "gateway gw-b3 changed"]);
  expect(
    await adopt({ gateway: "riverside/gw-b3", asset: "b3-lift-1", points: [proposalOf("rope_slack_mm")] }),
  ).toEqual(["asset b3-lift-1 changed"]);
  expect((await estate.get("/api/offers", OfferList)).offers).toEqual([]);

  // What comes next is stored; a value beyond the range is kept as uncertain. The pump's rules hold on it at once.
  const at = Date.now();
  await send("b3-booster-9", { running: true, seal_temp_C: 300 }, at);
  await send("b3-lift-1", { rope_slack_mm: 4 }, at);
  const stored = async (point: string) =>
    (
      await estate.get(`/api/points/riverside.${point}/readings?from=${at}&to=${at + 1}`, ReadingList)
    ).readings.map(({ value, quality }) => [value, quality]);
  const everything = async () => {
    await expect.poll(() => stored("b3-lift-1.rope_slack_mm"), { timeout: 15_000 }).not.toEqual([]);
    expect(await stored("b3-booster-9.seal_temp_C")).toEqual([[300, "uncertain"]]);
    expect(await stored("b3-booster-9.running")).toEqual([[true, "good"]]);
    expect(await stored("b3-lift-1.rope_slack_mm")).toEqual([[4, "good"]]);
  };
  await everything();
  const pump = await estate.get("/api/assets/riverside.b3-booster-9", AssetDetail);
  expect(pump.points.map(({ type }) => [type.name, type.label.zh])).toContainEqual([
    "seal_temp_C",
    "机封温度",
  ]);

  // The store is the truth: the same after a restart, though the site's file knows nothing of it.
  await client.endAsync();
  estate = await estate.restart();
  expect(await assets()).toHaveLength(before + 142);
  await everything();
  const { alarms } = await estate.get("/api/alarms", AlarmList);
  expect(alarms.map(({ id }) => id)).toContain("riverside.b3-lift-1.alarm-button");

  // A gateway that is taken out may speak no more, secret or not.
  const removed = await estate.send(
    "DELETE",
    `/api/sites/riverside/gateways/gw-b3?revision=${await revision()}`,
  );
  expect(removed.status).toBe(200);
  if (estate.profile) {
    // A broker of others still lets it in, until its operator takes the password away; nothing it says is taken.
    const refused = () => Object.values(estate.house.core.intake.report().refused).reduce((a, b) => a + b, 0);
    const before = refused();
    const still = await mqtt.connectAsync(credential.url, {
      ...{ username: credential.username, password: credential.secret },
    });
    await still.publishAsync(
      "facility/riverside/gw-b3/b3-lift-1/readings",
      JSON.stringify({ at: Date.now(), values: { rope_slack_mm: 5 } }),
      { qos: 1 },
    );
    await expect.poll(refused, { timeout: 15_000 }).toBe(before + 1);
    await still.endAsync();
    await estate.profile.mosquitto.expel(credential.username);
  }
  // The built-in broker has another port since the restart.
  const url = estate.profile ? credential.url : `mqtt://127.0.0.1:${estate.house.core.broker.port}`;
  const late = mqtt.connect(url, {
    username: credential.username,
    password: credential.secret,
    reconnectPeriod: 0,
  });
  const error = await new Promise((refused) => late.once("error", refused));
  expect(String(error)).toContain("Not authorized");
  late.end(true);
});
