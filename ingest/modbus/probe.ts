import type { SiteDevice } from "../../facility/assets/index.ts";
import type { Connection, ReadFailure } from "./connection.ts";
import { type Answer, decode } from "./decode.ts";
import { planReads } from "./plan.ts";
import type { Profile, Register } from "./profile.ts";
import { discoverSunSpec } from "./sunspec.ts";

export interface ProbedPoint {
  readonly point: string;
  /** null: the device says it has no such value. */
  readonly value: number | boolean | null;
  /** Where it was read: function code and 0-based address. */
  readonly fc: number;
  readonly address: number;
}

/** What one poll of a device said. */
export type Probe =
  | {
      readonly ok: true;
      readonly latencyMs: number;
      readonly points: readonly ProbedPoint[];
      /** What of the profile the device did not answer. */
      readonly problems: readonly string[];
    }
  | {
      readonly ok: false;
      /** `decode`: it answers, but not as its profile says. */
      readonly kind: ReadFailure["kind"] | "decode";
      readonly code?: number;
      readonly problem: string;
    };

/** Polls a device once as it is described, and publishes nothing: to see before it is saved whether it is right. */
export async function probeDevice(
  connection: Pick<Connection, "read">,
  device: Pick<SiteDevice, "modbus" | "ctRatio" | "ptRatio">,
  profile: Profile,
): Promise<Probe> {
  const { unit } = device.modbus;
  const started = performance.now();
  let registers: readonly Register[] = profile.registers;
  if (profile.discover) {
    const found = await discoverSunSpec(profile, (block) => connection.read(unit, block));
    if (!found.ok) return "kind" in found ? found : { ok: false, kind: "decode", problem: found.problem };
    registers = found.value;
  }
  const answers: Answer[] = [];
  const problems: string[] = [];
  let refused: ReadFailure | undefined;
  // Without reading over holes: a probe is to show what is there, and may take a request more for it.
  for (const block of planReads(registers, { ...profile, maxGap: 0 })) {
    const outcome = await connection.read(unit, block);
    if (outcome.ok) answers.push({ block, data: outcome.data });
    else if (outcome.kind !== "exception") return outcome;
    else {
      refused ??= outcome;
      problems.push(outcome.problem);
    }
  }
  if (answers.length === 0 && refused) return refused;
  const latencyMs = Math.round((performance.now() - started) * 10) / 10;
  const { values } = decode(registers, answers, device);
  const points = registers.flatMap(({ point, fc, address }) => {
    const value = values.get(point);
    return value === undefined ? [] : [{ point, value, fc, address }];
  });
  return { ok: true, latencyMs, points, problems };
}
