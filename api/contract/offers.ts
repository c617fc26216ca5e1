import { z } from "zod";
import { NewAsset } from "../../facility/assets/index.ts";
import { PointType } from "../../facility/catalog/index.ts";
import { Slug } from "../../facility/units/index.ts";
import { SiteChangeView } from "./sites.ts";

/** A point that a known gateway sends and the site does not have. */
export const Offered = z.object({
  id: z.string().describe("<site>/<gateway>/<asset>/<point>"),
  gateway: z.string(),
  asset: z.string().describe("the asset's slug, as in the topic"),
  point: z.string(),
  newAsset: z.boolean().describe("true where the site has no such asset"),
  value: z.union([z.number(), z.boolean(), z.string(), z.null()]).describe("the last one"),
  count: z.int(),
  firstAt: z.number(),
  lastAt: z.number(),
});
export type Offered = z.infer<typeof Offered>;

/** With what it may well be, to be mended by whoever adopts it. */
export const OfferView = Offered.extend({
  proposal: PointType.describe("from the catalogue, or from its name's unit and its value's kind"),
  ofType: z
    .boolean()
    .describe("true where the asset's type has this point: then the type's definition holds"),
});
export type OfferView = z.infer<typeof OfferView>;

/** An asset that gateways speak of and the site does not have, and what it may well be. */
export const NewAssetView = z.object({
  gateway: z.string(),
  asset: z.string(),
  proposal: NewAsset.partial({ type: true }),
});

/** GET /api/offers, newest first. */
export const OfferList = z.object({ offers: z.array(OfferView), newAssets: z.array(NewAssetView) });
export type OfferList = z.infer<typeof OfferList>;

/** POST /api/offers/dismiss */
export const DismissOffer = z.object({ id: z.string().min(1).max(512) });

/** POST /api/offers/adopt and …/adopt/preview: points of one asset, as a person has described them. */
export const AdoptOffers = z.strictObject({
  gateway: z.string().regex(/^[^/]+\/[^/]+$/, "write <site>/<gateway>, for example riverside/gw-b1"),
  asset: Slug,
  points: z.array(PointType).min(1).max(200).describe("each must be offered; its name is the wire's"),
  newAsset: NewAsset.optional().describe("needed where the site has no such asset, and only there"),
});
export type AdoptOffers = z.infer<typeof AdoptOffers>;

/** What adopting would do to the site; nothing is changed yet. */
export const AdoptPreview = z.object({
  site: z.string(),
  revision: z.int().describe("name it when adopting"),
  changes: z.array(SiteChangeView),
});
export type AdoptPreview = z.infer<typeof AdoptPreview>;
