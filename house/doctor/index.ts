/**
 * The doctor: looks at everything a running house depends on and says what to do. Changes nothing, and may be asked
 * while the server runs.
 */

import type { Settings } from "../settings.ts";
import {
  checkBackups,
  checkCertificates,
  checkClock,
  checkFolder,
  checkPorts,
  checkReadings,
  checkState,
  type Finding,
} from "./checks.ts";

export type { Finding } from "./checks.ts";

/** @param running whether a server has the data folder open */
export async function examine(settings: Settings, now: number, running: boolean): Promise<Finding[]> {
  const folder = await checkFolder(settings);
  if (folder.some(({ check, is }) => check === "data folder" && is === "mend"))
    return [checkClock(now), ...folder];
  return [
    checkClock(now),
    ...folder,
    ...(await checkPorts(settings, running)),
    ...(await checkState(settings, now)),
    await checkReadings(settings, running),
    await checkBackups(settings, now),
    ...(await checkCertificates(settings, now)),
  ];
}
