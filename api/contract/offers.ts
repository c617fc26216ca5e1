import { z } from "zod";

/** A point that a known gateway sends and the site does not have. */
export const OfferView = z.object({
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
export type OfferView = z.infer<typeof OfferView>;

/** GET /api/offers, newest first. */
export const OfferList = z.object({ offers: z.array(OfferView) });
export type OfferList = z.infer<typeof OfferList>;

/** POST /api/offers/dismiss */
export const DismissOffer = z.object({ id: z.string().min(1).max(512) });
