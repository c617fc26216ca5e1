import { createRoute, z } from "@hono/zod-openapi";
import {
  courseOf,
  isUrgent,
  PERSONAL_DATA_DAYS,
  ResidentWords,
  type ServiceRequest,
  stateLabels,
  whatLabels,
} from "../../../facility/maintenance/index.ts";
import { type AssetId, type FileRef, type Text, text } from "../../../facility/units/index.ts";
import { NewRequest, PublicAsset, PublicRequest, RequestAnswer, RequestTaken } from "../../contract/index.ts";
import { type ApiApp, addressOf } from "../../env.ts";
import { placeOf } from "../../maintenance-view.ts";
import { problems, refuse } from "../../problems.ts";
import type { RouteDeps } from "../deps.ts";
import { body, Id, json } from "../params.ts";
import { conditionOf } from "./condition.ts";
import { RequestGuard } from "./guard.ts";
import type { WholeMaintenance } from "./ports.ts";

const tags = ["Requests"];
const assetParam = z.object({ id: Id("<site>.<asset>", "riverside.b2-lift-2") });
const secretParams = z.object({ id: z.string().max(40), secret: z.string().min(8).max(80) });
export const notKnown = text(
  "This code belongs to no equipment here. Call the desk.",
  "此二维码未对应任何设备，请致电值班室。",
);
export const noRequest = text(
  "There is no such request, or the link is incomplete.",
  "没有此报修，或链接不完整。",
);

const lookAt = createRoute({
  method: "get",
  path: "/api/public/assets/{id}",
  tags,
  summary: "What the code on an asset opens; no sign-in · 扫码报修页",
  request: { params: assetParam },
  responses: { 200: json(PublicAsset, "The asset, and what is known already"), ...problems(404, 429) },
});
const take = createRoute({
  method: "post",
  path: "/api/public/assets/{id}/requests",
  tags,
  summary: "Say what is wrong with it; no sign-in · 提交报修",
  request: { params: assetParam, body: body(NewRequest) },
  responses: { 201: json(RequestTaken, "Where to follow it"), ...problems(400, 404, 422, 429) },
});
const follow = createRoute({
  method: "get",
  path: "/api/public/requests/{id}/{secret}",
  tags,
  summary: "How it stands, for the reporter · 查询报修进度",
  request: { params: secretParams },
  responses: { 200: json(PublicRequest, "Its steps so far"), ...problems(404, 429) },
});
const answer = createRoute({
  method: "post",
  path: "/api/public/requests/{id}/{secret}",
  tags,
  summary: "It is fixed, or it is not: then the work is reopened · 确认修好或重新报修",
  request: { params: secretParams, body: body(RequestAnswer) },
  responses: { 200: json(PublicRequest, "As it stands now"), ...problems(400, 404, 409, 429) },
});
const eraseOwn = createRoute({
  method: "delete",
  path: "/api/public/requests/{id}/{secret}/personal-data",
  tags,
  summary: "Erase my phone number and photo now · 删除我的电话与照片",
  request: { params: secretParams },
  responses: { 200: json(PublicRequest, "Without them"), ...problems(404, 429) },
});
const stateWords: { readonly [S in ServiceRequest["state"]["is"]]: Text } = {
  received: text("received", "已收到"),
  "in-work": text("being worked on", "处理中"),
  fixed: text("fixed, please confirm", "已修好，请确认"),
  confirmed: text("confirmed as fixed", "已确认修好"),
  reopened: text("reopened", "已重新打开"),
  dismissed: text("set aside", "已关闭"),
};

/** What residents see without an account: the page behind the code, and the private link that follows a request. */
export function residentRoutes(app: ApiApp, deps: RouteDeps, { requests, orders }: WholeMaintenance): void {
  const { model, board, clock, files, trustProxy = false } = deps;
  const guard = new RequestGuard();
  const assetOf = (id: string) => model().assets.get(id as AssetId);
  const zoneOf = (site: string | undefined) => model().sites.find(({ id }) => id === site)?.timeZone ?? "UTC";
  const tooMany = text(
    "Too many requests from here. Try again in an hour, or call the desk.",
    "请求过于频繁，请一小时后再试或致电值班室。",
  );

  app.openapi(lookAt, (c) => {
    const now = clock();
    if (!guard.mayRead(addressOf(c, trustProxy), now)) return refuse(c, 429, tooMany);
    const { id } = c.req.valid("param");
    const asset = assetOf(id);
    if (!asset) return refuse(c, 404, notKnown);
    const site = model().sites.find((one) => one.id === asset.site);
    const known = orders
      .open()
      .filter((order) => order.asset === asset.id && order.source.kind !== "plan")
      .map((order) => ({ what: order.title, since: order.openedAt, state: stateLabels[order.state.is] }));
    return c.json(
      {
        id,
        name: asset.name,
        type: asset.type.label,
        place: placeOf(model(), asset.id),
        site: site?.name ?? text(asset.site, asset.site),
        timeZone: zoneOf(asset.site),
        known,
        outOfService: orders
          .open()
          .some((order) => order.asset === asset.id && order.state.is === "in-progress"),
        what: ResidentWords.shape.what.options.map((what) => ({ id: what, label: whatLabels[what] })),
        keepsPersonalDataDays: PERSONAL_DATA_DAYS,
        ticket: guard.ticket(id, now),
      },
      200,
    );
  });

  app.openapi(take, async (c) => {
    const { id } = c.req.valid("param");
    const asset = assetOf(id);
    if (!asset) return refuse(c, 404, notKnown);
    const { ticket, website, photo, ...words } = c.req.valid("json");
    const address = addressOf(c, trustProxy);
    const sign = guard.judge({ asset: id, address, ticket, trap: website, words: words.words, now: clock() });
    if (sign === "too-many") return refuse(c, 429, tooMany);
    if (sign !== undefined)
      return refuse(
        c,
        422,
        sign === "repeated"
          ? text("This was told just now and is being looked at.", "相同内容刚刚已提交，正在处理。")
          : text("Open the page again and send it once more.", "请重新打开页面后再提交。"),
      );
    const photos: FileRef[] = [];
    if (photo !== undefined && files) {
      const bytes = new Uint8Array(Buffer.from(photo, "base64"));
      const kept = await files.put({ name: "photo.jpg", bytes, by: "resident", readers: "technician" });
      if (!kept.ok) return refuse(c, 422, kept.problem);
      if (!kept.value.type.startsWith("image/")) {
        await files.remove(kept.value.id);
        return refuse(c, 422, text("Send a photo: JPEG, PNG or WebP.", "请上传 JPEG、PNG 或 WebP 照片。"));
      }
      photos.push(kept.value);
    }
    const taken = await requests.take({ asset, words, photos, condition: conditionOf(asset, board) });
    const link = `/r/${taken.request.id}/${taken.secret}`;
    const order = taken.request.order === undefined ? undefined : await orders.get(taken.request.order);
    const joined = order !== undefined && order.source.id !== taken.request.id;
    return c.json({ id: taken.request.id, link, joined, urgent: isUrgent(words) }, 201);
  });

  const shown = async (request: ServiceRequest): Promise<PublicRequest> => {
    const course = courseOf(request);
    // The reporter's own "not fixed" reopened the order, and stands in the course already.
    const isOwn = (why: string | Text, at: number) =>
      typeof why !== "string" &&
      why.en.startsWith(`${request.id}:`) &&
      course.some((step) => step.is === "reopened" && Math.abs(step.at - at) < 1_000);
    const steps: PublicRequest["steps"] = [{ at: request.at, what: stateWords.received, words: "" }];
    for (const { at, by, words } of request.answers)
      steps.push({ at, what: by === "desk" ? text("the desk", "物业回复") : text("you", "您的反馈"), words });
    // What the reporter's own words or the desk's led to; the work itself is read off the orders.
    for (const { at, is } of course)
      if (is !== "received" && is !== "in-work" && is !== "fixed")
        steps.push({ at, what: stateWords[is], words: "" });
    // An order that was called off stays a part of the story when another took its place.
    const joined = new Set(course.map(({ order }) => order).filter((order) => order !== undefined));
    for (const event of (await Promise.all([...joined].map((order) => orders.journal(order)))).flat()) {
      if (event.on !== "act" || event.at < request.at) continue;
      const { do: act } = event.act;
      // Nothing of who works there, and no words that were not meant for the reporter.
      if (act === "assign")
        steps.push({ at: event.at, what: text("somebody was sent", "已派人"), words: "" });
      else if (act === "start") steps.push({ at: event.at, what: stateWords["in-work"], words: "" });
      else if (act === "hold") steps.push({ at: event.at, what: text("waiting", "等待中"), words: "" });
      else if (act === "finish") steps.push({ at: event.at, what: stateWords.fixed, words: "" });
      else if (event.act.do === "reopen" && !isOwn(event.act.why, event.at))
        steps.push({ at: event.at, what: stateWords.reopened, words: "" });
    }
    const asset = assetOf(request.asset);
    return {
      id: request.id,
      assetName: asset?.name ?? text(request.asset, request.asset),
      place: placeOf(model(), request.asset),
      timeZone: zoneOf(asset?.site),
      what: whatLabels[request.what],
      words: request.words,
      at: request.at,
      state: request.state.is,
      steps: steps.toSorted((a, b) => a.at - b.at),
      hasPersonalData: request.contact !== undefined || request.photos.length > 0,
    };
  };
  app.openapi(follow, async (c) => {
    if (!guard.mayRead(addressOf(c, trustProxy), clock())) return refuse(c, 429, tooMany);
    const { id, secret } = c.req.valid("param");
    const request = await requests.bySecret(id, secret);
    return request ? c.json(await shown(request), 200) : refuse(c, 404, noRequest);
  });
  app.openapi(answer, async (c) => {
    if (!guard.mayRead(addressOf(c, trustProxy), clock())) return refuse(c, 429, tooMany);
    const { id, secret } = c.req.valid("param");
    const request = await requests.bySecret(id, secret);
    if (!request) return refuse(c, 404, noRequest);
    const { fixed, words } = c.req.valid("json");
    const { is } = request.state;
    // What was set aside may be objected to, and is never fixed by that.
    if (is !== "fixed" && is !== "confirmed" && (is !== "dismissed" || fixed))
      return refuse(c, 409, text("It is not said to be fixed yet.", "尚未完成维修，无需确认。"));
    const next = await requests.answer(id, fixed, words);
    return c.json(await shown(next ?? request), 200);
  });
  app.openapi(eraseOwn, async (c) => {
    if (!guard.mayRead(addressOf(c, trustProxy), clock())) return refuse(c, 429, tooMany);
    const { id, secret } = c.req.valid("param");
    const request = await requests.bySecret(id, secret);
    if (!request) return refuse(c, 404, noRequest);
    return c.json(await shown((await requests.forget(id)) ?? request), 200);
  });
}
