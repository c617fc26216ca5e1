import { expect, it } from "vitest";
import { RefusedLines, TooLarge } from "./client.ts";
import { type Outgoing, writeAll } from "./write.ts";

const lines = (count: number): Outgoing[] =>
  Array.from({ length: count }, (_, row) => ({ row, line: `l${row}` }));

/** A server that keeps what it takes; `rule` says what it does with a request. */
function server(rule: (lines: readonly string[], keep: (line: string) => void) => void) {
  const stored = new Set<string>();
  let requests = 0;
  const client = {
    async write(sent: readonly string[]) {
      requests++;
      rule(sent, (line) => stored.add(line));
    },
  };
  const missing = async (rows: readonly Outgoing[]) => rows.filter(({ line }) => !stored.has(line));
  return { client, missing, stored, requests: () => requests };
}

it("asks what is missing after a partial write, instead of trying line by line", async () => {
  const far = server((sent, keep) => {
    for (const line of sent) if (line !== "l3" && line !== "l77") keep(line);
    throw new RefusedLines("partial write: field type conflict dropped=2");
  });
  expect(await writeAll(far.client, lines(100), far.missing)).toEqual([
    { row: 3, reason: "partial write: field type conflict dropped=2" },
    { row: 77, reason: "partial write: field type conflict dropped=2" },
  ]);
  expect(far.requests()).toBe(1);
});

it("finds by halves the one line that spoils a whole request", async () => {
  const far = server((sent, keep) => {
    if (sent.includes("l41")) throw new RefusedLines("unable to parse 'l41'");
    for (const line of sent) keep(line);
  });
  expect(await writeAll(far.client, lines(100), far.missing)).toEqual([
    { row: 41, reason: "unable to parse 'l41'" },
  ]);
  expect(far.stored.size).toBe(99);
  expect(far.requests()).toBeLessThan(20);
});

it("sends shorter requests to a server that takes no long ones", async () => {
  const far = server((sent, keep) => {
    if (sent.length > 30) throw new TooLarge("request entity too large");
    for (const line of sent) keep(line);
  });
  expect(await writeAll(far.client, lines(100), far.missing)).toEqual([]);
  expect(far.stored.size).toBe(100);
});

it("refuses no line for a server that is away", async () => {
  const far = server(() => {
    throw new Error("cannot be reached");
  });
  await expect(writeAll(far.client, lines(3), far.missing)).rejects.toThrow("cannot be reached");
});
