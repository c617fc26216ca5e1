import { expect, it } from "vitest";
import { deviceOf, draftOf, type SiteDevice } from "./device-draft.ts";

const base = { asset: "b1-meter", profile: "eastron-sdm630", pollSeconds: 2, ctRatio: 40, ptRatio: 1 };

it.each([
  [{ ...base, modbus: { transport: "rtu-over-tcp", host: "10.0.0.5", port: 4_001, unit: 7 } }],
  [{ ...base, modbus: { serial: "/dev/ttyUSB0", baudRate: 19_200, parity: "even", stopBits: 1, unit: 247 } }],
] satisfies [SiteDevice][])("a device that is edited and left as it was stays the same", (device) => {
  expect(deviceOf(draftOf(device))).toEqual({ ok: true, device });
});

it("names what is still empty, by the line that was chosen", () => {
  const empty = draftOf(undefined);
  expect(deviceOf(empty)).toEqual({ ok: false, lacking: ["asset", "profile", "host"] });
  expect(deviceOf({ ...empty, line: "serial", unit: null, host: "10.0.0.5" })).toEqual({
    ok: false,
    lacking: ["asset", "profile", "serial", "unit"],
  });
});
