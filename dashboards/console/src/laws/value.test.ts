import { describe, expect, it } from "vitest";
import { floor, mode, pressure, running } from "./fixtures.ts";
import { unitText } from "./unit.ts";
import { joined, valueText } from "./value.ts";

describe("units as a person writes them", () => {
  it.each([
    ["Cel", "°C"],
    ["m3/h", "m³/h"],
    ["kW.h", "kWh"],
    ["m/s2", "m/s²"],
    ["{#}", ""],
    ["1", ""],
    ["kPa", "kPa"],
    ["%", "%"],
    ["V.A{reactive}", "var"],
    ["{starts}/h", "/h"],
  ])("%s is %s", (ucum, text) => {
    expect(unitText(ucum, "en")).toBe(text);
  });
  it("translates what is a word", () => {
    expect([unitText("{floor}", "en"), unitText("{floor}", "zh")]).toEqual(["floor", "层"]);
  });
});

describe("values as a person reads them", () => {
  it.each([
    ["a number by its digits", 1234.56, pressure, "1,234.6 kPa", "1,234.6 kPa"],
    ["zero without a minus", -0.04, pressure, "0.0 kPa", "0.0 kPa"],
    ["a floor in each language's order", 7, floor, "floor 7", "7 层"],
    ["a switch", true, running, "running", "运行"],
    ["a switch out of history", 0, running, "stopped", "停止"],
    ["a mode", 1, mode, "Normal", "正常运行"],
    ["an unknown code as it came", 9, mode, "# 9", "# 9"],
    ["nothing", null, pressure, "—", "—"],
  ] as const)("%s", (_, value, type, en, zh) => {
    expect([joined(valueText(value, type, "en")), joined(valueText(value, type, "zh"))]).toEqual([en, zh]);
  });

  it("marks what the catalogue calls abnormal, and codes it does not know", () => {
    expect([0, 1, 9].map((code) => valueText(code, mode, "en").abnormal)).toEqual([true, false, true]);
    expect(valueText(true, running, "en").abnormal).toBe(false);
  });
});
