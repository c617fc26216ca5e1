import type { SiteGateway } from "../../../../../../api/contract/index.ts";

export type SiteDevice = SiteGateway["devices"][number];
export type LineKind = "tcp" | "rtu-over-tcp" | "serial";

/** What is being typed of one device; null where a field is empty. */
export interface DeviceDraft {
  readonly asset: string | null;
  readonly profile: string | null;
  readonly line: LineKind;
  readonly host: string;
  readonly port: number | null;
  readonly serial: string;
  readonly baudRate: number;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
  readonly unit: number | null;
  readonly pollSeconds: number | null;
  readonly ctRatio: number | null;
  readonly ptRatio: number | null;
}

const EMPTY: DeviceDraft = {
  asset: null,
  profile: null,
  line: "tcp",
  host: "",
  port: 502,
  serial: "",
  baudRate: 9_600,
  parity: "none",
  stopBits: 1,
  unit: 1,
  pollSeconds: 1,
  ctRatio: 1,
  ptRatio: 1,
};

export function draftOf(device: SiteDevice | undefined): DeviceDraft {
  if (!device) return EMPTY;
  const { modbus, ...rest } = device;
  return "serial" in modbus
    ? { ...EMPTY, ...rest, ...modbus, line: "serial" }
    : { ...EMPTY, ...rest, host: modbus.host, port: modbus.port, unit: modbus.unit, line: modbus.transport };
}

/** The device as the site keeps it, or the fields that are still empty. */
export function deviceOf(
  draft: DeviceDraft,
): { readonly ok: true; readonly device: SiteDevice } | { readonly ok: false; readonly lacking: string[] } {
  const { asset, profile, unit, port, pollSeconds, line } = draft;
  const host = draft.host.trim();
  const serial = draft.serial.trim();
  const lacking = [
    ...(asset ? [] : ["asset"]),
    ...(profile ? [] : ["profile"]),
    ...(line === "serial" || host ? [] : ["host"]),
    ...(line === "serial" || port ? [] : ["port"]),
    ...(line !== "serial" || serial ? [] : ["serial"]),
    ...(unit === null ? ["unit"] : []),
    ...(pollSeconds ? [] : ["pollSeconds"]),
  ];
  if (!asset || !profile || unit === null || !pollSeconds || lacking.length > 0)
    return { ok: false, lacking };
  const { baudRate, parity, stopBits } = draft;
  return {
    ok: true,
    device: {
      asset,
      profile,
      modbus:
        line === "serial"
          ? { serial, baudRate, parity, stopBits, unit }
          : { transport: line, host, port: port ?? 502, unit },
      pollSeconds,
      ctRatio: draft.ctRatio ?? 1,
      ptRatio: draft.ptRatio ?? 1,
    },
  };
}
