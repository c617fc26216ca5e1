import { expect, it } from "vitest";
import { catalog } from "../../../../facility/catalog/index.ts";
import { celText } from "./cel-text.ts";
import { mode, pressure, running } from "./fixtures.ts";

const points = [
  running,
  { ...mode, name: "service_mode", label: { en: "Service mode", zh: "服务模式" } },
  pressure,
].map((type) => ({ id: `s.a.${type.name}`, name: type.name, type, latest: null }));

it("says names, states and units in the reader's language", () => {
  expect(celText("running && !running", points, "en")).toBe("Pump: running and Pump: stopped");
  expect(celText("!running && (service_mode == 0 || service_mode==1)", points, "zh")).toBe(
    "水泵：停止，且（服务模式：停止服务，或服务模式：正常运行）",
  );
  expect(celText("suction_pressure_kPa < 20.0", points, "en")).toBe("Suction pressure < 20.0 kPa");
  expect(celText("running != true", points, "en")).toBe("Pump: stopped");
});

it("leaves what it does not know as it was written", () => {
  expect(celText("abs(suction_pressure_kPa) > 5.0", points, "en")).toBe("abs(Suction pressure) > 5.0");
  expect(celText("suction_pressure_kPa < other_kPa - 100.0", points, "en")).toBe(
    "Suction pressure < other_kPa - 100.0",
  );
  expect(celText("suction_pressure_kPa > 20.0 - other_kPa", points, "en")).toBe(
    "Suction pressure > 20.0 - other_kPa",
  );
  expect(celText('feeders.exists(f, f.running) || word == "running && x"', points, "en")).toBe(
    'feeders.exists(f, f.running) or word == "running && x"',
  );
});

it("leaves no name of a point in any expression of the catalogue", () => {
  for (const type of catalog)
    for (const rule of type.rules) {
      if (rule.condition.kind !== "compound") continue;
      const own = type.points.map((point) => ({ id: "", name: point.name, type: point, latest: null }));
      const text = celText(rule.condition.when, own as never, "zh");
      for (const { name } of type.points)
        expect(text.split(/\W+/), `${type.id} ${rule.id}`).not.toContain(name);
    }
});
