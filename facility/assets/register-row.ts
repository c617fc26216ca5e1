import { type Text, text } from "../units/index.ts";
import { type Cell, dayOf, flagOf, gradeOf, listOf, type Meaning, moneyOf, textOf } from "./cells.ts";
import { withoutGaps } from "./gaps.ts";
import type { SiteAsset } from "./site.ts";
import { Tag, Tags } from "./tag.ts";

/** A row of the sheet under its headings. */
export interface Row {
  readonly number: number;
  /** The cell under a heading; undefined where the sheet has no such column. */
  cell(column: string): Cell | undefined;
  refuse(column: string, en: string, zh: string): void;
}

/** What a cell may name. */
export interface Known {
  readonly ids: ReadonlySet<string>;
  readonly gateways: ReadonlySet<string>;
  /** An id from the id itself or a name in either language; null where a name fits several. */
  readonly type: ReadonlyMap<string, string | null>;
  readonly place: ReadonlyMap<string, string | null>;
}

/** One row over the asset it changes, if there is one. Undefined when it cannot be read; why is told to the row. */
export function readRow(
  row: Row,
  id: string,
  old: SiteAsset | undefined,
  known: Known,
): SiteAsset | undefined {
  const reader = new RowReader(row);
  const type = reader.one("type", known.type, old?.type, "type");
  const zh = reader.words("name_zh", old?.name.zh);
  const en = reader.words("name_en", old?.name.en);
  if (!zh && !en)
    row.refuse(
      row.cell("name_zh") === undefined ? "name_en" : "name_zh",
      "The asset has no name. Write what people call it.",
      "缺少名称。请填写日常称呼。",
    );
  const installed = reader.value("installed", dayOf, old?.installed);
  const warrantyUntil = reader.value("warranty_until", dayOf, old?.warrantyUntil);
  if (installed && warrantyUntil && warrantyUntil < installed)
    row.refuse(
      "warranty_until",
      `The warranty ends on ${warrantyUntil}, before it was installed (${installed}). Mend one of the days.`,
      `质保到期日 ${warrantyUntil} 早于安装日期 ${installed}，请改正。`,
    );
  const criticality = {
    people: reader.value("criticality_people", gradeOf, old?.criticality?.people),
    service: reader.value("criticality_service", gradeOf, old?.criticality?.service),
    law: reader.value("criticality_law", gradeOf, old?.criticality?.law),
    money: reader.value("criticality_money", gradeOf, old?.criticality?.money),
  };
  const optional = {
    // A register has no column for points of the asset's own: they stay as they are, unless it becomes another type.
    extraPoints: type === old?.type ? old?.extraPoints : undefined,
    in: reader.one("place", known.place, old?.in, "place"),
    make: reader.words("make", old?.make),
    model: reader.words("model", old?.model),
    serial: reader.words("serial", old?.serial),
    installed,
    warrantyUntil,
    costCny: reader.value("cost_cny", moneyOf, old?.costCny),
    criticality: Object.values(criticality).some((grade) => grade !== undefined)
      ? withoutGaps(criticality)
      : undefined,
  };
  const tags = reader.tags(old?.tags);
  const feeds = reader.list(
    "feeds",
    (part) => (known.ids.has(part) ? part : undefined),
    old?.feeds ?? [],
    "asset",
  );
  const serves = reader.list(
    "serves",
    (part) => known.place.get(part.toLowerCase()) ?? undefined,
    old?.serves ?? [],
    "place",
  );
  const outOfService = reader.value("out_of_service", flagOf, undefined);
  if (!type || !(zh ?? en)) return undefined;
  return {
    id,
    type,
    name: { en: en ?? zh ?? id, zh: zh ?? en ?? id },
    ...withoutGaps(optional),
    ...(tags && tags.length > 0 ? { tags } : {}),
    feeds,
    serves,
    outOfService:
      row.cell("out_of_service") === undefined ? (old?.outOfService ?? false) : (outOfService ?? false),
    ...(old?.points ? { points: old.points } : {}),
  };
}

/** Cells of one row with their meaning: an empty cell empties the field, an absent column leaves it as it was. */
class RowReader {
  readonly #row: Row;
  constructor(row: Row) {
    this.#row = row;
  }

  value<T>(column: string, read: (cell: Cell) => Meaning<T>, old: T | undefined): T | undefined {
    const cell = this.#row.cell(column);
    if (cell === undefined) return old;
    const meaning = read(cell);
    if (meaning.ok) return meaning.value;
    this.#row.refuse(column, meaning.problem.en, meaning.problem.zh);
    return undefined;
  }

  words(column: string, old: string | undefined): string | undefined {
    return this.value(column, (cell) => ({ ok: true, value: textOf(cell) || undefined }), old);
  }

  one(
    column: string,
    known: ReadonlyMap<string, string | null>,
    old: string | undefined,
    what: "type" | "place",
  ): string | undefined {
    return this.value(
      column,
      (cell): Meaning<string> => {
        const said = textOf(cell);
        if (said === "" && what === "place") return { ok: true, value: undefined };
        const id = known.get(said) ?? known.get(said.toLowerCase());
        if (id) return { ok: true, value: id };
        return { ok: false, problem: unknownName(said, id === null, what, [...known]) };
      },
      old,
    );
  }

  tags(old: string[] | undefined): string[] | undefined {
    const cell = this.#row.cell("tags");
    if (cell === undefined) return old;
    const tags = new Set<string>();
    for (const part of listOf(cell)) {
      const tag = Tag.safeParse(part);
      if (tag.success) tags.add(tag.data);
      else
        this.#row.refuse(
          "tags",
          `"${part}" is no tag. Write words of letters, digits and hyphens, at most 40, with commas between them.`,
          `“${part}”不能作标签。标签由文字、数字和连字符组成，最多 40 字，多个标签用逗号隔开。`,
        );
    }
    const most = Tags.safeParse([...tags]);
    if (!most.success)
      this.#row.refuse(
        "tags",
        "An asset has at most 20 tags. Take some out.",
        "每台设备最多 20 个标签，请删减。",
      );
    return [...tags];
  }

  list(
    column: string,
    find: (part: string) => string | undefined,
    old: string[],
    what: "asset" | "place",
  ): string[] {
    const cell = this.#row.cell(column);
    if (cell === undefined) return old;
    return listOf(cell).flatMap((part) => {
      const id = find(part);
      if (id) return [id];
      this.#row.refuse(
        column,
        `There is no ${what} "${part}". Use its id, or take it out.`,
        `不存在${what === "asset" ? "设备" : "位置"}“${part}”。请填写其编号，或将其删除。`,
      );
      return [];
    });
  }
}

function unknownName(
  said: string,
  several: boolean,
  what: "type" | "place",
  known: readonly (readonly [string, string | null])[],
): Text {
  const some = [...new Set(known.flatMap(([, id]) => id ?? []))].slice(0, 30).join(", ");
  const zh = what === "type" ? "设备类型" : "位置";
  if (said === "")
    return text(`The row has no ${what}. Write one of: ${some}.`, `缺少${zh}。可填：${some}。`);
  if (several)
    return text(
      `Several places are called "${said}". Write the id of the one that is meant.`,
      `有多个${zh}名为“${said}”，请填写其编号。`,
    );
  return text(
    `"${said}" is no known ${what}. Write one of: ${some}${what === "place" ? "; or add the place first" : ""}.`,
    `未知${zh}“${said}”。可填：${some}${what === "place" ? "；或先添加该位置" : ""}。`,
  );
}
