import { z } from "zod";
import { ModbusAddress } from "../../facility/assets/index.ts";
import { PointType } from "../../facility/catalog/index.ts";
import { Text } from "../../facility/units/index.ts";

/** What a kind of device answers, as it can be chosen for one. */
export const DeviceProfileView = z.object({
  id: z.string(),
  label: Text,
  equipment: z.string().describe("the equipment type whose points it fills"),
  points: z.int(),
  discovers: z.boolean().describe("the device says itself where its values stand"),
  writes: z.boolean(),
  source: z.string().describe("where the register map comes from"),
});
export type DeviceProfileView = z.infer<typeof DeviceProfileView>;

/** GET /api/device-profiles */
export const DeviceProfileList = z.object({ profiles: z.array(DeviceProfileView) });
export type DeviceProfileList = z.infer<typeof DeviceProfileList>;

/** How a device of a gateway does. */
export const FieldDeviceView = z.object({
  asset: z.string().describe("<site>.<asset>"),
  profile: z.string(),
  address: z.string(),
  online: z.boolean(),
  polls: z.int(),
  errors: z.int(),
  lastError: Text.nullable().describe("what is wrong now, and what to do"),
  lastAnswerAt: z.number().nullable(),
  latencyMs: z.number().nullable(),
});
export type FieldDeviceView = z.infer<typeof FieldDeviceView>;

/** GET /api/gateways/{id}/devices */
export const FieldView = z.object({
  runsHere: z.boolean().describe("false: another program is this gateway, and its devices are its own"),
  clockOffsetMs: z.number().nullable().describe("how far its clock is ahead of the server's"),
  waitingMessages: z.int().nullable(),
  droppedMessages: z.int().nullable(),
  devices: z.array(FieldDeviceView),
});
export type FieldView = z.infer<typeof FieldView>;

/** POST /api/gateways/{id}/probe: one poll of a device as it would be saved; nothing is kept of it. */
export const ProbeView = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    latencyMs: z.number(),
    points: z.array(
      z.object({
        name: z.string(),
        type: PointType,
        value: z.union([z.number(), z.boolean()]).nullable().describe("null: the device has no such value"),
        plausible: z.boolean().describe("false: outside of what such equipment can truthfully report"),
        register: z.string().describe("function code and 0-based address"),
      }),
    ),
    problems: z.array(z.string()).describe("what the device did not answer"),
  }),
  z.object({
    ok: z.literal(false),
    kind: z.enum(["offline", "timeout", "exception", "garbled", "decode"]),
    problem: Text,
  }),
]);
export type ProbeView = z.infer<typeof ProbeView>;

/** POST /api/gateways/{id}/discover: which units of a line say themselves what they are (SunSpec). */
export const Discover = z
  .strictObject({
    modbus: ModbusAddress.describe("its unit is not looked at"),
    from: z.int().min(1).max(247).default(1),
    to: z.int().min(1).max(247).default(16),
  })
  .refine(({ from, to }) => to >= from && to - from < 32, {
    message: "look at 1 to 32 units at a time",
    path: ["to"],
  });
export const Discovered = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    found: z.array(
      z.object({
        unit: z.int(),
        maker: z.string(),
        model: z.string(),
        serial: z.string(),
        models: z.array(z.int()).describe("its SunSpec models"),
        profile: z.string().nullable().describe("the profile that reads one of them"),
      }),
    ),
  }),
  z.object({ ok: z.literal(false), problem: Text }),
]);
export type Discovered = z.infer<typeof Discovered>;
