import { ioTerminals, type Terminals } from "../../facility/catalog/index.ts";
import type { Truth } from "../estate.ts";
import { num, RegisterImage, whole } from "./image.ts";

/** Contacts as discrete inputs from 0, relays as coils, values as float32 input registers from 0, counters as u32 hundredths from 40. */
const module =
  ({ contacts, values, counters, outputs = [] }: Terminals) =>
  (truth: Truth): RegisterImage => {
    const image = new RegisterImage({ input: 40 + 2 * counters.length });
    for (const [i, point] of contacts.entries()) if (truth[point]) image.discrete[i >> 3]! |= 1 << (i & 7);
    for (const [i, point] of outputs.entries()) if (truth[point]) image.coils[i >> 3]! |= 1 << (i & 7);
    for (const [i, point] of values.entries()) image.input.writeFloatBE(num(truth[point]), 4 * i);
    for (const [i, point] of counters.entries())
      image.input.writeUInt32BE(whole(num(truth[point]) * 100), 2 * (40 + 2 * i));
    return image;
  };

export const ioImages: Readonly<Record<string, (truth: Truth) => RegisterImage>> = Object.fromEntries(
  ioTerminals.map((terminals) => [terminals.id, module(terminals)]),
);
