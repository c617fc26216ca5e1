import { z } from "zod";
import { PointType } from "../catalog/index.ts";
import type { Text } from "../units/index.ts";
import type { SiteFile } from "./site.ts";

export interface FieldChange {
  /** Its path in the site file, for example `name.zh`. */
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

function fieldsOf(before: object, after: object, path = ""): FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const young = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((key) => {
    const [a, b] = [old.get(key), young.get(key)];
    if (canonical(a) === canonical(b)) return [];
    const field = path + key;
    // Defined one by one, so they are told one by one.
    if (key === "extraPoints") return fieldsOf(byName(a), byName(b), `${field}.`);
    // A name in two languages, grades of four kinds: what differs is said, not all of it.
    if ((isParts(a) && (isParts(b) || b === undefined)) || (isParts(b) && a === undefined))
      return fieldsOf(isParts(a) ? a : {}, isParts(b) ? b : {}, `${field}.`);
    return [{ field, before: words(a), after: words(b) }];
  });
}

/** Points by their name, each in one line. */
const byName = (points: unknown): Record<string, string> =>
  Object.fromEntries(
    z
      .array(PointType)
      .catch([])
      .parse(points ?? [])
      .map((point) => [point.name, inOneLine(point)]),
  );

function inOneLine({ label, ...point }: PointType): string {
  const named = label.zh === label.en ? label.zh : `${label.zh} / ${label.en}`;
  switch (point.kind) {
    case "number":
      return [named, point.unit, point.range?.join("…")].filter((part) => part !== undefined).join(", ");
    case "boolean":
      return `${named}: ${point.words.true.zh}/${point.words.false.zh}`;
    case "enum":
      return `${named}: ${point.states.map(({ code, label }) => `${code} ${label.zh}`).join("; ")}`;
    case "text":
      return named;
    default:
      return point satisfies never;
  }
}

const isParts = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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
