import { done, problem, type Result } from "../../facility/units/index.ts";
import type { ReadOutcome } from "./connection.ts";
import type { Block } from "./plan.ts";
import type { Profile, Register } from "./profile.ts";

/** "SunS" stands at one of these (SunSpec Device Information Model Specification); 40000 is by far the most common. */
const BASES = [40_000, 0, 50_000];
const MARK = 0x53756e53;
const END = 0xffff;
/** A map of more models than this is a loop or noise. */
const MAX_MODELS = 64;

type Read = (block: Block) => Promise<ReadOutcome>;

/**
 * Walks a SunSpec device's chain of models (id, length, …) and moves the profile's registers to where the first
 * of its models stands. Answers the failure of the line where there was one, a problem where the map is not there.
 */
export async function discoverSunSpec(
  profile: Profile,
  read: Read,
): Promise<Exclude<ReadOutcome, { ok: true }> | Result<readonly Register[]>> {
  const wanted = new Set(profile.discover?.models);
  for (const base of BASES) {
    const head = await read({ fc: 3, address: base, count: 2 });
    // A device may refuse a base it does not use; any other trouble is the line's.
    if (!head.ok && head.kind !== "exception") return head;
    if (!head.ok || head.data.readUInt32BE() !== MARK) continue;
    const seen: number[] = [];
    for (let at = base + 2; seen.length < MAX_MODELS && at < 65_534; ) {
      const model = await read({ fc: 3, address: at, count: 2 });
      if (!model.ok) return model;
      const id = model.data.readUInt16BE(0);
      if (wanted.has(id)) return done(moved(profile.registers, at));
      if (id === END) break;
      seen.push(id);
      at += 2 + model.data.readUInt16BE(2);
    }
    return problem(
      `the SunSpec map at ${base} has models ${seen.join(", ") || "none"}, none of ${[...wanted].join(", ")}. Choose another profile.`,
    );
  }
  return problem(
    `no SunSpec map at ${BASES.join(", ")}. Check the unit id, or choose the maker's own profile.`,
  );
}

const moved = (registers: readonly Register[], by: number): readonly Register[] =>
  registers.map((register) => ({
    ...register,
    address: register.address + by,
    ...(register.exponentAddress === undefined ? {} : { exponentAddress: register.exponentAddress + by }),
  }));
