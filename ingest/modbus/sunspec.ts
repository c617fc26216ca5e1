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
type Failed = Exclude<ReadOutcome, { ok: true }>;

/** Which model stands where: the address of its id register. */
export interface SunSpecModel {
  readonly id: number;
  readonly at: number;
}

/**
 * Walks a SunSpec device's chain of models (id, length, …) to its end, or to the first that `enough` says is enough.
 * Answers the failure of the line where there was one, a problem where there is no map.
 */
export async function sunSpecModels(
  read: Read,
  enough: (id: number) => boolean = () => false,
): Promise<Failed | Result<readonly SunSpecModel[]>> {
  for (const base of BASES) {
    const head = await read({ fc: 3, address: base, count: 2 });
    // A device may refuse a base it does not use; any other trouble is the line's.
    if (!head.ok && head.kind !== "exception") return head;
    if (!head.ok || head.data.readUInt32BE() !== MARK) continue;
    const models: SunSpecModel[] = [];
    for (let at = base + 2; models.length < MAX_MODELS && at < 65_534; ) {
      const model = await read({ fc: 3, address: at, count: 2 });
      if (!model.ok) return model;
      const id = model.data.readUInt16BE(0);
      if (id === END) break;
      models.push({ id, at });
      if (enough(id)) break;
      at += 2 + model.data.readUInt16BE(2);
    }
    return done(models);
  }
  return problem(
    `no SunSpec map at ${BASES.join(", ")}. Check the unit id, or choose the maker's own profile.`,
  );
}

/** Moves the profile's registers to where the first of its models stands. */
export async function discoverSunSpec(
  profile: Profile,
  read: Read,
): Promise<Failed | Result<readonly Register[]>> {
  const wanted = new Set(profile.discover?.models);
  const found = await sunSpecModels(read, (id) => wanted.has(id));
  if (!found.ok) return found;
  const models = found.value;
  const last = models.at(-1);
  if (last && wanted.has(last.id)) return done(moved(profile.registers, last.at));
  return problem(
    `the SunSpec map has models ${models.map(({ id }) => id).join(", ") || "none"}, none of ${[...wanted].join(", ")}. Choose another profile.`,
  );
}

const moved = (registers: readonly Register[], by: number): readonly Register[] =>
  registers.map((register) => ({
    ...register,
    address: register.address + by,
    ...(register.exponentAddress === undefined ? {} : { exponentAddress: register.exponentAddress + by }),
  }));
