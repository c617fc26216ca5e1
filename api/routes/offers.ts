import { createRoute, z } from "@hono/zod-openapi";
import { adopt, proposePoint, proposeType } from "../../facility/assets/index.ts";
import { assetId, saidInBoth, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import type { Offered } from "../contract/index.ts";
import { AdoptOffers, AdoptPreview, DismissOffer, OfferList, SiteChanged } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { problems, refuse } from "../problems.ts";
import { changeSite, shownChanges } from "./change-site.ts";
import type { RouteDeps } from "./deps.ts";
import { body, json, Revision } from "./params.ts";

const tags = ["Ingest"];

const list = createRoute({
  method: "get",
  path: "/api/offers",
  tags,
  summary: "Points that gateways send and the site does not have · 待认领测点",
  ...allow("engineer"),
  request: {
    query: z.object({
      type: z
        .string()
        .optional()
        .openapi({ description: "propose as if new assets were of this type; guessed when left out" }),
    }),
  },
  responses: {
    200: json(OfferList, "With the last value, how often it came, and what it may well be"),
    ...problems(400, 401, 403),
  },
});

const dismiss = createRoute({
  method: "post",
  path: "/api/offers/dismiss",
  tags,
  summary: "Say that such a point is not wanted; it is offered no more · 忽略测点",
  ...allow("engineer"),
  request: { body: body(DismissOffer) },
  responses: { 200: json(OfferList, "What is left"), ...problems(400, 401, 403, 404) },
});

const preview = createRoute({
  method: "post",
  path: "/api/offers/adopt/preview",
  tags,
  summary: "What adopting offered points would change on the site; nothing is changed · 认领预览",
  ...allow("engineer"),
  request: { body: body(AdoptOffers) },
  responses: { 200: json(AdoptPreview, "The differences"), ...problems(400, 401, 403, 404, 422) },
});

const apply = createRoute({
  method: "post",
  path: "/api/offers/adopt",
  tags,
  summary: "Take offered points, and where it is new their asset, into the site · 认领测点",
  ...allow("engineer"),
  request: { query: z.object({ revision: Revision }), body: body(AdoptOffers) },
  responses: { 200: json(SiteChanged, "What has changed"), ...problems(400, 401, 403, 404, 409, 422) },
});

const siteOf = (gateway: string): string => gateway.split("/")[0] ?? "";

/** A value is stale after three times its usual pause; a few messages say little of it. */
function paceOf({ count, firstAt, lastAt }: Offered): { staleAfterSeconds?: number } {
  if (count < 3) return {};
  const seconds = Math.ceil((3 * (lastAt - firstAt)) / (count - 1) / 1_000);
  return { staleAfterSeconds: Math.min(86_400, Math.max(15, seconds)) };
}

export function offerRoutes(app: ApiApp, deps: RouteDeps): void {
  const { offers, sites, types, model, log } = deps;
  const shown = (asType?: string): OfferList => {
    // The asset may have joined by other ways since it was first heard of.
    const offered = offers.list().map((offer) => ({
      ...offer,
      newAsset: !model().assets.has(assetId(siteOf(offer.gateway), offer.asset)),
    }));
    const unknown = Map.groupBy(
      offered.filter(({ newAsset }) => newAsset),
      ({ gateway, asset }) => `${gateway}/${asset}`,
    );
    // What the site has already is likelier to come again than what it never had.
    const used = new Set([...model().assets.values()].map(({ type }) => type.id));
    const likely = [...types].sort((a, b) => Number(used.has(b.id)) - Number(used.has(a.id)));
    const newAssets = [...unknown.values()].flatMap((some) => {
      const { gateway, asset } = some[0]!;
      const heard = some.map(({ point, value }) => ({ name: point, value }));
      const type = proposeType(asset, heard, likely);
      const words = asset.replaceAll("-", " ");
      const stands = model().gateways.find(({ site, gateway: { id } }) => `${site}/${id}` === gateway);
      return {
        gateway,
        asset,
        proposal: {
          name: text(words, words),
          ...(type ? { type: type.id } : {}),
          ...(stands?.gateway.in ? { in: stands.gateway.in } : {}),
        },
      };
    });
    const typeOf = (offer: Offered) => {
      const known = model().assets.get(assetId(siteOf(offer.gateway), offer.asset))?.type.id;
      const guessed = newAssets.find(
        ({ gateway, asset }) => gateway === offer.gateway && asset === offer.asset,
      );
      return types.find(({ id }) => id === (known ?? asType ?? guessed?.proposal.type));
    };
    return {
      offers: offered.map((offer) => {
        const type = typeOf(offer);
        const heard = { name: offer.point, value: offer.value, ...paceOf(offer) };
        return {
          ...offer,
          proposal: proposePoint(heard, types, type),
          ofType: type?.points.some(({ name }) => name === offer.point) ?? false,
        };
      }),
      newAssets,
    };
  };

  /** The site as it would be with what is adopted, or why not. */
  const adopted = ({ gateway, asset, points, newAsset }: AdoptOffers) => {
    const [site = "", slug = ""] = gateway.split("/");
    const stored = sites.list().find(({ file }) => file.site.id === site);
    const offered = new Set(
      offers
        .list()
        .flatMap((offer) => (offer.gateway === gateway && offer.asset === asset ? offer.point : [])),
    );
    const missing = points.find(({ name }) => !offered.has(name));
    if (!stored || missing) {
      const what = `${gateway}/${asset}${missing ? `/${missing.name}` : ""}`;
      return { ok: false as const, status: 404 as const, problem: notOffered(what) };
    }
    const file = adopt(stored.file, { gateway: slug, asset, points, newAsset }, types);
    return file.ok
      ? { ok: true as const, stored, file: file.value }
      : { ok: false as const, status: 422 as const, problem: file.problem };
  };

  app.openapi(list, (c) => c.json(shown(c.req.valid("query").type), 200));

  app.openapi(dismiss, (c) => {
    const { id } = c.req.valid("json");
    const by = c.get("person").username;
    if (!offers.dismiss(id, by)) return refuse(c, 404, notOffered(id));
    log.info({ offer: id, by }, "offered point dismissed");
    return c.json(shown(), 200);
  });

  app.openapi(preview, (c) => {
    const would = adopted(c.req.valid("json"));
    if (!would.ok) return refuse(c, would.status, would.problem);
    const changes = sites.preview(would.file);
    if (!changes.ok) return refuse(c, 422, saidInBoth(changes));
    const { revision } = would.stored;
    return c.json({ site: would.file.site.id, revision, changes: shownChanges(changes.value) }, 200);
  });

  app.openapi(apply, async (c) => {
    const would = adopted(c.req.valid("json"));
    if (!would.ok) return refuse(c, would.status, would.problem);
    return changeSite(c, deps, would.file, c.req.valid("query").revision);
  });
}

const notOffered = (id: string) =>
  text(
    `Nothing named ${id} is offered. GET /api/offers lists what is.`,
    `没有待认领测点 ${id}，清单见 GET /api/offers。`,
  );
