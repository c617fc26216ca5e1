import type { AlarmId } from "../facility/alarms/index.ts";
import type { Instant } from "../facility/units/index.ts";
import type { RuleInstance } from "./instances.ts";

/** What one rule on one asset must not forget: a delay half run, a learned baseline, a window. */
export interface RuleMemory {
  readonly alarm: AlarmId;
  /** The condition it was learned under; another condition does not get it. */
  readonly definition: string;
  /** State by part (`delay`, `watch` …), as JSON. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** Keeps rule memories through a restart. */
export interface RuleMemoryStore {
  load(): Promise<RuleMemory[]>;
  /**
   * Writes the changed ones and drops those that have nothing to remember any more.
   * @param heardUntil receive time of the last reading that what is kept knows of
   */
  save(changed: readonly RuleMemory[], gone: readonly AlarmId[], heardUntil: Instant): Promise<void>;
  /** What the last save was told; undefined before the first. A store that leaves it out is never caught up on. */
  heardUntil?(): Promise<Instant | undefined>;
}

/** Written before the state, so that a change of its shape is a change of the definition. */
const VERSION = 1;
export const definitionOf = (instance: RuleInstance): string =>
  `${VERSION} ${JSON.stringify(instance.condition)}`;

type Saver = (key: number) => unknown;

/** Where the operators of one engine leave and find what they must remember, by part and key. */
export class Memory {
  readonly #instances: readonly RuleInstance[];
  readonly #known: ReadonlyMap<AlarmId, RuleMemory>;
  readonly #savers: { readonly part: string; readonly keys: Iterable<number>; readonly save: Saver }[] = [];

  constructor(instances: readonly RuleInstance[], known: readonly RuleMemory[] = []) {
    // As they are now: the rule book replaces entries in place, and what was learned belongs to the condition before.
    this.#instances = [...instances];
    this.#known = new Map(known.map((memory) => [memory.alarm, memory]));
  }

  recall(part: string, key: number): unknown {
    const instance = this.#instances[key];
    const known = instance && this.#known.get(instance.alarm);
    return known && known.definition === definitionOf(instance) ? known.parts[part] : undefined;
  }

  /** `save` is asked at every snapshot; undefined means nothing to remember. */
  keep(part: string, keys: Iterable<number>, save: Saver): void {
    this.#savers.push({ part, keys, save });
  }

  /** @param part only of these parts, where given */
  snapshot(wanted: (part: string) => boolean = () => true): RuleMemory[] {
    const parts = new Map<number, Record<string, unknown>>();
    for (const { part, keys, save } of this.#savers) {
      if (!wanted(part)) continue;
      for (const key of keys) {
        const state = save(key);
        if (state === undefined) continue;
        const own = parts.get(key) ?? {};
        own[part] = state;
        parts.set(key, own);
      }
    }
    return [...parts].map(([key, own]) => ({
      alarm: this.#instances[key]!.alarm,
      definition: definitionOf(this.#instances[key]!),
      parts: own,
    }));
  }
}
