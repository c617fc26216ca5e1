import { type Register, wordsOf } from "./profile.ts";

/** One read request: `count` registers, or bits for function codes 1 and 2. */
export interface Block {
  readonly fc: 1 | 2 | 3 | 4;
  readonly address: number;
  readonly count: number;
}

/** Modbus Application Protocol V1.1b3, 6.1: at most 2000 bits in one answer. */
const MAX_BITS = 2000;

/**
 * Coalesces registers into few requests: neighbours of one function code share a request while the hole
 * between them is at most `maxGap` and the whole is at most `maxRegisters`. A value is never split.
 */
export function planReads(
  registers: readonly Register[],
  limits: { readonly maxGap: number; readonly maxRegisters: number },
): Block[] {
  const spans = registers.flatMap(({ fc, address, type, exponentAddress, run }) => [
    // The registers of a run are values of their own: a long run takes several requests.
    ...Array.from({ length: run?.count ?? 1 }, (_, i) => ({
      fc,
      address: address + i,
      count: fc <= 2 ? 1 : wordsOf[type],
    })),
    ...(exponentAddress === undefined ? [] : [{ fc, address: exponentAddress, count: 1 }]),
  ]);
  spans.sort((a, b) => a.fc - b.fc || a.address - b.address || a.count - b.count);

  const blocks: { fc: Block["fc"]; address: number; count: number }[] = [];
  for (const span of spans) {
    const block = blocks.at(-1);
    const end = span.address + span.count;
    const limit = span.fc <= 2 ? MAX_BITS : limits.maxRegisters;
    if (
      block?.fc === span.fc &&
      span.address - (block.address + block.count) <= limits.maxGap &&
      end - block.address <= limit
    )
      block.count = Math.max(block.count, end - block.address);
    else blocks.push({ ...span });
  }
  return blocks;
}
