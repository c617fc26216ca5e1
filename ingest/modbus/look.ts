import { lineOf, type ModbusAddress, type SiteDevice } from "../../facility/assets/index.ts";
import { Connection } from "./connection.ts";
import { discoverDevices } from "./discover.ts";
import { type Probe, probeDevice } from "./probe.ts";
import type { Profile } from "./profile.ts";
import { profileById, profiles } from "./profiles/index.ts";

/** Most units of a line do not exist: each costs this. */
export const DISCOVER_TIMEOUT_MS = 300;
const PROBE_TIMEOUT_MS = 1_500;

/**
 * Looks at a device over the line that is open already, for a serial port and many a device take one connection only;
 * otherwise over one of its own, which is closed again.
 */
export async function lookAt<T>(
  address: ModbusAddress,
  timeoutMs: number,
  look: (connection: Connection) => Promise<T>,
  lines: ReadonlyMap<string, Connection> = new Map(),
): Promise<T> {
  const open = lines.get(lineOf(address));
  if (open) return look(open);
  const own = new Connection(address, [address.unit], timeoutMs);
  try {
    return await look(own);
  } finally {
    own.close();
  }
}

export async function probeOn(
  connection: Connection,
  device: SiteDevice,
  profileOf: (id: string) => Profile | undefined,
): Promise<Probe> {
  const profile = profileOf(device.profile);
  if (profile) return probeDevice(connection, device, profile);
  return {
    ok: false,
    kind: "decode",
    problem: `There is no profile "${device.profile}". Known profiles: ${profiles.map(({ id }) => id).join(", ")}.`,
  };
}

/** For a gateway that does not run yet. */
export const probeAlone = (device: SiteDevice): Promise<Probe> =>
  lookAt(device.modbus, PROBE_TIMEOUT_MS, (line) => probeOn(line, device, profileById));

/** For a gateway that does not run yet. */
export const discoverAlone = (address: ModbusAddress, units: readonly number[]) =>
  lookAt(address, DISCOVER_TIMEOUT_MS, (line) => discoverDevices(line, units, profiles));
