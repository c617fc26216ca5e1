import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { Condition, RuleType } from "../../facility/alarms/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { EquipmentType } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch } from "../../facility/readings/index.ts";
import { assetId } from "../../facility/units/index.ts";
import { backtest } from "../../rules/index.ts";

/** Every CSV in a folder and its subfolders, in order of its name. */
export const csvFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".csv"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** A CSV as rows by column name; the separator is whichever of `;` and `,` its first line has more of. */
export function readCsv(file: string): Record<string, string>[] {
  const text = readFileSync(file, "utf8");
  const first = text.slice(0, text.indexOf("\n"));
  const delimiter = first.split(";").length > first.split(",").length ? ";" : ",";
  return parse(text, { columns: true, delimiter, skip_empty_lines: true, bom: true });
}

/**
 * Plays a recording through rules as any user could put them on an asset with these points, and answers for each rule
 * which rows it was on at. Rows are one step apart: the recordings' clocks jump, and the protocol counts rows.
 */
export async function playRows(
  columns: readonly string[],
  rows: readonly (readonly number[])[],
  stepSeconds: number,
  conditions: readonly object[],
): Promise<boolean[][]> {
  const name = { en: "Recorded", zh: "录制数据" };
  const type = EquipmentType.parse({
    id: "recorded",
    label: name,
    system: "water",
    points: columns.map((_, i) => ({
      name: `value_${i}`,
      label: name,
      kind: "number",
      unit: "1",
      staleAfterSeconds: stepSeconds * 3,
    })),
  });
  const model = buildModel(
    [SiteFile.parse({ site: { id: "s", name }, assets: [{ id: "a", type: "recorded", name }] })],
    [type],
  );
  if (!model.ok) throw new Error(model.problem);
  const asset = model.value.assets.get(assetId("s", "a"))!;
  const rules = conditions.map((condition, i) => ({
    asset,
    rule: RuleType.parse({
      id: `rule-${i}`,
      title: name,
      priority: "high",
      condition: Condition.parse(condition),
      cause: name,
      consequence: name,
      response: name,
      respondWithinMinutes: 60,
      source: "recorded data",
    }),
  }));
  const start = Date.UTC(2020, 0, 1);
  const at = (row: number) => start + row * stepSeconds * 1_000;
  const batch = new ReadingBatch(model.value.pointIds, rows.length * columns.length);
  for (const [i, row] of rows.entries())
    for (const [point, value] of row.entries()) batch.push(point, at(i), at(i), value, GOOD, false);
  const { occurrences } = await backtest({
    model: model.value,
    rules,
    from: start,
    to: at(rows.length),
    batches: [batch],
  });
  return occurrences.map((own) => {
    const on = new Array<boolean>(rows.length).fill(false);
    for (const { from, to } of own)
      for (let i = Math.ceil((from - start) / (stepSeconds * 1_000)); i < rows.length; i++) {
        if (to !== null && at(i) >= to) break;
        on[i] = true;
      }
    return on;
  });
}
