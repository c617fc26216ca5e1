import { expect, it } from "vitest";
import type { Run, RunWrite } from "../../facility/emergency/index.ts";
import { RunWriter } from "./writer.ts";

const writeOf = (id: string): RunWrite => ({ run: { id } as Run, entries: [], effects: [] });
const quiet = { warn() {}, info() {} };

it("what comes while the store writes is written next, and told only then", async () => {
  const written: string[][] = [];
  let finish = () => {};
  const writer = new RunWriter({
    log: quiet,
    store: {
      async write(writes) {
        await new Promise<void>((done) => {
          finish = done;
        });
        written.push(writes.map(({ run }) => run.id));
      },
    },
  });
  const told: string[] = [];
  for (const id of ["first", "second", "third"]) writer.add(writeOf(id), () => told.push(id));
  finish();
  await expect.poll(() => told).toEqual(["first"]);
  expect(written).toEqual([["first"]]);
  finish();
  await expect.poll(() => told).toEqual(["first", "second", "third"]);
  expect(written).toEqual([["first"], ["second", "third"]]);
});

it("what the store refuses is told at once, kept, and written when it can be", async () => {
  const written: string[][] = [];
  let full = true;
  const writer = new RunWriter({
    log: quiet,
    retryMs: 1,
    store: {
      async write(writes) {
        if (full) throw new Error("disk full");
        written.push(writes.map(({ run }) => run.id));
      },
    },
  });
  const told: string[] = [];
  writer.add(writeOf("first"), () => told.push("first"));
  await expect.poll(() => told).toEqual(["first"]);
  expect(writer.trouble).toBe("disk full");
  writer.add(writeOf("second"), () => told.push("second"));
  full = false;
  await expect.poll(() => written).toEqual([["first", "second"]]);
  expect(told).toEqual(["first", "second"]);
  expect(writer.trouble).toBeNull();
  await writer.close();
});
