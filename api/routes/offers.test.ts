import { beforeEach, expect, it } from "vitest";
import { OfferList } from "../contract/index.ts";
import { fakeHouse, problemOf } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

it("unknown points are offered with their last value, and go when somebody dismisses them", async () => {
  const { offers } = OfferList.parse(await house.get("/api/offers", "engineer"));
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
