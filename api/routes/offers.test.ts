import { beforeEach, expect, it } from "vitest";
import { AdoptPreview, OfferList, SiteChanged } from "../contract/index.ts";
import { fakeHouse, problemOf } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});
const listed = async () => OfferList.parse(await house.get("/api/offers", "engineer"));
const adopting = (path: string, body: object, role: "engineer" | "technician" = "engineer") =>
  house.call(role, "POST", `/api/offers/${path}`, body);

it("unknown points are offered with their last value, and go when somebody dismisses them", async () => {
  const { offers } = await listed();
  expect(offers).toMatchObject([{ point: "flow_m3_h", value: 4.2, count: 7, newAsset: true }]);
  const id = offers[0]?.id;
  expect((await house.call("technician", "POST", "/api/offers/dismiss", { id })).status).toBe(403);
  const answer = await house.call("engineer", "POST", "/api/offers/dismiss", { id });
  expect(OfferList.parse(await answer.json()).offers).toEqual([]);
  expect(house.logged).toContainEqual(expect.objectContaining({ fields: { offer: id, by: "engineer" } }));
});

it("what is not offered cannot be dismissed", async () => {
  const answer = await house.call("engineer", "POST", "/api/offers/dismiss", { id: "a/b/c/d" });
  expect((await problemOf(answer)).detail).toContain("GET /api/offers");
});

it("comes with what it may well be: its type's point, and for a new asset its type and place", async () => {
  const { offers, newAssets } = await listed();
  expect(offers[0]).toMatchObject({
    ofType: true,
    proposal: { kind: "number", unit: "m3/h", label: { zh: "流量" } },
  });
  expect(newAssets).toMatchObject([
    { asset: "b1-pump-9", proposal: { type: expect.stringContaining("pump"), name: { en: "b1 pump 9" } } },
  ]);
});

it("is adopted with its new asset: shown first, then in force, by an engineer", async () => {
  const { offers, newAssets } = await listed();
  const body = {
    gateway: "riverside/gw-b1",
    asset: "b1-pump-9",
    points: [offers[0]!.proposal],
    newAsset: { ...newAssets[0]!.proposal, name: { en: "Pump 9", zh: "9 号泵" } },
  };
  expect((await adopting("adopt?revision=1", body, "technician")).status).toBe(403);
  const shown = AdoptPreview.parse(await (await adopting("adopt/preview", body)).json());
  expect(shown.changes).toMatchObject([
    { is: "created", noun: "asset", id: "b1-pump-9", name: { zh: "9 号泵" } },
    { is: "changed", noun: "gateway", id: "gw-b1" },
  ]);
  const done = await adopting(`adopt?revision=${shown.revision}`, body);
  expect(SiteChanged.parse(await done.json()).changes).toEqual(shown.changes);
  const asset = house.deps.sites.list()[0]?.file.assets.find(({ id }) => id === "b1-pump-9");
  expect(asset).toMatchObject({ points: ["flow_m3_h"] });
  // The asset is there by now, so it is not made anew.
  expect((await adopting(`adopt?revision=${shown.revision}`, body)).status).toBe(422);
});

it.each([
  ["a point that nobody sends", { points: [{ name: "x", kind: "text", label: { en: "X", zh: "X" } }] }, 404],
  ["a new asset without type and name", { newAsset: undefined }, 422],
  ["a point without its kind", { points: [{ name: "flow_m3_h" }] }, 400],
  ["a gateway of no site", { gateway: "riverside" }, 400],
])("refuses %s with what to do", async (_what, change, status) => {
  const { offers } = await listed();
  const body = {
    gateway: "riverside/gw-b1",
    asset: "b1-pump-9",
    points: [offers[0]!.proposal],
    newAsset: { type: "booster-pump", name: { en: "Pump 9", zh: "9 号泵" } },
    ...change,
  };
  const answer = await adopting("adopt/preview", body);
  expect(answer.status).toBe(status);
  expect((await problemOf(answer)).detail).toMatch(/\w/);
});
