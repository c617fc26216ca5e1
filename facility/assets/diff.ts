import type { Text } from "../units/index.ts";
import type { SiteFile } from "./site.ts";

export interface FieldChange {
  readonly field: string;
  /** In words a person reads; null where there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** One noun of a site that a new version of it makes, changes or takes away. */
export interface SiteChange {
  readonly is: "created" | "changed" | "removed";
  readonly noun: "site" | "place" | "asset" | "gateway";
  readonly id: string;
  readonly name: Text;
  /** What differs; empty for what is made or taken away whole. */
  readonly fields: readonly FieldChange[];
}

type Entry = { readonly id: string; readonly name: Text };

/** What applying `after` over `before` would do, by name. Empty when they say the same, whatever the order. */
export function diffSites(before: SiteFile | undefined, after: SiteFile): SiteChange[] {
  return [
    ...diff("site", before ? [before.site] : [], [after.site]),
    ...diff("place", before?.places ?? [], after.places),
    ...diff("asset", before?.assets ?? [], after.assets),
    ...diff("gateway", before?.gateways ?? [], after.gateways),
  ];
}

function diff(noun: SiteChange["noun"], before: readonly Entry[], after: readonly Entry[]): SiteChange[] {
  const was = new Map(before.map((entry) => [entry.id, entry]));
  const stays = new Set(after.map(({ id }) => id));
  const changes: SiteChange[] = [];
  for (const entry of after) {
    const old = was.get(entry.id);
    const { id, name } = entry;
    if (!old) changes.push({ is: "created", noun, id, name, fields: [] });
    else {
      const fields = fieldsOf(old, entry);
      if (fields.length > 0) changes.push({ is: "changed", noun, id, name, fields });
    }
  }
  for (const { id, name } of before)
    if (!stays.has(id)) changes.push({ is: "removed", noun, id, name, fields: [] });
  return changes;
}

function fieldsOf(before: Entry, after: Entry): FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const young = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((field) => {
    const [a, b] = [old.get(field), young.get(field)];
    return canonical(a) === canonical(b) ? [] : [{ field, before: words(a), after: words(b) }];
  });
}

/** JSON with sorted keys: the same text for the same meaning. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
      .join()}}`;
  return JSON.stringify(value) ?? "null";
}

function words(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(words).join(", ");
  if (typeof value === "object")
    return Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => `${key}: ${words(part) ?? "–"}`)
      .join("; ");
  return String(value);
}
