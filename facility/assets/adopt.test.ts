import { describe, expect, it } from "vitest";
import { catalog, PointType } from "../catalog/index.ts";
import { pointId } from "../units/index.ts";
import { adopt } from "./adopt.ts";
import { diffSites } from "./diff.ts";
import { buildModel } from "./model.ts";
import { proposePoint, proposeType, unitOf } from "./proposal.ts";
import { SiteFile } from "./site.ts";

const name = (en: string) => ({ en, zh: en });
const site = SiteFile.parse({
  site: { id: "s", name: name("S") },
  assets: [
    { id: "pump-1", type: "booster-pump", name: name("Pump 1"), points: ["running"] },
    { id: "meter-1", type: "power-meter", name: name("Meter 1") },
  ],
  gateways: [
    { id: "gw", name: name("Gateway"), assets: ["pump-1"] },
    { id: "gw-2", name: name("Gateway 2"), assets: ["meter-1"] },
  ],
});
const seal: Extract<PointType, { kind: "number" }> = {
  name: "seal_temp_C",
  label: { en: "Seal", zh: "机封温度" },
  kind: "number",
  unit: "Cel",
  range: [-20, 120],
  digits: 1,
  counter: false,
  staleAfterSeconds: 15,
  headline: false,
  writable: false,
};
const pointOf = (name: string) => proposePoint({ name, value: 1 }, catalog);

function adopted(...args: Parameters<typeof adopt> extends [unknown, infer A, unknown] ? [A] : never) {
  const file = adopt(site, args[0], catalog);
  if (!file.ok) throw new Error(file.problem.en);
  // As it is kept and read again.
  const model = buildModel([SiteFile.parse(JSON.parse(JSON.stringify(file.value)))], catalog);
  if (!model.ok) throw new Error(model.problem);
  return { file: file.value, model: model.value };
}

describe("adopting a point", () => {
  it("of the asset's type lists it, and its own definition holds whatever was typed", () => {
    const { file, model } = adopted({
      gateway: "gw",
      asset: "pump-1",
      points: [{ ...seal, name: "motor_temp_C", unit: "K" }],
    });
    expect(file.assets[0]?.points).toEqual(["running", "motor_temp_C"]);
    expect(model.point(pointId("s.pump-1" as never, "motor_temp_C"))?.type).toMatchObject({ unit: "Cel" });
  });

  it("that no type has defines it on the asset, and again mends it", () => {
    const { file, model } = adopted({ gateway: "gw", asset: "pump-1", points: [seal] });
    expect(model.point(pointId("s.pump-1" as never, "seal_temp_C"))?.type).toEqual(seal);
    const again = adopt(
      file,
      { gateway: "gw", asset: "pump-1", points: [{ ...seal, range: [0, 90] }] },
      catalog,
    );
    expect(again.ok && again.value.assets[0]?.extraPoints).toEqual([{ ...seal, range: [0, 90] }]);
    // What changes is told point by point, in a line that a person reads.
    expect(diffSites(site, file)[0]?.fields).toEqual([
      { field: "extraPoints.seal_temp_C", before: null, after: "机封温度 / Seal, Cel, -20…120" },
    ]);
  });

  it("of a new asset makes the asset with what it sends, in its place, read by the gateway", () => {
    const { file, model } = adopted({
      gateway: "gw",
      asset: "lift-1",
      points: [pointOf("floor"), seal],
      newAsset: { type: "lift", name: name("Lift 1") },
    });
    const lift = model.assets.get("s.lift-1" as never);
    expect(lift?.points.map(({ type }) => type.name)).toEqual(["floor", "seal_temp_C"]);
    expect(lift?.monitoredBy).toBe("s.gw");
    expect(file.gateways[0]?.assets).toEqual(["pump-1", "lift-1"]);
  });

  it("of the gateway itself stands on the gateway", () => {
    const { model } = adopted({ gateway: "gw", asset: "gw", points: [pointOf("cabinet_temp_C")] });
    expect(model.point(pointId("s.gw" as never, "cabinet_temp_C"))?.type).toMatchObject({ unit: "Cel" });
  });

  it.each([
    ["an unknown gateway", { gateway: "gw-9", asset: "pump-1", points: [seal] }, "no gateway gw-9"],
    ["a new asset without its type", { gateway: "gw", asset: "p-2", points: [seal] }, "equipment type"],
    [
      "an asset that is there already",
      { gateway: "gw", asset: "pump-1", points: [seal], newAsset: { type: "lift", name: name("L") } },
      "by now",
    ],
    [
      "an unknown type",
      { gateway: "gw", asset: "p-2", points: [seal], newAsset: { type: "rocket", name: name("R") } },
      "Known types",
    ],
  ])("says what to do about %s", (_what, adoption, words) => {
    expect(adopt(site, adoption, catalog)).toMatchObject({
      ok: false,
      problem: { en: expect.stringContaining(words) },
    });
  });

  it("defined twice is a mistake of the site file", () => {
    const file = SiteFile.parse({
      ...site,
      assets: [{ ...site.assets[1], extraPoints: [{ ...seal, name: "power_kW" }] }],
      gateways: [],
    });
    expect(buildModel([file], catalog)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('"power_kW" again'),
    });
  });
});

describe("a proposal", () => {
  it("reads the units of the whole catalogue from its points' names", () => {
    const wrong = catalog.flatMap(({ points }) =>
      points.flatMap((point) => {
        const unit = unitOf(point.name);
        return point.kind === "number" && unit !== undefined && unit !== point.unit
          ? [`${point.name} is ${point.unit}, not ${unit}`]
          : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("takes the catalogue's words for a name that some type has, its own system's first", () => {
    const tank = catalog.find(({ id }) => id === "water-tank");
    expect(tank?.points.some((point) => point.name === "motor_temp_C")).toBe(false);
    expect(proposePoint({ name: "motor_temp_C", value: 41 }, catalog, tank)).toMatchObject({
      label: { zh: "电机温度" },
      unit: "Cel",
      headline: false,
    });
  });

  it.each([
    ["seal_flow_L_min", 4.2, { kind: "number", unit: "L/min", label: { en: "Seal flow" }, digits: 2 }],
    ["make_up_water_m3", 7, { kind: "number", unit: "m3", counter: true, digits: 0 }],
    ["bypass_open", true, { kind: "boolean", words: { true: { en: "on", zh: "开" } } }],
    ["firmware", "1.2", { kind: "text" }],
    ["oddity", null, { kind: "number", unit: "1" }],
    // The catalogue's motor temperature is a number; this one says yes or no.
    ["motor_temp_C", false, { kind: "boolean" }],
  ])("of %s = %s is made of its name and value, and fits the model", (name, value, expected) => {
    const proposed = proposePoint({ name, value, staleAfterSeconds: 180 }, catalog);
    expect(proposed).toMatchObject({ ...expected, staleAfterSeconds: 180 });
    expect(PointType.parse(proposed)).toEqual(proposed);
  });

  it("guesses a new asset's type from its points, and from its id where those say little", () => {
    const heard = (...names: string[]) => names.map((name) => ({ name, value: 1 }));
    expect(proposeType("x-1", heard("voltage_L1_V", "current_L1_A", "power_kW"), catalog)?.id).toBe(
      "power-meter",
    );
    expect(proposeType("b3-lift-2", heard("oddity"), catalog)?.id).toBe("lift");
    expect(proposeType("x-1", heard("oddity"), catalog)).toBeUndefined();
  });
});
