import type { Field } from "../api/ports.ts";
import type { SiteDevice } from "../facility/assets/index.ts";
import { assetId } from "../facility/units/index.ts";
import { discoverAlone, type Gateway, probeAlone, profiles } from "../ingest/modbus/index.ts";

/** Shows the API the gateways that run in this process; where none runs yet, a device is looked at directly. */
export function fieldOf(
  running: () => readonly Gateway[],
  /** Where a saved device really listens, if not where its site says. */
  saved: (device: SiteDevice) => SiteDevice,
): Field {
  const find = (id: string) =>
    running().find((gateway) => {
      const { site, gateway: slug } = gateway.report();
      return assetId(site, slug) === id;
    });
  return {
    profiles: profiles.map(({ id, label, equipment, registers, discover, writes, source }) => ({
      id,
      label,
      equipment,
      points: registers.length,
      discovers: discover !== undefined,
      writes: writes.length > 0,
      source,
    })),
    report: (gateway) => find(gateway)?.report(),
    probe: (gateway, device) => find(gateway)?.probe(saved(device)) ?? probeAlone(saved(device)),
    discover: (gateway, address, units) =>
      find(gateway)?.discover(address, units) ?? discoverAlone(address, units),
  };
}
