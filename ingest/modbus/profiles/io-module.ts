import { Profile } from "../profile.ts";

interface Module {
  readonly id: string;
  readonly equipment: string;
  readonly label: { readonly en: string; readonly zh: string };
  /** Discrete inputs 0, 1, 2 … in this order. */
  readonly contacts: readonly string[];
  /** Input registers 0, 2, 4 …: float32, high word first. */
  readonly values: readonly string[];
  /** Input registers 40, 42, 44 …: u32, high word first, of hundredths. */
  readonly counters: readonly string[];
  /** Relays: coils 0, 1 … in this order, read and written (function 5). */
  readonly outputs?: readonly string[];
  /** Points with default rules that are not wired to it. */
  readonly lacks?: readonly string[];
}

/** After the values; one request reads over the gap. */
const FIRST_COUNTER = 40;

/**
 * Equipment without a bus of its own, wired to a plain input and output module: contacts are discrete inputs from 0
 * on, measured values float32 input registers from 0 on, counters u32 of hundredths from input register 40 on, relays
 * coils from 0 on.
 */
export const ioModule = ({
  id,
  equipment,
  label,
  contacts,
  values,
  counters,
  outputs = [],
  lacks = [],
}: Module): Profile =>
  Profile.parse({
    id,
    equipment,
    label,
    source: "Watchkeeper's own map, for input and output modules that can be given one",
    maxGap: FIRST_COUNTER,
    lacks: [...lacks],
    registers: [
      ...contacts.map((point, i) => ({ point, fc: 2, address: i, type: "bit" })),
      ...values.map((point, i) => ({ point, fc: 4, address: 2 * i, type: "f32" })),
      ...counters.map((point, i) => ({
        point,
        fc: 4,
        address: FIRST_COUNTER + 2 * i,
        type: "u32",
        scale: 0.01,
      })),
      ...outputs.map((point, i) => ({ point, fc: 1, address: i, type: "bit" })),
    ],
    writes: outputs.map((point, i) => ({ point, fc: 5, address: i, type: "bit" })),
  });
