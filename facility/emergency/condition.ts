import type { z } from "zod";
import type { Test } from "../alarms/index.ts";
import type { DeviceEvent } from "../readings/index.ts";
import type { AssetId, Instant } from "../units/index.ts";
import type { CommandStep, WaitStep } from "./plan.ts";

/** The newest value of an asset's point: undefined while it is not known, or too old or bad to be believed. */
export type Look = (asset: AssetId, point: string) => number | boolean | string | undefined;

/** Undefined while the value is not known: unknown is neither true nor false. */
export function passesTest(test: Test, value: number | boolean | string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  const raw = typeof value === "boolean" ? Number(value) : value;
  if ("above" in test) return typeof raw === "number" && raw > test.above;
  if ("below" in test) return typeof raw === "number" && raw < test.below;
  return raw === (typeof test.is === "boolean" ? Number(test.is) : test.is);
}

export interface Observation {
  readonly met: readonly string[];
  readonly missing: readonly string[];
  readonly enough: boolean;
}

/** Which assets satisfy every test. What is not known counts as missing. */
export function observe(
  tests: readonly Test[],
  of: "every" | "some",
  assets: readonly AssetId[],
  look: Look,
): Observation {
  const met = assets.filter((asset) =>
    tests.every((test) => passesTest(test, look(asset, test.point)) === true),
  );
  const missing = assets.filter((asset) => !met.includes(asset));
  return {
    met,
    missing,
    enough: of === "every" ? assets.length > 0 && missing.length === 0 : met.length > 0,
  };
}

/** How long outputs may come one after the other before a quiet panel means: these were all. */
const SETTLED_MS = 15_000;

/**
 * Outputs of a fire panel by its own events (GB/T 26875.3 component states): started, then fed back. Enough when at
 * least one was started, none is without its feedback, and no new one was started for 15 s.
 */
export function observeFeedback(
  components: readonly number[],
  events: readonly DeviceEvent[],
  since: Instant,
  now: Instant,
): Observation {
  const outputs = new Map<string, { name: string; startedAt: number; fedBack: boolean }>();
  let last = 0;
  for (const event of [...events].sort((a, b) => a.at - b.at)) {
    const type = event.details?.componentType;
    if (event.at < since || typeof type !== "number" || !components.includes(type)) continue;
    const key = `${type}/${event.details?.zone}/${event.details?.point}`;
    const name = event.text ?? `${type}-${event.details?.zone}-${event.details?.point}`;
    const known = outputs.get(key);
    if (event.code === "started" && !known) {
      outputs.set(key, { name, startedAt: event.at, fedBack: false });
      last = event.at;
    }
    if (event.code === "feedback") {
      outputs.set(key, { name: known?.name ?? name, startedAt: known?.startedAt ?? event.at, fedBack: true });
      if (!known) last = event.at;
    }
  }
  const all = [...outputs.values()];
  const missing = all.filter(({ fedBack }) => !fedBack).map(({ name }) => name);
  return {
    met: all.filter(({ fedBack }) => fedBack).map(({ name }) => name),
    missing,
    enough: all.length > 0 && missing.length === 0 && now - last >= SETTLED_MS,
  };
}

/** Places beyond these are on the panel and on the screen. */
const MOST_NAMED = 3;

/** Where a fire panel says it burns, by its devices in the order they called; undefined while it has not said. */
export function firePlaces(events: readonly DeviceEvent[]): string | undefined {
  const named = events
    .filter(({ code, text: words }) => code === "fire" && words)
    .sort((a, b) => a.at - b.at)
    .map(({ text: words }) => words as string);
  return named.length === 0 ? undefined : [...new Set(named)].slice(0, MOST_NAMED).join(", ");
}

type Wait = z.infer<typeof WaitStep>;
type Command = z.infer<typeof CommandStep>;

/** The tests a step puts to the plant; undefined where it asks the panel's events or nothing. */
export function testsOf(step: Wait | Command): { tests: readonly Test[]; of: "every" | "some" } | undefined {
  if (step.does === "command") return step.expect ? { tests: [step.expect.test], of: "every" } : undefined;
  return "all" in step.condition ? { tests: step.condition.all, of: step.condition.of } : undefined;
}
