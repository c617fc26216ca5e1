import type { Connection, ReadFailure } from "./connection.ts";
import type { Block } from "./plan.ts";
import type { Profile } from "./profile.ts";
import { sunSpecModels } from "./sunspec.ts";

/** A device that says itself what it is. */
export interface FoundDevice {
  readonly unit: number;
  /** From its common model; empty where it says nothing. */
  readonly maker: string;
  readonly model: string;
  readonly serial: string;
  /** The SunSpec models it has. */
  readonly models: readonly number[];
  /** The first of the profiles that reads one of them. */
  readonly profile: string | undefined;
}

/** SunSpec Device Information Model: model 1, its texts in registers from the model's id on. */
const COMMON = 1;
const texts = { maker: [2, 16], model: [18, 16], serial: [50, 16] } as const;

/**
 * Asks each unit of a line for its SunSpec map. Units that are silent or say something else are passed over; the
 * failure of the line itself (nobody there at all) is answered.
 */
export async function discoverDevices(
  connection: Pick<Connection, "read">,
  units: Iterable<number>,
  profiles: readonly Profile[],
): Promise<{ readonly ok: true; readonly found: readonly FoundDevice[] } | ReadFailure> {
  const found: FoundDevice[] = [];
  for (const unit of units) {
    const read = (block: Block) => connection.read(unit, block);
    const map = await sunSpecModels(read);
    if (!map.ok) {
      if ("kind" in map && map.kind === "offline") return map;
      continue;
    }
    const common = map.value.find(({ id }) => id === COMMON);
    const words = { maker: "", model: "", serial: "" };
    if (common)
      for (const [name, [offset, count]] of Object.entries(texts)) {
        const text = await read({ fc: 3, address: common.at + offset, count });
        if (text.ok) Reflect.set(words, name, textOf(text.data));
      }
    const models = map.value.map(({ id }) => id);
    found.push({
      unit,
      ...words,
      models,
      profile: profiles.find(({ discover }) => discover?.models.some((id) => models.includes(id)))?.id,
    });
  }
  return { ok: true, found };
}

/** Filled up with zeros or blanks; anything that is no visible character is left out. */
const textOf = (data: Buffer): string =>
  data
    .toString("latin1")
    .replace(/[^\x20-\x7e]/g, "")
    .trim();
