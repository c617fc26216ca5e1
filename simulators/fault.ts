import { z } from "zod";
import { Slug } from "../facility/units/index.ts";

/** What can be made to go wrong, each with what it needs to know. */
export const Fault = z.discriminatedUnion("fault", [
  z.strictObject({
    fault: z
      .literal("suction-shut")
      .describe("the pump is made to run as lead while its suction valve shuts"),
    asset: Slug,
    severity: z.number().min(0).max(1).default(1).describe("how far the valve shuts"),
  }),
  z.strictObject({
    fault: z.literal("entrapment").describe("the car stops between two floors with a passenger in it"),
    asset: Slug,
    aboveFloor: z.int().min(1).max(17).default(7),
  }),
  z.strictObject({ fault: z.literal("alarm-button"), asset: Slug }),
  z.strictObject({
    fault: z.literal("fire"),
    asset: Slug,
    zone: z.int().min(1).max(999),
    detectors: z.int().min(1).max(100).default(3).describe("how many end up in alarm, one every 8 s"),
    preAlarmSeconds: z
      .number()
      .min(0)
      .max(600)
      .default(0)
      .describe(
        "so long one smoke detector stands in pre-alarm; then a call point is broken and it is a fire",
      ),
    outputs: z
      .boolean()
      .default(false)
      .describe("the panel starts fans, shutters and doors of the zone and waits for their feedback"),
    missing: z.int().min(0).max(3).default(0).describe("the shutter whose feedback never comes; 0 for none"),
  }),
  z.strictObject({
    fault: z.literal("phase-sag"),
    asset: Slug,
    phase: z.int().min(1).max(3),
    volts: z.number().min(0).max(300),
  }),
  z.strictObject({
    fault: z.literal("phase-loss").describe("a phase of the supply is gone; the others carry on"),
    asset: Slug,
    phase: z.int().min(1).max(3),
  }),
  z.strictObject({
    fault: z.literal("discharge-shut").describe("the pump runs as lead against its shut discharge valve"),
    asset: Slug,
  }),
  z.strictObject({
    fault: z.literal("check-valve-leak").describe("water comes back through the pump while it stands"),
    asset: Slug,
    m3PerHour: z.number().positive().max(20).default(0.8),
  }),
  z.strictObject({
    fault: z
      .literal("lost-precharge")
      .describe("the pressure vessel is full of water: a pump starts and stops"),
    asset: Slug,
  }),
  z.strictObject({
    fault: z.literal("bearing-wear").describe("vibration as of a bearing that has worn so far"),
    asset: Slug,
    fromMmS: z.number().min(0).max(20),
    toMmS: z.number().min(0).max(20),
    overSeconds: z.number().positive().max(86_400).describe("from the first to the second"),
  }),
  z.strictObject({
    fault: z.literal("overhauled").describe("fitters have renewed what was worn; it stays so"),
    asset: Slug,
  }),
  z.strictObject({
    fault: z.literal("line-leak").describe("water runs away behind this meter"),
    asset: Slug,
    m3PerHour: z.number().positive().max(200),
  }),
  z.strictObject({
    fault: z.literal("float-valve-stuck").describe("the tank fills and does not stop"),
    asset: Slug,
    m3PerHour: z.number().positive().max(200).default(60),
  }),
  z.strictObject({
    fault: z.literal("no-inflow").describe("the street main is shut: nothing fills the tank"),
    asset: Slug,
  }),
  z.strictObject({
    fault: z.literal("level-shift").describe("the tank is filled or emptied to here within minutes"),
    asset: Slug,
    percent: z.number().min(0).max(99),
  }),
  z.strictObject({
    fault: z.literal("inflow").describe("water runs into the sump"),
    asset: Slug,
    m3PerHour: z.number().positive().max(200),
  }),
  z.strictObject({
    fault: z.literal("pump-clogged").describe("pump 1 of the sump moves nothing"),
    asset: Slug,
  }),
  z.strictObject({
    fault: z.literal("level-control-failed").describe("no float starts a pump of the sump any more"),
    asset: Slug,
  }),
  z.strictObject({
    fault: z.literal("gas-leak").describe("gas gathers at the detector while its valve is open"),
    asset: Slug,
    percentLel: z.number().min(1).max(100).default(60),
    valve: z
      .enum(["shuts", "sticks"])
      .default("shuts")
      .describe("shuts: by the detector's controller; sticks: only on an order from afar or by hand"),
  }),
  z.strictObject({
    fault: z.literal("quake").describe("the ground shakes"),
    asset: Slug,
    cmS2: z.number().min(1).max(2_000).default(95),
  }),
  z.strictObject({ fault: z.literal("pit-water").describe("water stands in the lift's pit"), asset: Slug }),
  z.strictObject({
    fault: z.literal("float-chatter").describe("the sump's high-level float makes and breaks"),
    asset: Slug,
  }),
  z.strictObject({
    fault: z.literal("overload").describe("more load than the estate has, in percent of the rating"),
    asset: Slug,
    percent: z.number().positive().max(150),
  }),
  z.strictObject({ fault: z.literal("fan-failed"), asset: Slug }),
  z.strictObject({ fault: z.literal("breaker-trip"), asset: Slug }),
  z.strictObject({ fault: z.literal("start-failure").describe("it cranks and does not fire"), asset: Slug }),
  z.strictObject({
    fault: z.literal("transfer-stuck").describe("it stops between the sources"),
    asset: Slug,
  }),
  z.strictObject({ fault: z.literal("hydrant-open").describe("fire water is drawn"), asset: Slug }),
  z.strictObject({
    fault: z.literal("main-leak").describe("the fire main leaks"),
    asset: Slug,
    kpaPerSecond: z.number().positive().max(50).default(2.4),
  }),
  z.strictObject({
    fault: z.literal("insulation").describe("residual current on top of the natural leakage"),
    asset: Slug,
    milliamps: z.number().positive().max(2_000),
  }),
  z.strictObject({
    fault: z.literal("cable-hot").describe("the second cable's joint is loose"),
    asset: Slug,
    kelvin: z.number().positive().max(150),
  }),
  z.strictObject({
    fault: z.literal("levelling").describe("the car stops so far from the landing"),
    asset: Slug,
    millimetres: z.number().min(-60).max(60),
  }),
  z.strictObject({
    fault: z.literal("supply-loss").describe("no supply behind this meter: what it feeds goes dark"),
    asset: Slug,
  }),
  z.strictObject({
    fault: z.literal("leak").describe("water that nobody ordered; names any pump of the set"),
    asset: Slug,
    m3PerHour: z.number().positive().max(200).describe("at the set point; less as the pressure falls"),
  }),
  z.strictObject({
    fault: z.literal("recall").describe("the lift's own controller takes it out of service"),
    asset: Slug,
    mode: z
      .enum(["fire", "earthquake"])
      .describe("fire: to the ground floor; earthquake: to the next landing; doors stay open"),
  }),
  z.strictObject({
    fault: z.literal("door-wear").describe("doors close slowly and open again before they shut"),
    asset: Slug,
    severity: z.number().min(0).max(1).default(0.7),
  }),
  z.strictObject({
    fault: z.literal("panel-condition"),
    asset: Slug,
    condition: z.enum(["fault", "disabled", "supervisory", "mains-lost"]),
  }),
  z.strictObject({
    fault: z.literal("gateway-loss").describe("the gateway's line to the server is cut; it goes on reading"),
    asset: Slug,
  }),
  z.strictObject({ fault: z.literal("silent").describe("the device stops answering"), asset: Slug }),
]);
export type Fault = z.infer<typeof Fault>;
export type FaultKind = Fault["fault"];

/** The equipment type that can suffer each fault; any type where none is named. */
export const suffers: Readonly<Record<FaultKind, string | undefined>> = {
  "suction-shut": "booster-pump",
  entrapment: "lift",
  "alarm-button": "lift",
  fire: "fire-panel",
  "phase-sag": "power-meter",
  "phase-loss": "power-meter",
  "supply-loss": "power-meter",
  "discharge-shut": "booster-pump",
  "check-valve-leak": "booster-pump",
  "lost-precharge": "booster-pump",
  "bearing-wear": "booster-pump",
  overhauled: undefined,
  "line-leak": "water-meter",
  "float-valve-stuck": "water-tank",
  "no-inflow": "water-tank",
  "level-shift": "water-tank",
  inflow: "sump-pump",
  "pump-clogged": "sump-pump",
  "float-chatter": "sump-pump",
  "level-control-failed": "sump-pump",
  "gas-leak": "gas-detector",
  quake: "seismic-switch",
  "pit-water": "lift",
  overload: "transformer",
  "fan-failed": "transformer",
  "breaker-trip": "feeder",
  "start-failure": "genset",
  "transfer-stuck": "ats",
  "hydrant-open": "fire-pump",
  "main-leak": "jockey-pump",
  insulation: "electrical-fire-monitor",
  "cable-hot": "electrical-fire-monitor",
  levelling: "lift",
  leak: "booster-pump",
  recall: "lift",
  "door-wear": "lift",
  "panel-condition": "fire-panel",
  "gateway-loss": "gateway",
  silent: undefined,
};

/** The fault of this kind that works on an asset now, if any. */
export function faultOn<K extends FaultKind>(
  faults: readonly Fault[],
  asset: string,
  kind: K,
): Extract<Fault, { fault: K }> | undefined {
  return faults.find(
    (fault): fault is Extract<Fault, { fault: K }> => fault.asset === asset && fault.fault === kind,
  );
}
