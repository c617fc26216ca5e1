/**
 * The edge gateway: Modbus devices in, MQTT readings out, and a disk in between, so that a broken line delays
 * readings and never loses them. Device knowledge is data, under `profiles/`.
 */

export type { DeviceReport } from "./device.ts";
export type { FoundDevice } from "./discover.ts";
export { type Gateway, type GatewayOptions, type GatewayReport, startGateway } from "./gateway.ts";
export { discoverAlone, probeAlone } from "./look.ts";
export type { Probe, ProbedPoint } from "./probe.ts";
export { Profile, Register } from "./profile.ts";
export { profileById, profiles } from "./profiles/index.ts";
export { type Envelope, Uplink, type UplinkOptions } from "./uplink.ts";
