import type { Terminals } from "../../../facility/catalog/index.ts";
import { Profile } from "../profile.ts";

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
}: Terminals): Profile =>
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
