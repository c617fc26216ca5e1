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
