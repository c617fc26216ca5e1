import type { CommandMessage, CommandRefusal } from "../../broker/contract/index.ts";
import type { EquipmentType } from "../../facility/catalog/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import type { Profile, Write } from "./profile.ts";

/** The server's and the gateway's clock may differ by so much. */
const CLOCK_SLACK_MS = 2_000;

export type Verdict =
  | { readonly is: "write"; readonly write: Write }
  | { readonly is: "refuse"; readonly reason: CommandRefusal; readonly detail: string };

const refuse = (reason: CommandRefusal, detail: string): Verdict => ({ is: "refuse", reason, detail });

/** May this command be carried out now? `known` holds what the device last answered, while it answers. */
export function judge(
  command: CommandMessage,
  about: {
    readonly now: Instant;
    readonly type: EquipmentType;
    readonly profile: Profile;
    readonly known: ReadonlyMap<string, unknown> | undefined;
  },
): Verdict {
  const { now, type, profile, known } = about;
  const late = now - command.expiresAt;
  if (late > CLOCK_SLACK_MS)
    return refuse("expired", `came ${Math.round(late / 1_000)} s after it expired; look again and repeat it`);
  const point = type.points.find(({ name }) => name === command.point);
  if (!point) return refuse("unknown-point", `a ${type.id} has no point ${command.point}`);
  const write = profile.writes.find(({ point }) => point === command.point);
  if (!point.writable || !write)
    return refuse("not-writable", `${command.point} is only observed through ${profile.id}`);
  if ((point.kind === "boolean") !== (typeof command.value === "boolean"))
    return refuse("wrong-kind", `${command.point} is a ${point.kind}`);
  if (point.kind === "number") {
    const [low, high] = point.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (typeof command.value !== "number" || command.value < low || command.value > high)
      return refuse("out-of-range", `${command.point} takes ${low} to ${high} ${point.unit}`);
  }
  if (!known) return refuse("offline", "the device does not answer at present");
  for (const [name, value] of Object.entries(command.expect ?? {}))
    if (known.get(name) !== value)
      return refuse(
        "unexpected-state",
        `${name} is ${String(known.get(name))}, ${String(value)} was expected`,
      );
  return { is: "write", write };
}

/** The words that go to the device, big-endian. */
export function encodeValue(write: Write, value: number | boolean): Buffer {
  const raw = (Number(value) - write.offset) / write.scale;
  switch (write.type) {
    case "bit":
    case "u16": {
      const words = Buffer.alloc(2);
      words.writeUInt16BE(clamp(Math.round(raw), 0, 0xffff));
      return words;
    }
    case "s16": {
      const words = Buffer.alloc(2);
      words.writeInt16BE(clamp(Math.round(raw), -0x8000, 0x7fff));
      return words;
    }
    case "f32": {
      const words = Buffer.alloc(4);
      words.writeFloatBE(raw);
      return words;
    }
    default:
      return write.type satisfies never;
  }
}

/** Read back, a value may be off by what rounding to the register's step costs. */
export const taken = (write: Write, wanted: number | boolean, read: unknown): boolean =>
  typeof wanted === "boolean"
    ? read === wanted
    : typeof read === "number" &&
      Math.abs(read - wanted) <= Math.max(write.scale * 0.51, Math.abs(wanted) * 1e-6);

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
