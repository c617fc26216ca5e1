import type { AssetModel, Point } from "../../facility/assets/index.ts";
import { type AssetId, done, problem, type Result } from "../../facility/units/index.ts";
import type { Room } from "../contract/index.ts";
import { nearest } from "../nearest.ts";

export type ValuesRoom = Exclude<Room, "alarms" | "calls">;

/** Which room a client means; what it sent may be anything. */
export function parseRoom(asked: unknown): Result<Room> {
  if (asked === "alarms" || asked === "calls") return done(asked);
  const [, kind, id] = typeof asked === "string" ? (/^(site|asset):(.{1,200})$/.exec(asked) ?? []) : [];
  if (kind === "site") return done<Room>(`site:${id}`);
  if (kind === "asset") return done<Room>(`asset:${id}`);
  return problem("There is no such room. Watch site:<site>, asset:<site>.<asset> alarms or calls.");
}

/** The points a room shows: the headlines of a site, everything of an asset. */
export function pointsOf(model: AssetModel, room: ValuesRoom): Result<Point[]> {
  const id = room.slice(room.indexOf(":") + 1);
  if (room.startsWith("site:")) {
    if (!model.sites.some((site) => site.id === id))
      return problem(`There is no site ${id}. Sites: ${model.sites.map((site) => site.id).join(", ")}.`);
    return done(model.points.filter((point) => point.asset.site === id && point.type.headline));
  }
  const asset = model.assets.get(id as AssetId);
  if (asset) return done([...asset.points]);
  const near = nearest(id, model.assets.keys());
  return problem(
    `There is no asset ${id}. ${near.length > 0 ? `Did you mean ${near.join(", ")}?` : "GET /api/assets lists them."}`,
  );
}
