import type {
  CommandMessage,
  CommandResult,
  ReadingsMessage,
  WireValue,
} from "../../broker/contract/index.ts";
import {
  lineOf,
  type ModbusAddress,
  type SiteDevice,
  type SiteGateway,
} from "../../facility/assets/index.ts";
import { catalog, type EquipmentType } from "../../facility/catalog/index.ts";
import { type Clock, done, type Instant, instant, problem, type Result } from "../../facility/units/index.ts";
import { type BufferOptions, openBuffer } from "../disk-queue/index.ts";
import { Connection } from "./connection.ts";
import { Device, type DeviceReport } from "./device.ts";
import { discoverDevices } from "./discover.ts";
import { DISCOVER_TIMEOUT_MS, lookAt, probeOn } from "./look.ts";
import type { Probe } from "./probe.ts";
import type { Profile } from "./profile.ts";
import { profileById, profiles } from "./profiles/index.ts";
import { asDeviceReport, startReceivers } from "./receivers.ts";
import { isDue, type Sent } from "./report.ts";
import { type Envelope, type Log, Uplink, type UplinkTls } from "./uplink.ts";

export interface GatewayOptions {
  readonly site: string;
  readonly gateway: SiteGateway;
  /** `mqtt://host:1883` or `mqtts://…`; MQTT 3.1.1. */
  readonly mqttUrl: string;
  /** `<site>/<gateway>`. */
  readonly username: string;
  readonly password: string | (() => string);
  readonly tls?: (() => UplinkTls) | undefined;
  /** Where unsent readings wait; of this gateway alone. */
  readonly bufferFolder: string;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly profileOf?: (id: string) => Profile | undefined;
  readonly typeOf?: (profile: Profile) => EquipmentType | undefined;
  /** Of the site; fire transmitters want local time. */
  readonly timeZone?: string;
  /** Where a device really listens, if not where the site file says. */
  readonly addressOf?: (device: SiteDevice) => ModbusAddress | undefined;
  readonly buffer?: Pick<BufferOptions, "budgetBytes" | "segmentBytes" | "syncMs">;
  /** How long a device may take to answer. */
  readonly timeoutMs?: number;
  /** No answer for so long, and its points are published as bad. */
  readonly silentAfterMs?: number;
  /** Every point is published at least this often; the catalogue calls a value stale after 15 s. */
  readonly heartbeatMs?: number;
  readonly healthMs?: number;
  /** First pause before the broker is dialled again; doubles up to ten seconds. */
  readonly reconnectMs?: number;
  /** How often the server is asked what time it is. */
  readonly clockMs?: number;
}

export interface GatewayReport {
  readonly site: string;
  readonly gateway: string;
  readonly connected: boolean;
  /** How far its clock is ahead of the server's; null while it is not known. */
  readonly clockOffsetMs: number | null;
  readonly waitingMessages: number;
  readonly droppedMessages: number;
  readonly devices: readonly DeviceReport[];
}

export interface Gateway {
  report(): GatewayReport;
  /** Polls a device once, over the line that is open already if there is one; nothing is published. */
  probe(device: SiteDevice): Promise<Probe>;
  /** Which units of a line say themselves what they are. */
  discover(address: ModbusAddress, units: readonly number[]): ReturnType<typeof discoverDevices>;
  /** For drills: cuts its line to the server as a pulled cable would, or mends it. */
  cut(cut: boolean): void;
  /** Polling stops, what waits gets two seconds to leave, the rest stays on disk. Nothing is left running. */
  close(): Promise<void>;
}

const FLUSH_MS = 2_000;
const REMEMBERED_COMMANDS = 256;

/**
 * The edge gateway: polls its devices, keeps every reading on disk, and publishes it until the broker has
 * acknowledged it. Starts without a broker and without devices; both may come later.
 */
export async function startGateway(options: GatewayOptions): Promise<Result<Gateway>> {
  const { site, gateway } = options;
  const clock = options.clock ?? (() => instant(Date.now()));
  const log = options.log ?? { info: () => undefined, warn: () => undefined };
  const heartbeatMs = options.heartbeatMs ?? 5_000;
  const timeoutMs = options.timeoutMs ?? 1_000;

  const profileOf = options.profileOf ?? profileById;
  const planned = planDevices(options);
  if (!planned.ok) return planned;
  const buffer = openBuffer(options.bufferFolder, { ...options.buffer, warn: log.warn.bind(log) });
  if (!buffer.ok) return buffer;
  /** Ids of commands already taken: sent again (a lost PUBACK) they are not carried out again. */
  const commanded = new Set<string>();
  const onCommand = (asset: string, command: CommandMessage) => {
    if (commanded.has(command.id)) return;
    commanded.add(command.id);
    if (commanded.size > REMEMBERED_COMMANDS) commanded.delete(commanded.values().next().value!);
    const index = planned.value.findIndex(({ device }) => device.asset === asset);
    const plan = planned.value[index];
    const carriedOut = plan
      ? devices[index]!.command(command, plan.type)
      : Promise.resolve<CommandResult>({
          id: command.id,
          at: clock(),
          outcome: "refused",
          reason: "unknown-point",
          detail: `gateway ${gateway.id} has no device for ${asset}`,
        });
    void carriedOut.then((result) => {
      log.info(
        `command ${command.id}: ${asset}.${command.point} = ${command.value}: ${result.outcome} ${result.detail ?? ""}`,
      );
      publish({ asset, result });
    });
  };
  const uplink = new Uplink({ ...options, gateway: gateway.id, buffer: buffer.value, clock, log, onCommand });

  let full = false;
  const publish = (envelope: Envelope): boolean => {
    const kept = buffer.value.append(Buffer.from(JSON.stringify(envelope)));
    if (!kept.ok && !full) log.warn(kept.problem);
    full = !kept.ok;
    uplink.nudge();
    return kept.ok;
  };
  /** Publishes of an asset what moved beyond its deadband, and the rest at the heartbeat. */
  const reporter = (asset: string, type: EquipmentType, pollMs: number) => {
    const deadbands = new Map(
      type.points.map((point) => [point.name, point.kind === "number" ? (point.deadband ?? 0) : 0]),
    );
    const sent = new Map<string, Sent>();
    return {
      readings(values: ReadonlyMap<string, WireValue>, at: Instant): boolean {
        const due = [...values].filter(([name, value]) =>
          isDue(sent.get(name), value, at, { deadband: deadbands.get(name) ?? 0, heartbeatMs, pollMs }),
        );
        const messages = messagesOf(due, at);
        if (messages.length > 0 && !publish({ asset, messages })) return false;
        for (const [name, value] of due) sent.set(name, { value, at });
        return true;
      },
      /** Never the old value with a new time: nothing is known, and the next answer is all news. */
      silent(points: readonly string[], at: Instant): void {
        publish({
          asset,
          messages: messagesOf(
            points.map((point) => [point, null]),
            at,
          ),
        });
        sent.clear();
      },
    };
  };

  const connections = new Map<string, Connection>();
  for (const { device } of planned.value) {
    const key = lineOf(device.modbus);
    const units = planned.value.map((other) => other.device.modbus).filter((other) => lineOf(other) === key);
    if (!connections.has(key))
      connections.set(
        key,
        new Connection(
          device.modbus,
          units.map(({ unit }) => unit),
          timeoutMs,
        ),
      );
  }
  const devices = planned.value.map(({ device, profile, type }) => {
    const { asset } = device;
    const reports = reporter(asset, type, device.pollSeconds * 1_000);
    return new Device({
      device,
      profile,
      connection: connections.get(lineOf(device.modbus))!,
      clock,
      silentAfterMs: options.silentAfterMs ?? 3_000,
      listener: {
        readings: reports.readings,
        silent: (at) =>
          reports.silent(
            profile.registers.map(({ point }) => point),
            at,
          ),
      },
    });
  });
  const receivers = await startReceivers(gateway, { ...options, clock, log, reporter, publish });
  const stop = async () => {
    for (const device of devices) device.close();
    for (const connection of connections.values()) connection.close();
    await uplink.close(FLUSH_MS);
    await buffer.value.close();
  };
  if (!receivers.ok) {
    await stop();
    return receivers;
  }
  const reportAll = () => [
    ...devices.map((device) => device.report()),
    ...receivers.value.flatMap((receiver) => receiver.report().map(asDeviceReport)),
  ];

  let pollsBefore = 0;
  const startedAt = performance.now();
  let lookedAt = startedAt;
  const health = setInterval(() => {
    const reports = reportAll();
    const polls = reports.reduce((sum, report) => sum + report.polls, 0);
    const now = performance.now();
    const offsetMs = uplink.clockOffsetMs;
    const latencies = reports.flatMap(({ online, latencyMs }) =>
      online && latencyMs !== null ? [latencyMs] : [],
    );
    const values = {
      devices_online: reports.filter((report) => report.online).length,
      devices_silent: reports.filter((report) => !report.online).length,
      buffered_messages: buffer.value.waiting,
      polls_per_s: Math.round(((polls - pollsBefore) / (now - lookedAt)) * 10_000) / 10,
      poll_errors: reports.reduce((sum, report) => sum + report.errors, 0),
      dropped_messages: buffer.value.dropped,
      uptime_h: Math.round((now - startedAt) / 3_600) / 1_000,
      ...(latencies.length > 0 ? { poll_latency_ms: Math.max(...latencies) } : {}),
      ...(offsetMs === undefined ? {} : { clock_offset_s: Math.round(offsetMs) / 1_000 }),
    };
    pollsBefore = polls;
    lookedAt = now;
    publish({ asset: gateway.id, messages: [{ at: clock(), values }] });
  }, options.healthMs ?? 2_000);

  return done({
    report: () => ({
      site,
      gateway: gateway.id,
      connected: uplink.connected,
      clockOffsetMs: uplink.clockOffsetMs ?? null,
      waitingMessages: buffer.value.waiting,
      droppedMessages: buffer.value.dropped,
      devices: reportAll(),
    }),
    probe: (device) =>
      lookAt(device.modbus, timeoutMs, (line) => probeOn(line, device, profileOf), connections),
    discover: (address, units) =>
      lookAt(address, DISCOVER_TIMEOUT_MS, (line) => discoverDevices(line, units, profiles), connections),
    cut: (cut) => uplink.cut(cut),
    async close() {
      clearInterval(health);
      for (const receiver of receivers.value) await receiver.close();
      await stop();
    },
  });
}

/** Good values and missing ones are two messages of one source time: quality stands for a whole message. */
function messagesOf(values: readonly (readonly [string, WireValue])[], at: Instant): ReadingsMessage[] {
  const known = values.filter(([, value]) => value !== null);
  const missing = values.filter(([, value]) => value === null);
  return [
    ...(known.length > 0 ? [{ at, values: Object.fromEntries(known) }] : []),
    ...(missing.length > 0 ? [{ at, values: Object.fromEntries(missing), quality: "bad" as const }] : []),
  ];
}

interface PlannedDevice {
  readonly device: SiteDevice;
  readonly profile: Profile;
  readonly type: EquipmentType;
}

/** Every mistake in the device list at once. */
function planDevices({ gateway, ...options }: GatewayOptions): Result<PlannedDevice[]> {
  const profileOf = options.profileOf ?? profileById;
  const typeOf = options.typeOf ?? (({ equipment }) => catalog.find(({ id }) => id === equipment));
  const problems: string[] = [];
  const planned: PlannedDevice[] = [];
  for (const device of gateway.devices) {
    const profile = profileOf(device.profile);
    const type = profile && typeOf(profile);
    if (!profile)
      problems.push(
        `device ${device.asset} of gateway ${gateway.id} has profile "${device.profile}". Known profiles: ${profiles.map(({ id }) => id).join(", ")}.`,
      );
    else if (!type)
      problems.push(
        `profile ${profile.id} is for equipment "${profile.equipment}", which the catalogue lacks.`,
      );
    else
      planned.push({
        device: { ...device, modbus: options.addressOf?.(device) ?? device.modbus },
        profile,
        type,
      });
  }
  return problems.length > 0 ? problem(problems.join("\n")) : done(planned);
}
