import type { Asset } from "../../../facility/assets/index.ts";
import type { PointType } from "../../../facility/catalog/index.ts";
import type { ServiceRequest } from "../../../facility/maintenance/index.ts";
import type { Quality } from "../../../facility/readings/index.ts";
import { printedUnit, type Text, text } from "../../../facility/units/index.ts";
import type { LatestBoard } from "../../ports.ts";
import { presentValue } from "../../present.ts";

const qualityWords: { readonly [Q in Exclude<Quality, "good">]: Text } = {
  uncertain: text("uncertain", "可疑"),
  bad: text("bad", "无效"),
  stale: text("stale", "过期"),
  substituted: text("substituted", "替代值"),
};
const same = (words: string): Text => text(words, words);

const measured = (
  value: number,
  { digits, unit }: Extract<PointType, { kind: "number" }>,
  language: keyof Text,
): string => `${value.toFixed(digits)} ${printedUnit(unit, language)}`.trim();

function shown(type: PointType, raw: number | string): Text {
  const value = presentValue(type, raw);
  switch (type.kind) {
    case "number":
      return typeof value === "number"
        ? text(measured(value, type, "en"), measured(value, type, "zh"))
        : same(String(value));
    case "boolean":
      return value ? type.words.true : type.words.false;
    case "enum":
      return type.states.find(({ code }) => code === value)?.label ?? same(String(value));
    default:
      return same(String(value));
  }
}

/** The asset's headline values as they are shown, so that a request can be read beside them later. */
export function conditionOf(asset: Asset, board: Pick<LatestBoard, "reading">): ServiceRequest["condition"] {
  return asset.points
    .filter(({ type }) => type.headline || /level|vibration|fault|door|temp/i.test(type.name))
    .slice(0, 12)
    .flatMap(({ index, type }) => {
      const reading = board.reading(index);
      if (!reading || reading.value === null) return [];
      const { quality } = reading;
      const words = shown(type, reading.value);
      const doubt = quality === "good" ? undefined : qualityWords[quality];
      const value = doubt ? text(`${words.en} (${doubt.en})`, `${words.zh}（${doubt.zh}）`) : words;
      return [{ point: type.name, value }];
    });
}
