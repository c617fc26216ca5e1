import type { AssetModel } from "../../facility/assets/index.ts";
import { type AssetId, hours, type Instant, instant, type Text, text } from "../../facility/units/index.ts";
import { nearest } from "../nearest.ts";
import { Moment } from "./params.ts";

export const fromMoment = Moment.optional().openapi({
  description: "from this moment; an hour before `to` when left out",
});
export const toMoment = Moment.optional().openapi({
  description: "up to, but without, this moment; now when left out",
});

/** The span asked for, an hour up to now by default; undefined where it is empty. */
export function spanOf(
  from: Instant | undefined,
  to: Instant | undefined,
  now: Instant,
): { from: Instant; to: Instant } | undefined {
  const end = to ?? now;
  const start = from ?? instant(end - hours(1));
  return start < end ? { from: start, to: end } : undefined;
}

export const emptySpan = text("`from` must lie before `to`. Mend one of them.", "from 必须早于 to，请改正。");
export const emptySpanErrors = [{ path: "from", message: "must lie before `to`" }];

/** Looks for near names on the asset the id begins with, or for near assets; never through every point. */
export function noSuchPoint(model: AssetModel, id: string): Text {
  const [site = "", asset = "", point = ""] = id.split(".");
  const parent = model.assets.get(`${site}.${asset}` as AssetId);
  const near = parent
    ? nearest(
        id,
        parent.points.map((each) => each.id),
      )
    : nearest(`${site}.${asset}`, model.assets.keys()).map((each) => `${each}.${point}`);
  const where = parent ? `GET /api/assets/${parent.id}` : "GET /api/assets";
  return text(
    `There is no point ${id}. ${near.length > 0 ? `Did you mean ${near.join(", ")}?` : `${where} lists them.`}`,
    `没有测点 ${id}。${near.length > 0 ? `是否指 ${near.join("、")}？` : `${where} 列出全部测点。`}`,
  );
}
