import type { WireValue } from "../../broker/contract/index.ts";
import type { SiteGateway } from "../../facility/assets/index.ts";
import { catalog, type EquipmentType } from "../../facility/catalog/index.ts";
import { type Clock, done, type Instant, problem, type Result } from "../../facility/units/index.ts";
import { type FireReceiver, type PanelReport, startFireReceiver } from "../decoders/index.ts";
import type { DeviceReport } from "./device.ts";
import type { Envelope, Log } from "./uplink.ts";

interface Reporter {
  readings(values: ReadonlyMap<string, WireValue>, at: Instant): boolean;
  silent(points: readonly string[], at: Instant): void;
}

/** Panels tell changes at once; between them their points are repeated at the gateway's heartbeat. */
const REPEAT_MS = 1_000;

/** Opens what the gateway listens for; all or none. */
export async function startReceivers(
  gateway: SiteGateway,
  options: {
    readonly timeZone?: string;
    readonly clock: Clock;
    readonly log: Log;
    readonly reporter: (asset: string, type: EquipmentType, pollMs: number) => Reporter;
    readonly publish: (envelope: Envelope) => boolean;
  },
): Promise<Result<FireReceiver[]>> {
  const type = catalog.find(({ id }) => id === "fire-panel");
  if (!type) return gateway.listen.length === 0 ? done([]) : problem("the catalogue has no fire-panel.");
  const started: FireReceiver[] = [];
  for (const listen of gateway.listen) {
    const reporters = new Map(
      listen.panels.map(({ asset }) => [asset, options.reporter(asset, type, REPEAT_MS)]),
    );
    const receiver = await startFireReceiver({
      listen,
      timeZone: options.timeZone ?? "Asia/Shanghai",
      clock: options.clock,
      log: options.log,
      listener: {
        readings: (asset, values, at) => reporters.get(asset)?.readings(values, at) ?? false,
        event: (asset, event) => options.publish({ asset, event }),
        silent: (asset, at) => reporters.get(asset)?.silent(panelPoints, at),
      },
    });
    if (!receiver.ok) {
      for (const open of started) await open.close();
      return receiver;
    }
    started.push(receiver.value);
  }
  return done(started);
}

/** The points that a transmitter can tell. */
const panelPoints = [
  "fire",
  "pre_alarm",
  "fault",
  "disabled",
  "supervisory",
  "mains",
  "detectors_active",
  "first_zone",
];

/** A panel that calls, in the words of a device that is asked. */
export const asDeviceReport = (panel: PanelReport): DeviceReport => ({
  asset: panel.asset,
  profile: "gb26875",
  address: panel.address,
  online: panel.online,
  polls: panel.frames,
  errors: panel.garbled + panel.refused,
  errorsByKind: { offline: 0, timeout: 0, exception: 0, garbled: panel.garbled, decode: panel.refused },
  lastError: panel.lastError,
  lastAnswerAt: panel.lastAnswerAt,
  latencyMs: null,
});
