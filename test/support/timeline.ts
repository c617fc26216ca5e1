import { Subject, VirtualTimeScheduler } from "rxjs";
import type { RuleType } from "../../facility/alarms/index.ts";
import { type AssetModel, buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog, type EquipmentType } from "../../facility/catalog/index.ts";
import { BAD, GOOD, ReadingBatch, type ReadingSlice, UNCERTAIN } from "../../facility/readings/index.ts";
import { evaluate, instancesOf, Memory, type RuleMemory } from "../../rules/index.ts";

/** A site with one asset of each catalogue type, its id the type's. */
export function oneOfEach(types: readonly EquipmentType[] = catalog): AssetModel {
  const model = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name: { en: "S", zh: "S" } },
        assets: types
          .filter(({ id }) => id !== "gateway")
          .map(({ id, label }) => ({ id, type: id, name: label })),
      }),
    ],
    types,
  );
  if (!model.ok) throw new Error(model.problem);
  return model.value;
}

/** One type with one rule on it, for a timeline about that rule alone. */
export function onlyRule(
  type: EquipmentType,
  rule: Partial<RuleType> & Pick<RuleType, "condition">,
): AssetModel {
  const base = type.rules[0]!;
  return oneOfEach([{ ...type, rules: [{ ...base, id: "it", ...rule }] }]);
}

type Values = Record<string, number | boolean | null>;

/**
 * Plays readings through the rules in virtual time. `at(seconds, values)` is a reading that comes in at that second
 * with that source time; the answer lists what the rules said, as `"12.0 rule on"`.
 */
export function timeline(
  model: AssetModel,
  options: {
    startsOn?: (alarm: string) => boolean;
    remembers?: readonly RuleMemory[];
    startsAt?: number;
  } = {},
) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const slices = new Subject<ReadingSlice>();
  const instances = instancesOf(model);
  const said: string[] = [];
  // Seconds count from here, so that "now" is a plausible time and 0 means never.
  const START = options.startsAt ?? 1_000_000;
  const memory = new Memory(instances, options.remembers);
  scheduler.schedule(() => {
    slices
      .pipe(
        evaluate({
          model,
          instances,
          scheduler,
          memory,
          ...(options.startsOn
            ? { startsOn: (key) => options.startsOn?.(instances[key]!.alarm) ?? false }
            : {}),
        }),
      )
      .subscribe(({ key, on, at }) => {
        const { alarm } = instances[key]!;
        const now = (scheduler.now() - START) / 1_000;
        said.push(`${now.toFixed(1)} ${alarm.split(".").at(-1)} ${on ? "on" : "off"}`);
        if (at - START > now * 1_000) throw new Error("a change was told before it happened");
      });
  }, START);
  const line = {
    /** One reading of one asset, `late` seconds after its source time. */
    at(
      seconds: number,
      asset: string,
      values: Values,
      how: { late?: number; bad?: boolean; uncertain?: boolean; replayed?: boolean } = {},
    ) {
      const source = START + seconds * 1_000;
      scheduler.schedule(
        () => {
          const batch = new ReadingBatch(model.pointIds);
          for (const [name, value] of Object.entries(values)) {
            const point = model.point(`s.${asset}.${name}` as never);
            if (!point) throw new Error(`no point ${name} on ${asset}`);
            batch.push(
              point.index,
              source,
              scheduler.now(),
              typeof value === "boolean" ? Number(value) : value,
              how.bad || value === null ? BAD : how.uncertain ? UNCERTAIN : GOOD,
              how.replayed ?? false,
            );
          }
          slices.next({ batch, from: 0, to: batch.length });
        },
        source + (how.late ?? 0) * 1_000,
      );
      return line;
    },
    /** The same values every second over a span, both ends included. */
    every(from: number, to: number, asset: string, values: Values) {
      for (let second = from; second <= to; second++) line.at(second, asset, values);
      return line;
    },
    /** What the rules would leave behind for the next start. */
    remembered: () => memory.snapshot(),
    /** Plays until the given second and answers what was said. */
    until(seconds: number): string[] {
      scheduler.maxFrames = START + seconds * 1_000;
      scheduler.flush();
      return said;
    },
  };
  return line;
}
