import { describe, expect, it } from "vitest";
import { type Answer, decode } from "../decode.ts";
import { planReads } from "../plan.ts";
import type { Register } from "../profile.ts";
import { discoverSunSpec } from "../sunspec.ts";
import { profileById } from "./index.ts";

type Words = Readonly<Record<number, string>>;

/** A device that holds these words (hex, from each address on) and zeros elsewhere answers what the profile asks. */
function answersOf(
  id: string,
  words: Words,
  registers: readonly Register[] = profileById(id)!.registers,
): Answer[] {
  const memory = Buffer.alloc(2 * 65_536);
  for (const [address, hex] of Object.entries(words))
    Buffer.from(hex.replaceAll(" ", ""), "hex").copy(memory, Number(address) * 2);
  return planReads(registers, profileById(id)!).map((block) => ({
    block,
    data: memory.subarray(block.address * 2, (block.address + block.count) * 2),
  }));
}
function valuesOf(id: string, words: Words, ratios = { ctRatio: 1, ptRatio: 1 }) {
  const { values, problems } = decode(profileById(id)!.registers, answersOf(id, words), ratios);
  expect(problems).toEqual([]);
  return Object.fromEntries(values);
}

// Float words by hand: 43660000 = 1.796875 × 2^7 = 230, 41480000 = 1.5625 × 2^3 = 12.5,
// 40f00000 = 1.875 × 2^2 = 7.5, 42480000 = 1.5625 × 2^5 = 50, 450fc000 = 1.123046875 × 2^11 = 2300.
describe("the words of a meter, worked out by hand from its maker's map", () => {
  const meter = {
    voltage_L1_V: 230,
    voltage_L2_V: 230,
    voltage_L3_V: 230,
    current_L1_A: 12.5,
    current_L2_A: 12.5,
    current_L3_A: 12.5,
    power_kW: 7.5,
    power_factor: 0.9,
    frequency_Hz: 50,
    energy_import_kWh: 10_000,
  };

  it.each(["schneider-iem3000", "schneider-pm5100"])("%s: float32 in kW, 64-bit Wh", (id) => {
    const at =
      id === "schneider-iem3000" ? { frequency: 0x0c25, energy: 0x0c83 } : { frequency: 3109, energy: 3203 };
    const words = {
      2999: "41480000 41480000 41480000",
      3027: "43660000 43660000 43660000",
      3059: "40f00000",
      // 1.1 means 0.9 leading.
      3083: "3f8ccccd",
      [at.frequency]: "42480000",
      // 10 000 000 Wh = 989680h
      [at.energy]: "0000 0000 0098 9680",
    };
    expect(valuesOf(id, words)).toEqual(meter);
  });

  it("a 64-bit counter beyond 32 bits keeps its high words", () => {
    // 5 000 000 000 Wh = 1 2A05F200h
    const { energy_import_kWh } = valuesOf("schneider-pm5100", { 3203: "0000 0001 2a05 f200" });
    expect(energy_import_kWh).toBe(5_000_000);
  });

  it.each([
    ["carlo-gavazzi-em24", 0x35, 0x37, 0x42],
    ["carlo-gavazzi-em340", 0x31, 0x33, 0x34],
  ])("%s: int32 with the low word first", (id, powerFactor, frequency, energy) => {
    const words = {
      // 2300 × 0.1 V
      0: "08fc 0000 08fc 0000 08fc 0000",
      // 12 500 × 0.001 A
      12: "30d4 0000 30d4 0000 30d4 0000",
      // 75 000 × 0.1 W = 1 24F8h
      40: "24f8 0001",
      [powerFactor]: "0384",
      [frequency]: "01f4",
      // 100 000 × 0.1 kWh = 1 86A0h
      [energy]: "86a0 0001",
    };
    expect(valuesOf(id, words)).toEqual(meter);
  });

  it("Carlo Gavazzi: exported power is negative", () => {
    // −10 000 × 0.1 W = FFFF D8F0h, low word first
    expect(valuesOf("carlo-gavazzi-em24", { 40: "d8f0 ffff" }).power_kW).toBe(-1);
  });

  it("Acrel ADW300: scaled words in decimal addresses", () => {
    const words = {
      20: "08fc 08fc 08fc",
      26: "04e2 04e2 04e2",
      // 7500 W
      36: "0000 1d4c",
      // 1 000 000 × 0.01 kWh = F 4240h
      62: "000f 4240",
    };
    const { power_factor: _, frequency_Hz: __, ...known } = meter;
    expect(valuesOf("acrel-adw300", words)).toEqual(known);
  });

  it("Acrel DTSD1352: the site's CT and PT ratios make secondary values primary", () => {
    const words = {
      // 2500 × 0.01 kWh × 400
      10: "0000 09c4",
      97: "0898 0898 0898",
      // 312 × 0.01 A × 40
      100: "0138 0138 0138",
      119: "1388",
      // 1000 × 0.001 kW × 400
      362: "0000 03e8",
      383: "0384",
    };
    expect(valuesOf("acrel-dtsd1352", words, { ctRatio: 40, ptRatio: 10 })).toEqual({
      voltage_L1_V: 2_200,
      voltage_L2_V: 2_200,
      voltage_L3_V: 2_200,
      current_L1_A: 124.8,
      current_L2_A: 124.8,
      current_L3_A: 124.8,
      power_kW: 400,
      power_factor: 0.9,
      frequency_Hz: 50,
      energy_import_kWh: 10_000,
    });
  });

  it("Chint DTSU666: floats that still want dividing", () => {
    const words = {
      // 10 000 = 1.220703125 × 2^13
      4126: "461c4000",
      8198: "450fc000 450fc000 450fc000",
      // 12 500 = 1.52587890625 × 2^13
      8204: "46435000 46435000 46435000",
      // 75 000 = 1.1444091796875 × 2^16
      8210: "47927c00",
      // 900 = 1.7578125 × 2^9
      8234: "44610000",
      // 5000 = 1.220703125 × 2^12
      8260: "459c4000",
    };
    expect(valuesOf("chint-dtsu666", words)).toEqual(meter);
  });

  const abb = {
    20480: "0000 0000 000f 4240",
    23296: "0000 08fc 0000 08fc 0000 08fc",
    23308: "0000 04e2 0000 04e2 0000 04e2",
    // 750 000 × 0.01 W = B 71B0h
    23316: "000b 71b0",
    23340: "1388",
    23354: "0384",
  };
  it("ABB A/B: unsigned and signed words of two, four and one", () => {
    expect(valuesOf("abb-ab", abb)).toEqual(meter);
  });

  it("ABB A/B: what a single-phase meter has not is null, not four thousand million", () => {
    const single = valuesOf("abb-ab", { ...abb, 23298: "ffffffff ffffffff", 23310: "ffffffff ffffffff" });
    expect(single).toMatchObject({ voltage_L1_V: 230, voltage_L2_V: null, current_L3_A: null });
  });
});

describe("SunSpec", () => {
  const model = 40_070;
  /** Common model 1 (66 long), then model 203 (105 long), then the end; the meter's words count from its id. */
  const map = (base: number): Words => ({
    [base]: "5375 6e53 0001 0042",
    [base + 70]: "00cb 0069",
    // A 12.5 each at 10^-1, V 230.0 at 10^-1
    [base + 73]: "007d 007d 8000 ffff",
    [base + 78]: "08fc 08fc 8000",
    [base + 85]: "ffff",
    [base + 86]: "1388 fffe",
    // 750 at 10^1 W
    [base + 88]: "02ee",
    [base + 92]: "0001",
    // 90.0 percent
    [base + 103]: "0384",
    [base + 107]: "ffff",
    // 10 000 at 10^3 Wh
    [base + 116]: "0000 2710",
    [base + 124]: "0003",
    [base + 177]: "ffff 0000",
  });
  const profile = profileById("sunspec-meter")!;
  const reader = (words: Words, asked: number[] = []) => {
    const memory = Buffer.alloc(2 * 65_536);
    for (const [address, hex] of Object.entries(words))
      Buffer.from(hex.replaceAll(" ", ""), "hex").copy(memory, Number(address) * 2);
    return async ({ address, count }: { address: number; count: number }) => {
      asked.push(address);
      return { ok: true as const, data: memory.subarray(address * 2, (address + count) * 2) };
    };
  };

  it.each([40_000, 0, 50_000])("finds the meter's model behind the mark at %i and reads it", async (base) => {
    const words = map(base);
    const found = await discoverSunSpec(profile, reader(words));
    if (!found.ok) throw new Error(found.problem);
    const { values, problems } = decode(found.value, answersOf("sunspec-meter", words, found.value), {
      ctRatio: 1,
      ptRatio: 1,
    });
    expect(problems).toEqual([]);
    expect(Object.fromEntries(values)).toEqual({
      current_L1_A: 12.5,
      current_L2_A: 12.5,
      current_L3_A: null,
      voltage_L1_V: 230,
      voltage_L2_V: 230,
      voltage_L3_V: null,
      frequency_Hz: 50,
      power_kW: 7.5,
      power_factor: 0.9,
      energy_import_kWh: 10_000,
    });
  });

  it("walks the chain by its lengths and asks for nothing else", async () => {
    const asked: number[] = [];
    await discoverSunSpec(profile, reader(map(40_000), asked));
    expect(asked).toEqual([40_000, 40_002, model]);
  });

  it("names the models of a device that is no meter", async () => {
    const inverter = { 40000: "5375 6e53 0001 0042", 40070: "0067 0032", 40122: "ffff 0000" };
    const found = await discoverSunSpec(profile, reader(inverter));
    expect(!found.ok && found.problem).toContain("has models 1, 103, none of 201, 202, 203, 204");
  });

  it("does not run for ever through a map of zeros", async () => {
    const found = await discoverSunSpec(profile, reader({ 40000: "5375 6e53" }));
    expect(found.ok).toBe(false);
  });
});

describe("pumps", () => {
  it("Grundfos CIM: raw/1000 − 1 bar, hundredths of a kelvin, absent sensors", () => {
    const words = {
      200: "0040",
      301: "007b",
      304: "01a9",
      311: "0000 0bb8",
      // 2.2 bar above vacuum less 1 = 120 kPa
      314: "0898",
      // 320.15 K
      318: "7d0f",
      326: "0001 0000",
      333: "ffff ffff",
    };
    expect(valuesOf("grundfos-cim", words)).toEqual({
      running: true,
      flow_m3_h: 12.3,
      speed_Hz: 42.5,
      power_kW: 3,
      suction_pressure_kPa: 120,
      motor_temp_C: 47,
      run_hours: 65_536,
      starts: null,
    });
  });

  it("ABB ACS: status word and output frequency", () => {
    expect(valuesOf("abb-acs", { 3: "0004", 102: "01a9" })).toEqual({ running: true, speed_Hz: 42.5 });
    expect(valuesOf("abb-acs", { 3: "fffb" }).running).toBe(false);
  });
});

describe("Notifier MODBUS-GW", () => {
  /** Loop 2 begins at PDU 400: enabled, inactive points, and absent ones from the 101st on. */
  const loop = (changes: Words): Words => ({
    400: `${"1410".repeat(100)}${"00ff".repeat(59)}`,
    ...changes,
  });

  it("counts the detectors in alarm and names the first", () => {
    // Active (bit 11) and enabled (bit 10), type 10h fire: detectors 7 and 42.
    const words = loop({ 406: "0c10", 441: "0c10" });
    expect(valuesOf("notifier-modbus-gw-loop-2", words)).toEqual({
      fire: true,
      pre_alarm: false,
      fault: false,
      disabled: false,
      supervisory: false,
      detectors_active: 2,
      first_zone: 7,
    });
  });

  it("tells trouble, disablement and supervisory from a fire, and an absent address from any", () => {
    const words = loop({ 400: "3410", 401: "1210", 402: "0c40", 520: "ffff" });
    expect(valuesOf("notifier-modbus-gw-loop-2", words)).toMatchObject({
      fire: false,
      fault: true,
      disabled: true,
      supervisory: true,
      detectors_active: 0,
      first_zone: 0,
    });
  });
});

describe("the house's own maps, and the meter of the demo estate", () => {
  it("Eastron SDM630: float32, high word first, watts", () => {
    const words = {
      0: "43660000 43660000 43660000 41480000 41480000 41480000",
      // 7500 W: 45ea6000 = 1.8310546875 × 2^12
      52: "45ea6000",
      62: "3f666666",
      70: "42480000",
      // 10000: 461c4000
      72: "461c4000",
    };
    const memory = answersOf("eastron-sdm630", words);
    const { values } = decode(profileById("eastron-sdm630")!.registers, memory, { ctRatio: 1, ptRatio: 1 });
    expect(Object.fromEntries(values)).toMatchObject({
      voltage_L1_V: 230,
      current_L3_A: 12.5,
      power_kW: 7.5,
      power_factor: expect.closeTo(0.9, 6),
      frequency_Hz: 50,
      energy_import_kWh: 10_000,
    });
  });

  it("lift controller: flags of one word, a basement floor, millimetres a second, an absent sensor", () => {
    const words = { 0: "0001 fffe 0002 0007 fa24 8000", 10: "0001 0000" };
    expect(valuesOf("generic-lift", words)).toMatchObject({
      service_mode: 1,
      floor: -2,
      direction: 2,
      running: true,
      door_closed: true,
      door_zone: true,
      passenger: false,
      speed_m_s: -1.5,
      motor_temp_C: null,
      trips: 65_536,
    });
  });

  it("booster set: tenths of a kilopascal below nought, counters low word first", () => {
    const words = { 0: "0001 1388 fffb 1838 01f4 8000 40f00000", 100: "e240 0001 0007 0000", 110: "1838" };
    expect(valuesOf("booster-controller", words)).toMatchObject({
      running: true,
      speed_Hz: 50,
      suction_pressure_kPa: -0.5,
      discharge_pressure_kPa: 620,
      pressure_setpoint_kPa: 620,
      flow_m3_h: 5,
      motor_temp_C: null,
      power_kW: 7.5,
      // 0001 e240h = 123456
      run_hours: 12_345.6,
      starts: 7,
    });
  });

  it("fire panel on an input module: contacts lowest bit first, centivolts", () => {
    const { registers } = profileById("generic-fire-panel")!;
    const answers = planReads(registers, profileById("generic-fire-panel")!).map((block) => ({
      block,
      data: Buffer.from(block.fc === 2 ? "11" : "0a9600020c".padEnd(block.count * 4, "0"), "hex"),
    }));
    const { values, problems } = decode(registers, answers, { ctRatio: 1, ptRatio: 1 });
    expect(problems).toEqual([]);
    expect(Object.fromEntries(values)).toMatchObject({
      fire: true,
      fault: false,
      supervisory: false,
      mains: true,
      battery_V: expect.closeTo(27.1, 6),
    });
  });
});
