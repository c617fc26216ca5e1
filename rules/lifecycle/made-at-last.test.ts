import { expect, it } from "vitest";
import type { Changed } from "./kept-scenario.ts";
import { madeAtLast, WAITS_MS } from "./made-at-last.ts";

/** A solver that is too slow so often, and time that passes by itself. */
function slow(times: number) {
  let asked = 0;
  let now = 0;
  const at: number[] = [];
  const told: number[] = [];
  return {
    at,
    told,
    make: async (): Promise<Changed<string>> => {
      at.push(now);
      asked++;
      if (asked <= times) throw new Error(`the solver did not answer (${asked})`);
      return { ok: true, value: "the plan" };
    },
    wait: async (ms: number) => {
      now += ms;
    },
    hear: (_: unknown, ms: number) => void told.push(ms),
  };
}

it("a plan that comes at once is asked for once", async () => {
  const { make, wait, hear, at, told } = slow(0);
  expect(await madeAtLast(make, wait, hear)).toBe("the plan");
  expect(at).toEqual([0]);
  expect(told).toEqual([]);
});

it("a solver without an answer is asked again, ever later, until there is a plan", async () => {
  const { make, wait, hear, at, told } = slow(3);
  expect(await madeAtLast(make, wait, hear)).toBe("the plan");
  expect(at).toEqual([0, 10_000, 40_000, 100_000]);
  expect(told).toEqual([10_000, 30_000, 60_000]);
});

it("it gives up after the last wait, with what went wrong then", async () => {
  const { make, wait, hear, at } = slow(Number.POSITIVE_INFINITY);
  await expect(madeAtLast(make, wait, hear)).rejects.toThrow(`(${WAITS_MS.length + 1})`);
  expect(at).toHaveLength(WAITS_MS.length + 1);
  expect(at.at(-1)).toBeLessThan(15 * 60_000);
});

it("what is refused is not asked for again", async () => {
  let asked = 0;
  const make = async (): Promise<Changed<string>> => {
    asked++;
    return { ok: false, why: "missing", problem: "There is no scenario base." };
  };
  const never = () => expect.unreachable("it was asked again");
  await expect(madeAtLast(make, async () => undefined, never)).rejects.toThrow("no scenario base");
  expect(asked).toBe(1);
});

it("a house that closes meanwhile ends the waiting", async () => {
  const { make, hear, at } = slow(3);
  const wait = async () => {
    throw new Error("closing");
  };
  await expect(madeAtLast(make, wait, hear)).rejects.toThrow("closing");
  expect(at).toHaveLength(1);
});
