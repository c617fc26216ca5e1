import { createRoute, z } from "@hono/zod-openapi";
import { arrivalsOf } from "../../../facility/emergency/index.ts";
import {
  Certificate,
  Contract,
  covers,
  dayOf,
  expiryOf,
  missOf,
  renewalNotice,
  scorecardOf,
} from "../../../facility/maintenance/index.ts";
import { type AssetId, text } from "../../../facility/units/index.ts";
import { record } from "../../audit.ts";
import { allow } from "../../auth/index.ts";
import { CertificateList, ContractList, type ContractView } from "../../contract/index.ts";
import type { ApiApp } from "../../env.ts";
import { placedName } from "../../maintenance-view.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, json } from "../params.ts";
import { noSuchSite } from "./plans.ts";
import type { WholeMaintenance } from "./ports.ts";

const tags = ["Maintenance"];
const Site = z.object({ site: z.string().min(1) });
const WithId = z.object({ id: z.string().min(1).max(200) });

const contracts = createRoute({
  method: "get",
  path: "/api/maintenance/contracts",
  tags,
  summary: "Contracts with their end and what their people really did · 维保合同",
  ...allow("viewer"),
  request: { query: Site },
  responses: { 200: json(ContractList, "Those that end first, first"), ...problems(400, 401, 404) },
});
const putContract = createRoute({
  method: "put",
  path: "/api/maintenance/contracts",
  tags,
  summary: "A contract: scope, clocks, penalties, end · 保存合同",
  ...allow("manager"),
  request: { body: body(Contract) },
  responses: { 200: json(Contract, "As kept"), ...problems(400, 401, 403, 404, 422) },
});
const removeContract = createRoute({
  method: "delete",
  path: "/api/maintenance/contracts",
  tags,
  summary: "A contract that was entered by mistake · 删除合同",
  ...allow("manager"),
  request: { query: WithId },
  responses: { 204: { description: "Gone" }, ...problems(401, 403) },
});
const certificates = createRoute({
  method: "get",
  path: "/api/maintenance/certificates",
  tags,
  summary: "Papers that end: inspections, tests, people's certificates · 证书",
  ...allow("viewer"),
  request: { query: Site },
  responses: { 200: json(CertificateList, "Those that end first, first"), ...problems(400, 401, 404) },
});
const putCertificate = createRoute({
  method: "put",
  path: "/api/maintenance/certificates",
  tags,
  summary: "A certificate with its end · 保存证书",
  ...allow("engineer"),
  request: { body: body(Certificate) },
  responses: { 200: json(Certificate, "As kept"), ...problems(400, 401, 403, 404, 422) },
});
const removeCertificate = createRoute({
  method: "delete",
  path: "/api/maintenance/certificates",
  tags,
  summary: "A certificate that was entered by mistake · 删除证书",
  ...allow("engineer"),
  request: { query: WithId },
  responses: { 204: { description: "Gone" }, ...problems(401, 403) },
});

/** Contracts and certificates. */
export function paperRoutes(
  app: ApiApp,
  deps: RouteDeps,
  { shelves, orders, people }: WholeMaintenance,
): void {
  const { model, clock, emergencies } = deps;
  const zoneOf = (site: string) => model().sites.find(({ id }) => id === site)?.timeZone;

  app.openapi(contracts, async (c) => {
    const { site } = c.req.valid("query");
    const zone = zoneOf(site);
    if (zone === undefined) return refuse(c, 404, noSuchSite(site));
    const now = clock();
    const today = dayOf(now, zone);
    const yearAgo = now - 365 * 86_400_000;
    const runs = (await emergencies?.past({ site, limit: 500 })) ?? [];
    const calls = runs.filter(({ startedAt }) => startedAt >= yearAgo).flatMap(arrivalsOf);
    const [list, done, visits] = await Promise.all([
      shelves.contracts.list({ site }),
      orders.list({ site, limit: 20_000, from: yearAgo as never }),
      shelves.visits.list({ site, from: yearAgo }),
    ]);
    const assets = [...model().assets.values()];
    const found = list.map((contract): ContractView => {
      const own = new Set(assets.filter((asset) => covers(contract, asset, today)).map(({ id }) => id));
      const ownOrders = done.filter(
        ({ asset, contract: of, state }) =>
          state.is !== "cancelled" && (of === contract.id || (asset !== undefined && own.has(asset))),
      );
      const ownVisits = visits
        .filter(
          ({ asset, due, vendor }) =>
            own.has(asset) && due <= today && (vendor ?? contract.vendor) === contract.vendor,
        )
        .map((visit) => ({ inTime: missOf(visit, today) === undefined }));
      const card = scorecardOf(
        contract,
        ownOrders,
        ownVisits,
        now,
        calls.filter(({ asset }) => own.has(asset)),
      );
      return {
        contract,
        expiry: expiryOf(contract, today),
        notice: renewalNotice(contract, today) ?? null,
        assets: own.size,
        scorecard: {
          ...card,
          meanArrivalMinutes: card.meanArrivalMinutes ?? null,
          arrivedInTime: card.arrivedInTime ?? null,
          repairedInTime: card.repairedInTime ?? null,
          meanRepairHours: card.meanRepairHours ?? null,
          firstTimeFix: card.firstTimeFix ?? null,
          meanRescueMinutes: card.meanRescueMinutes ?? null,
          rescuesInTime: card.rescuesInTime ?? null,
        },
      };
    });
    found.sort((a, b) => a.expiry.days - b.expiry.days);
    return c.json({ contracts: found }, 200);
  });
  app.openapi(putContract, async (c) => {
    const contract = c.req.valid("json");
    if (zoneOf(contract.site) === undefined) return refuse(c, 404, noSuchSite(contract.site));
    if (contract.until < contract.from)
      return refuse(c, 422, text("The contract ends before it begins.", "合同结束日早于开始日。"));
    await shelves.contracts.put({
      id: contract.id,
      site: contract.site,
      at: Date.parse(contract.until),
      value: contract,
    });
    await record(deps, c, "contract.changed", contract.id, {
      vendor: contract.vendor,
      until: contract.until,
      yearlyCny: contract.yearlyCny,
    });
    return c.json(contract, 200);
  });
  app.openapi(removeContract, async (c) => {
    const { id } = c.req.valid("query");
    await shelves.contracts.remove(id);
    await record(deps, c, "contract.removed", id);
    return c.body(null, 204);
  });

  app.openapi(certificates, async (c) => {
    const { site } = c.req.valid("query");
    const zone = zoneOf(site);
    if (zone === undefined) return refuse(c, 404, noSuchSite(site));
    const today = dayOf(clock(), zone);
    const list = await shelves.certificates.list({ site });
    const found = list.map((certificate) => ({
      certificate,
      holderName:
        people.staff().find(({ id }) => id === certificate.holder)?.name ??
        placedName(model(), certificate.holder as AssetId),
      expiry: expiryOf(certificate, today),
    }));
    found.sort((a, b) => a.expiry.days - b.expiry.days);
    return c.json({ certificates: found }, 200);
  });
  app.openapi(putCertificate, async (c) => {
    const certificate = c.req.valid("json");
    if (zoneOf(certificate.site) === undefined) return refuse(c, 404, noSuchSite(certificate.site));
    const { id, site, until } = certificate;
    await shelves.certificates.put({ id, site, at: Date.parse(until), value: certificate });
    await record(deps, c, "certificate.changed", id, { holder: certificate.holder, until });
    return c.json(certificate, 200);
  });
  app.openapi(removeCertificate, async (c) => {
    const { id } = c.req.valid("query");
    await shelves.certificates.remove(id);
    await record(deps, c, "certificate.removed", id);
    return c.body(null, 204);
  });
}
