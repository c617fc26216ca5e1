import { z } from "zod";
import { Criticality, PointType } from "../catalog/index.ts";
import { CalendarDay, PointName, Slug, Text } from "../units/index.ts";
import { Gb26875Listen } from "./listen.ts";
import { ModbusAddress } from "./modbus-address.ts";
import { Tags } from "./tag.ts";

export const Place = z.strictObject({
  id: Slug,
  name: Text,
  kind: z.enum(["building", "floor", "zone", "room"]),
  in: Slug.optional().describe("the place this one is in"),
  zone: z
    .int()
    .min(1)
    .max(9_999)
    .optional()
    .describe("the fire panel's zone that covers it, as the panel counts"),
});
export type Place = z.infer<typeof Place>;

/** Absent rather than empty, so that a site file says nothing of what most assets do not have. */
const ExtraPoints = z
  .array(PointType)
  .max(500)
  .optional()
  .describe("points beyond those of its type, defined here: name, label, kind, unit, range");

export const SiteAsset = z.strictObject({
  id: Slug,
  type: Slug.describe("an equipment type of the catalogue, for example lift"),
  name: Text,
  in: Slug.optional().describe("the place it stands in"),
  make: z.string().optional(),
  model: z.string().optional(),
  serial: z.string().optional(),
  installed: CalendarDay.optional(),
  warrantyUntil: CalendarDay.optional(),
  costCny: z.number().nonnegative().optional().describe("what it cost, or would cost to buy again, in yuan"),
  criticality: Criticality.partial().optional().describe("where it differs from its type"),
  tags: Tags.optional().describe("words of the site's own, by which on-call routes and searches find it"),
  feeds: z.array(Slug).default([]).describe("assets that depend on it"),
  serves: z.array(Slug).default([]).describe("places it serves"),
  through: Slug.optional().describe("the panel it reports through, as a detector does"),
  outOfService: z
    .boolean()
    .default(false)
    .describe("not watched: no rule runs on it, for example before it is commissioned"),
  points: z.array(PointName).optional().describe("the points it really has; all of its type when left out"),
  extraPoints: ExtraPoints,
});
export type SiteAsset = z.infer<typeof SiteAsset>;

export const SiteDevice = z.strictObject({
  asset: Slug.describe("the asset this device reports on"),
  profile: Slug.describe("a register map in ingest/modbus/profiles, for example eastron-sdm630"),
  modbus: ModbusAddress,
  pollSeconds: z.number().min(0.1).max(3600).default(1),
  /** Multiplies the profile's scale: current and voltage transformer ratios. */
  ctRatio: z.number().positive().default(1),
  ptRatio: z.number().positive().default(1),
});
export type SiteDevice = z.infer<typeof SiteDevice>;

export const SiteGateway = z.strictObject({
  id: Slug,
  name: Text,
  in: Slug.optional(),
  outOfService: z.boolean().default(false),
  /** Assets whose readings this gateway may publish; those of its devices are added by themselves. */
  assets: z.array(Slug).default([]),
  /** Left empty for a gateway that is somebody else's program and speaks MQTT to us. */
  devices: z.array(SiteDevice).default([]),
  /** A process beside the devices reads them (`npm start -- gateway`), and the server does not. */
  runs: z.literal("elsewhere").optional(),
  /** Devices that call the gateway instead of being asked. */
  listen: z.array(Gb26875Listen).default([]),
  /** For a Sparkplug B node that has its own names: `device/metric`, or `metric` of the node, is `asset.point`. */
  sparkplugNames: z
    .record(
      z.string(),
      z.string().regex(/^[a-z0-9-]+\.[A-Za-z]\w*$/, "write asset.point, for example b2-lift-1.floor"),
    )
    .default({}),
  extraPoints: ExtraPoints,
});
export type SiteGateway = z.infer<typeof SiteGateway>;

/** One site as a file: `site.yaml`. */
export const SiteFile = z.strictObject({
  site: z.strictObject({
    id: Slug,
    name: Text,
    timeZone: z.string().default("Asia/Shanghai").describe("an IANA name"),
  }),
  places: z.array(Place).default([]),
  assets: z.array(SiteAsset).default([]),
  gateways: z.array(SiteGateway).default([]),
});
export type SiteFile = z.infer<typeof SiteFile>;
