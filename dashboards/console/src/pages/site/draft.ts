import type { CatalogView, RegisterColumnView, SiteFile } from "../../../../../api/contract/index.ts";
import type { SiteNoun } from "../../app/sites-api.ts";
import { type Bilingual, type Lang, pick } from "../../laws/index.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A field of a form, told by where its value stands in the entry: `name.zh`. */
export interface Field {
  readonly path: string;
  readonly label: string;
  readonly kind: "slug" | "words" | "day" | "money" | "count" | "flag" | "grade" | "one" | "many" | "tags";
  readonly options?: readonly Option[];
  readonly required?: boolean;
}

/** What is being typed, by path. */
export type Draft = Readonly<Record<string, unknown>>;

export function valueAt(entry: object, path: string): unknown {
  let value: unknown = entry;
  for (const step of path.split("."))
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  return value;
}

export const draftOf = (entry: object, fields: readonly Field[]): Draft =>
  Object.fromEntries(fields.map(({ path }) => [path, valueAt(entry, path)]));

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

/** The entry with the draft over it; what was emptied is gone, what has no field stays as it was. */
export function entryOf(before: object, draft: Draft): Record<string, unknown> {
  const entry: Record<string, unknown> = structuredClone({ ...before });
  for (const [path, value] of Object.entries(draft)) {
    const [head = "", tail] = path.split(".");
    if (tail === undefined) {
      if (isEmpty(value)) delete entry[head];
      else entry[head] = typeof value === "string" ? value.trim() : value;
      continue;
    }
    const inner: Record<string, unknown> = { ...(entry[head] as object | undefined) };
    if (isEmpty(value)) delete inner[tail];
    else inner[tail] = value;
    if (Object.keys(inner).length === 0) delete entry[head];
    else entry[head] = inner;
  }
  return entry;
}

const named = (lang: Lang) => (entry: { id: string; name: Bilingual }) => ({
  value: entry.id,
  label: `${pick(entry.name, lang)} · ${entry.id}`,
});

/** The fields of one noun, with what may be chosen on this site. */
export function fieldsOf(
  noun: SiteNoun,
  file: SiteFile,
  catalog: CatalogView,
  lang: Lang,
  words: {
    kind: string;
    zone: string;
    reads: string;
    kinds: Record<"building" | "floor" | "zone" | "room", string>;
  },
): Field[] {
  const places = file.places.map(named(lang));
  const assets = file.assets.map(named(lang));
  const types = catalog.types.map((type) => ({ value: type.id, label: pick(type.label, lang) }));
  const required = new Set(["id", "type", "name.zh", "name.en"]);
  const fieldOf = ({ path, label, kind }: RegisterColumnView): Field => {
    const field = { path, label: pick(label, lang), required: required.has(path) };
    switch (kind) {
      case "type":
        return { ...field, kind: "one", options: types };
      case "place":
        return { ...field, kind: "one", options: places };
      case "places":
        return { ...field, kind: "many", options: places };
      case "tags":
        return {
          ...field,
          kind: "tags",
          options: [...new Set(file.assets.flatMap((asset) => asset.tags ?? []))]
            .toSorted()
            .map((tag) => ({ value: tag, label: tag })),
        };
      case "assets":
        return { ...field, kind: "many", options: assets };
      default:
        return { ...field, kind };
    }
  };
  const columns = catalog.columns.map(fieldOf);
  const some = (...paths: string[]) => columns.filter(({ path }) => paths.includes(path));
  switch (noun) {
    case "assets":
      return columns;
    case "places":
      return [
        ...some("id", "name.zh", "name.en"),
        {
          path: "kind",
          label: words.kind,
          kind: "one",
          required: true,
          options: Object.entries(words.kinds).map(([value, label]) => ({ value, label })),
        },
        ...some("in"),
        { path: "zone", label: words.zone, kind: "count" },
      ];
    case "gateways":
      return [
        ...some("id", "name.zh", "name.en", "in"),
        { path: "assets", label: words.reads, kind: "many", options: assets },
        ...some("outOfService"),
      ];
    default:
      return noun satisfies never;
  }
}
