import { createRoute, z } from "@hono/zod-openapi";
import qrcode from "qrcode";
import {
  chosenTitle,
  dayOf,
  inspectorPack,
  orderRecord,
  plusDays,
  type RecordFrame,
  recordsTogether,
  roundCodes,
  visitTitle,
} from "../../../facility/maintenance/index.ts";
import { calledBy } from "../../../facility/oncall/index.ts";
import { type AssetId, text } from "../../../facility/units/index.ts";
import { allow } from "../../auth/index.ts";
import type { ApiApp } from "../../env.ts";
import { languageOf } from "../../language.ts";
import { alarmName, placedName } from "../../maintenance-view.ts";
import type { Printer } from "../../ports.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { Id } from "../params.ts";
import { companionsOf } from "./companions.ts";
import { noSuchOrder } from "./orders.ts";
import { noSuchSite } from "./plans.ts";
import type { WholeMaintenance } from "./ports.ts";

const tags = ["Maintenance"];
const lang = z.enum(["en", "zh"]).optional();
const pdf = { 200: { description: "A PDF", content: { "application/pdf": { schema: z.any() } } } };
/** The newest records appended to a pack; a year of a big estate would be a book nobody prints. */
const MOST_RECORDS = 60;

const record = createRoute({
  method: "get",
  path: "/api/orders/{id}/record",
  tags: ["Work"],
  summary: "The order's record on paper · 打印工单记录",
  ...allow("viewer"),
  request: {
    params: z.object({ id: Id("the order's number", "WO-000042") }),
    query: z.object({
      lang,
      together: z
        .enum(["true", "false"])
        .optional()
        .openapi({ description: "true: the whole visit as one record" }),
    }),
  },
  responses: { ...pdf, ...problems(401, 404) },
});
const several = createRoute({
  method: "get",
  path: "/api/maintenance/records",
  tags: ["Work"],
  summary: "The records of several orders as one paper · 批量打印工单",
  ...allow("viewer"),
  request: {
    query: z.object({
      ids: z
        .string()
        .min(1)
        .openapi({
          description: `comma list of at most ${MOST_RECORDS} numbers`,
          example: "WO-000041,WO-000042",
        }),
      lang,
    }),
  },
  responses: { ...pdf, ...problems(400, 401, 404) },
});
const pack = createRoute({
  method: "get",
  path: "/api/maintenance/pack",
  tags,
  summary: "What an inspector asks for: intervals, misses, certificates, signed records · 检查资料包",
  ...allow("engineer"),
  request: {
    query: z.object({
      site: z.string().min(1),
      system: z.enum(["lift", "fire", "water", "power", "network"]).optional(),
      days: z.coerce.number().int().min(7).max(3_660).default(365).openapi({ type: "integer" }),
      records: z.coerce.number().int().min(0).max(MOST_RECORDS).default(20).openapi({ type: "integer" }),
      lang,
    }),
  },
  responses: { ...pdf, ...problems(400, 401, 403, 404) },
});

const codes = createRoute({
  method: "get",
  path: "/api/rounds/codes",
  tags: ["Rounds"],
  summary: "A round's codes to print and stick up · 打印巡检点二维码",
  ...allow("technician"),
  request: { query: z.object({ id: z.string().min(1).max(64), lang }) },
  responses: { ...pdf, ...problems(400, 401, 403, 404) },
});

/** Records on paper. */
export function recordRoutes(
  app: ApiApp,
  { model, clock }: RouteDeps,
  { orders, shelves, rounds, people }: WholeMaintenance,
  printer: Printer,
): void {
  const called = calledBy(people);
  const frameOf = (site: string, language: "en" | "zh"): RecordFrame | undefined => {
    const known = model().sites.find(({ id }) => id === site);
    return (
      known && {
        language,
        site: known.name[language],
        timeZone: known.timeZone,
        now: clock(),
        // Of equipment, or of the person whose certificate it is.
        nameOf: (id) => (model().assets.has(id as AssetId) ? placedName(model(), id as AssetId) : called(id)),
        called,
        alarmName: (alarm) => alarmName(model(), alarm),
      }
    );
  };
  const asPdf = (name: string) => ({
    "content-type": "application/pdf",
    "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
  });

  app.openapi(record, async (c) => {
    const { id } = c.req.valid("param");
    const order = await orders.get(id);
    const frame = order && frameOf(order.site, c.req.valid("query").lang ?? languageOf(c));
    if (!order || !frame) return refuse(c, 404, noSuchOrder(id));
    const others = c.req.valid("query").together === "true" ? await companionsOf(orders, model(), order) : [];
    const records = await Promise.all(
      [order, ...others].map(async (one) => orderRecord(one, await orders.journal(one.id), frame)),
    );
    const bytes = await printer.pdf(recordsTogether(records, frame, visitTitle(records.length)));
    return c.body(new Uint8Array(bytes), 200, asPdf(`${id.replaceAll("/", "-")}.pdf`));
  });

  app.openapi(several, async (c) => {
    const { ids, lang: asked } = c.req.valid("query");
    const wanted = [...new Set(ids.split(","))];
    if (wanted.length > MOST_RECORDS)
      return refuse(
        c,
        400,
        text(
          `At most ${MOST_RECORDS} orders are printed at once; these are ${wanted.length}. Choose fewer.`,
          `一次最多打印 ${MOST_RECORDS} 张工单，当前为 ${wanted.length} 张，请减少选择。`,
        ),
      );
    const records: ReturnType<typeof orderRecord>[] = [];
    const frames: RecordFrame[] = [];
    for (const id of wanted) {
      const order = await orders.get(id);
      const frame = order && frameOf(order.site, asked ?? languageOf(c));
      if (!order || !frame) return refuse(c, 404, noSuchOrder(id));
      frames.push(frame);
      records.push(orderRecord(order, await orders.journal(id), frame));
    }
    const [first] = frames;
    if (!first) return refuse(c, 404, noSuchOrder(ids));
    const site = [...new Set(frames.map((frame) => frame.site))].join(" · ");
    const paper = recordsTogether(records, { ...first, site }, chosenTitle(records.length));
    return c.body(new Uint8Array(await printer.pdf(paper)), 200, asPdf(`orders-${records.length}.pdf`));
  });

  app.openapi(pack, async (c) => {
    const { site, system, days, records, lang: asked } = c.req.valid("query");
    const frame = frameOf(site, asked ?? languageOf(c));
    if (!frame) return refuse(c, 404, noSuchSite(site));
    const to = dayOf(clock(), frame.timeZone);
    const from = plusDays(to, -days);
    const fits = (asset: string) =>
      system === undefined || model().assets.get(asset as AssetId)?.system === system;
    const [visits, certificates] = await Promise.all([
      shelves.visits.list({ site, from: Date.parse(from) }),
      shelves.certificates.list({ site }),
    ]);
    const own = visits.filter(({ asset }) => fits(asset));
    // What is not done proves nothing yet.
    const signed = own
      .filter(({ basis, order, done }) => basis !== "practice" && order !== undefined && done !== undefined)
      .toSorted((a, b) => ((a.done ?? "") < (b.done ?? "") ? -1 : 1))
      .slice(-records);
    const appended: ReturnType<typeof orderRecord>[] = [];
    for (const id of new Set(signed.flatMap(({ order }) => order ?? []))) {
      const order = await orders.get(id);
      if (order) appended.push(orderRecord(order, await orders.journal(id), frame));
    }
    const papers = certificates.filter(
      ({ holder }) => !model().assets.has(holder as AssetId) || fits(holder),
    );
    const report = inspectorPack({ visits: own, certificates: papers, from, to, records: appended }, frame);
    return c.body(new Uint8Array(await printer.pdf(report)), 200, asPdf(`${site}-${from}-${to}.pdf`));
  });

  app.openapi(codes, async (c) => {
    const { id, lang: asked } = c.req.valid("query");
    const round = (await rounds.rounds()).find((one) => one.id === id);
    const frame = round && frameOf(round.site, asked ?? languageOf(c));
    if (!round || !frame) return refuse(c, 404, text(`There is no round ${id}.`, `没有巡检路线 ${id}。`));
    const pictures = new Map<string, string>();
    for (const { code } of round.stops)
      pictures.set(code, await qrcode.toString(code, { type: "svg", margin: 2, errorCorrectionLevel: "Q" }));
    const report = roundCodes(round, (code) => pictures.get(code) ?? "", frame);
    return c.body(new Uint8Array(await printer.pdf(report)), 200, asPdf(`${id}-codes.pdf`));
  });
}
