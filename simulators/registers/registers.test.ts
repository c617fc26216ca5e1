import { expect, it } from "vitest";
import { images } from "./index.ts";

const hex = (data: Buffer, address: number, words: number) =>
  data.subarray(address * 2, (address + words) * 2).toString("hex");
const image = (profile: string, truth: Record<string, number | boolean>) => images[profile]!(truth);

it("an SDM630 answers float32 high word first at the manual's addresses", () => {
  const { input } = image("eastron-sdm630", {
    voltage_L1_V: 230,
    voltage_L2_V: 225.3,
    voltage_L3_V: 0,
    current_L1_A: 10,
    current_L2_A: 0,
    current_L3_A: 0,
    power_kW: 10,
    power_factor: 0.9,
    frequency_Hz: 50,
    energy_import_kWh: 100,
  });
  // By hand: 230 = 1.796875 × 2^7, 10 = 1.25 × 2^3, 10 000 = 1.220703125 × 2^13, 50 = 1.5625 × 2^5.
  expect(hex(input, 0x00, 2)).toBe("43660000");
  expect(hex(input, 0x02, 2)).toBe("43614ccd");
  expect(hex(input, 0x06, 2)).toBe("41200000");
  expect(hex(input, 0x34, 2)).toBe("461c4000");
  expect(hex(input, 0x3e, 2)).toBe("3f666666");
  expect(hex(input, 0x46, 2)).toBe("42480000");
  expect(hex(input, 0x48, 2)).toBe("42c80000");
});

it("a booster controller answers scaled words and counters with the low word first", () => {
  const { input, holding } = image("booster-controller", {
    running: true,
    speed_Hz: 43.21,
    suction_pressure_kPa: -12.3,
    discharge_pressure_kPa: 620,
    flow_m3_h: 9.87,
    motor_temp_C: 48.5,
    power_kW: 10,
    run_hours: 8_000.5,
    starts: 65_537,
  });
  expect(hex(input, 0, 8)).toBe(["0005", "10e1", "ff85", "1838", "03db", "01e5", "4120", "0000"].join(""));
  expect(hex(holding, 100, 4)).toBe(["3885", "0001", "0001", "0001"].join(""));
});

it("a lift answers its status word bit by bit", () => {
  const { holding, input } = image("generic-lift", {
    service_mode: 1,
    floor: -1,
    direction: 2,
    running: true,
    door_closed: true,
    door_zone: false,
    passenger: true,
    alarm_button: false,
    speed_m_s: -1.75,
    motor_temp_C: 41.2,
    trips: 200_000,
  });
  expect(hex(holding, 0, 6)).toBe(["0001", "ffff", "0002", "000b", "f92a", "019c"].join(""));
  expect(hex(input, 10, 2)).toBe("00030d40");
});

it("a fire panel answers its contacts as discrete inputs", () => {
  const { discrete, input } = image("generic-fire-panel", {
    fire: true,
    mains: true,
    battery_V: 27.2,
    detectors_active: 3,
    first_zone: 12,
  });
  expect(discrete[0]).toBe(0b10001);
  expect(hex(input, 0, 3)).toBe(["0aa0", "0003", "000c"].join(""));
});
