import { z } from "zod";

/** Ids are stable slugs: they stand in MQTT topics, URLs and file names, so no `/ + #`, dot or space. */
export const Slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    "use lower-case letters, digits and single hyphens inside, at most 64, for example b2-lift-1",
  );

/** A point's name within its asset; carries its unit where a person would otherwise guess: `motor_temp_C`. */
export const PointName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
    "use letters, digits and underscores, starting with a letter, at most 64",
  );

declare const id: unique symbol;
type Id<T extends string> = string & { readonly [id]: T };

export type SiteId = string;
/** `<site>.<asset>`, for example `riverside.b2-lift-1`. */
export type AssetId = Id<"asset">;
/** `<site>.<asset>.<point>`, for example `riverside.b2-lift-1.motor_temp_C`. */
export type PointId = Id<"point">;

export const assetId = (site: string, asset: string): AssetId => `${site}.${asset}` as AssetId;
export const pointId = (asset: AssetId, point: string): PointId => `${asset}.${point}` as PointId;
