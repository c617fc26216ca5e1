import { beforeEach, describe, expect, it } from "vitest";
import { AssetDetail, AssetList } from "../contract/index.ts";
import { fakeHouse, lift, problemOf, pump, T } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

describe("assets", () => {
  it("are listed with their points, newest values and who feeds them", async () => {
    house.board.put(`${pump}.running`, 1, T - 1_000);
    house.board.put(`${pump}.suction_pressure_kPa`, 12.5, T);
    const { sites, assets } = AssetList.parse(await house.get("/api/assets"));
    expect(sites.map((site) => site.id)).toEqual(["riverside"]);
    expect(assets.map((asset) => asset.id)).toContain(lift);
    const pumpView = assets.find((asset) => asset.id === pump);
    expect(pumpView).toMatchObject({ monitoredBy: "riverside.gw-b1", type: "booster-pump", system: "water" });
    const latest = new Map(pumpView?.points.map((point) => [point.name, point.latest]));
    expect(latest.get("running")).toMatchObject({ value: true, at: T - 1_000, quality: "good" });
    expect(latest.get("suction_pressure_kPa")).toMatchObject({ value: 12.5 });
    expect(latest.get("flow_m3_h")).toBeNull();
    expect(assets.find((asset) => asset.id === lift)?.fedBy).toEqual(["riverside.b1-meter"]);
    expect(AssetList.parse(await house.get("/api/assets?site=elsewhere"))).toEqual({ sites: [], assets: [] });
  });

  it("show one by one the rules in force, and near ids for a mistyped one", async () => {
    const detail = AssetDetail.parse(await house.get(`/api/assets/${pump}`));
    expect(detail.rules.map((rule) => rule.id)).toContain("dry-run");
    const missing = await problemOf(await house.call("viewer", "GET", "/api/assets/riverside.b2-lift-9"));
    expect(missing.detail).toContain(`Did you mean ${lift}?`);
  });
});
