import { describe, expect, it } from "vitest";
import { type AssetModel, buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { BAD, GOOD, qualityOf, ReadingBatch, UNCERTAIN } from "../../facility/readings/index.ts";
import { pointId } from "../../facility/units/index.ts";
import { DerivedPoints, derivedProblems } from "./index.ts";

const name = { en: "P", zh: "泵" };
const number = (id: string, derived: string, more: object = {}) => ({
  name: id,
  label: name,
  kind: "number" as const,
  unit: "1",
  derived,
  ...more,
});
const built = (points: readonly object[], ofFeeder: readonly object[] = []): AssetModel => {
  const model = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name },
        assets: [
          { id: "feeder", type: "feeder", name, feeds: ["pump", "lift"], extraPoints: ofFeeder },
          { id: "pump", type: "booster-pump", name, extraPoints: points },
          { id: "lift", type: "lift", name },
        ],
      }),
    ],
    catalog,
  );
  if (!model.ok) throw new Error(model.problem);
  return model.value;
};

/** Feeds messages and answers the derived rows as `point value quality at`, in order. */
function play(model: AssetModel) {
  const derived = new DerivedPoints(model);
  return (
    at: number,
    asset: string,
    values: Record<string, number | null>,
    quality = GOOD,
    replayed = false,
  ) => {
    const batch = new ReadingBatch(model.pointIds, 4);
    for (const [point, value] of Object.entries(values)) {
      const { index } = model.point(pointId(`s.${asset}` as never, point))!;
      batch.push(index, at, at + 5, value, value === null ? BAD : quality, replayed);
    }
    const from = batch.length;
    derived.extend(batch, 0);
    return Array.from({ length: batch.length - from }, (_, i) => {
      const row = from + i;
      const id = model.pointIds[batch.point[row]!]!.split(".").at(-1);
      const late = batch.replayed[row] === 1 ? " replayed" : "";
      return `${id} ${batch.value(row)} ${qualityOf(batch.quality[row]!)} ${batch.at[row]}${late}`;
    });
  };
}

describe("a derived point", () => {
  const head = number("head_m", "(discharge_pressure_kPa - suction_pressure_kPa) / 10.0", { range: [0, 90] });

  it("is computed once all it reads is known, with the time and the worst quality of its inputs", () => {
    const hear = play(built([head]));
    expect(hear(1_000, "pump", { discharge_pressure_kPa: 600 })).toEqual([]);
    expect(hear(2_000, "pump", { suction_pressure_kPa: 100 })).toEqual(["head_m 50 good 2000"]);
    expect(hear(3_000, "pump", { suction_pressure_kPa: 200, discharge_pressure_kPa: 700 })).toEqual([
      "head_m 50 good 3000",
    ]);
    expect(hear(4_000, "pump", { suction_pressure_kPa: 300 }, UNCERTAIN)).toEqual([
      "head_m 40 uncertain 4000",
    ]);
    expect(hear(5_000, "pump", { suction_pressure_kPa: null })).toEqual(["head_m null bad 5000"]);
    expect(hear(6_000, "pump", { speed_Hz: 40 })).toEqual([]);
  });

  it("is uncertain beyond its range, and silent on a stale input or a division by nothing", () => {
    const hear = play(built([head, number("ratio", "flow_m3_h / power_kW")]));
    hear(1_000, "pump", { discharge_pressure_kPa: 1_100 });
    expect(hear(2_000, "pump", { suction_pressure_kPa: 0 })).toEqual(["head_m 110 uncertain 2000"]);
    expect(hear(60_000, "pump", { suction_pressure_kPa: 0 })).toEqual([]);
    expect(hear(61_000, "pump", { flow_m3_h: 3, power_kW: 0 })).toEqual([]);
    expect(hear(62_000, "pump", { power_kW: 2 })).toEqual(["ratio 1.5 good 62000"]);
  });

  it("of replayed history is replayed, and never mixes an old value with a newer one", () => {
    const hear = play(built([head]));
    hear(10_000, "pump", { suction_pressure_kPa: 100, discharge_pressure_kPa: 600 });
    expect(hear(5_000, "pump", { suction_pressure_kPa: 0 }, GOOD, true)).toEqual([]);
    expect(
      hear(11_000, "pump", { suction_pressure_kPa: 200, discharge_pressure_kPa: 600 }, GOOD, true),
    ).toEqual(["head_m 40 good 11000 replayed"]);
  });

  it("may read those before it, and the assets it hangs on", () => {
    const model = built(
      [
        head,
        number("head_mm", "head_m * 1000"),
        {
          ...number("starved", "feeders.exists(f, f.load_percent > 90.0) && head_m < 10.0"),
          kind: "boolean",
          unit: undefined,
          words: { true: name, false: name },
        },
      ].map(({ unit, ...rest }) => (rest.kind === "boolean" ? rest : { unit, ...rest })),
      [number("fed_kW", "sum(fed.filter(f, has(f.motor_temp_C)).map(f, f.motor_temp_C))")],
    );
    expect(derivedProblems(model)).toEqual([]);
    const hear = play(model);
    expect(hear(1_000, "feeder", { load_percent: 95 })).toEqual([]);
    expect(hear(2_000, "pump", { suction_pressure_kPa: 100, discharge_pressure_kPa: 150 })).toEqual([
      "head_m 5 good 2000",
      "head_mm 5000 good 2000",
      "starved 1 good 2000",
    ]);
    expect(hear(3_000, "feeder", { load_percent: 20 })).toEqual(["starved 0 good 3000"]);
    expect(hear(4_000, "pump", { motor_temp_C: 40 })).toEqual([]);
    expect(hear(5_000, "lift", { motor_temp_C: 2 })).toEqual(["fed_kW 42 good 5000"]);
  });

  it("that cannot be computed is named, with what there is to read", () => {
    const wrong = (text: string) => derivedProblems(built([number("x", text)]));
    expect(wrong("no_such_point + 1.0")[0]).toContain("s.pump.x: The expression is not understood");
    expect(wrong("running")[0]).toContain("gives a bool");
    expect(wrong("x + 1.0")[0]).toContain("Points here: ");
    expect(wrong("flow_m3_h * 2")).toEqual([]);
  });
});
