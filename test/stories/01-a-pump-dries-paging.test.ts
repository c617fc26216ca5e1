import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import {
  AlarmDetail,
  CallDetail,
  CallList,
  DeliveryList,
  JournalList,
  OnCallNow,
  WallView,
} from "../../api/contract/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

const DRY_RUN = "riverside.b1-booster-2.dry-run";
const CALL = `/api/oncall/calls/${encodeURIComponent(`alarm:${DRY_RUN}#1`)}`;

let estate: TestHouse;
let pushed: { readonly headers: Record<string, unknown>; readonly bytes: number }[];
let pushService: Server;
beforeAll(async () => {
  pushed = [];
  pushService = createServer((request, response) => {
    let bytes = 0;
    request.on("data", (part: Buffer) => {
      bytes += part.length;
    });
    request.on("end", () => {
      pushed.push({ headers: request.headers, bytes });
      response.writeHead(201).end();
    });
  });
  await new Promise<void>((listening) => {
    pushService.listen(0, "127.0.0.1", listening);
  });
  estate = await openTestHouse();
});
afterAll(async () => {
  await estate.close();
  pushService.close();
});

/** Asks until the answer is there; the plant and the pump's own delay take their time. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((again) => setTimeout(again, 200));
  }
}

it("1. A pump dries: whoever is on duty is paged in Chinese on WeCom and by web push, answers by a link, and the journal tells it", {
  timeout: 90_000,
}, async () => {
  // The story is one of water: whoever is on must be certified for it, or the certified one is told besides.
  const now = await estate.get("/api/oncall/now", OnCallNow);
  expect(now.rotas.map(({ id }) => id)).toContain("technicians");
  // The phone of tech.water takes push messages.
  const port = (pushService.address() as AddressInfo).port;
  const signedIn = await fetch(`${estate.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "tech.water", password: "a-long-password" }),
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const subscribed = await fetch(`${estate.url}/api/oncall/push`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify({
      endpoint: `http://127.0.0.1:${port}/phone`,
      keys: {
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth: "BTBZMqHH6r4Tts7J_aSIgg",
      },
      label: "phone",
    }),
  });
  expect(subscribed.status).toBe(204);

  expect((await estate.post("/api/demo/scenarios/pump-dry-run/play", {})).status).toBe(200);

  const call = await until(async () => {
    const { calls } = await estate.get("/api/oncall/calls", CallList);
    return calls.find(({ about }) => about.id === DRY_RUN);
  });
  expect(call).toMatchObject({ urgency: "urgent", state: "calling", title: { zh: "水泵干转" } });
  expect(call.told).toContain("tech.water");

  const { messages } = await until(async () => {
    const wall = await estate.get("/api/demo/messages", WallView);
    return wall.messages.some(({ channel }) => channel === "wecom") ? wall : undefined;
  });
  const page = messages.find(({ channel }) => channel === "wecom")!;
  expect(page.to).toContain("@tech.water");
  expect(page.text).toContain("1 号楼 · 水泵房 · 2 号增压泵 水泵干转");
  expect(page.text).toContain("打开进水阀");
  await until(async () => (pushed.length > 0 ? true : undefined));
  expect(pushed[0]).toMatchObject({ headers: { "content-encoding": "aes128gcm", urgency: "high" } });

  // Nobody else may look or act.
  for (const path of [
    "/now",
    "/staff",
    "/rotas",
    "/calls",
    "/deliveries",
    "/channels",
    "/settings",
    "/log?site=riverside",
  ])
    expect((await fetch(`${estate.url}/api/oncall${path}`)).status).toBe(401);
  const asTechnician = (path: string) => fetch(`${estate.url}/api/oncall${path}`, { headers: { cookie } });
  expect((await asTechnician("/channels")).status).toBe(403);
  const others = (await (await asTechnician("/staff")).json()) as {
    staff: { id: string; contacts: unknown }[];
  };
  expect(others.staff.find(({ id }) => id === "mgr.zhao")?.contacts).toBe(null);
  expect(others.staff.find(({ id }) => id === "tech.water")?.contacts).not.toBe(null);

  // Acknowledged from the phone: by the one-time link, without a sign-in. Looking at it does nothing.
  const { deliveries } = await estate.get("/api/oncall/deliveries", DeliveryList);
  const sms = deliveries.find(({ channel, person }) => channel === "demo-wecom" && person === "tech.water")!;
  const { oncall } = estate.house.core;
  const link = `${estate.url}/answer/${oncall.vault.sign(`answer ${sms.id}`, Date.now() + 60_000)}`;
  const looked = await fetch(link);
  expect([looked.status, await looked.text()]).toEqual([200, expect.stringContaining("确认收到")]);
  expect((await estate.get(`/api/alarms/${DRY_RUN}`, AlarmDetail)).alarm?.state).toBe("unacknowledged");
  const answer = (word: string) =>
    fetch(link, { method: "POST", body: new URLSearchParams({ do: word, comment: "五分钟到" }) });
  expect((await answer("on-my-way")).status).toBe(200);
  expect((await answer("acknowledge")).status).toBe(410);
  expect((await fetch(`${link.slice(0, -4)}AAAA`)).status).toBe(404);

  const story = await estate.get(CALL, CallDetail);
  expect(story).toMatchObject({ state: "answered", answeredBy: "tech.water" });
  expect(story.lines.map(({ what }) => what)).toEqual(["opened", "told", "answered", "answered"]);
  expect(story.deliveries.find(({ channel }) => channel === "demo-sms")?.state).toBe("hushed");

  const Entries = z.object({ entries: JournalList.shape.entries });
  const { entries } = await estate.get(`/api/alarms/${DRY_RUN}/journal`, Entries);
  const told = entries.toReversed().map(({ event, actor }) => `${event} ${actor}`);
  expect(told.slice(0, 3)).toEqual(["raise rule", "acknowledge tech.water", "assign tech.water"]);
  expect(entries.find(({ event }) => event === "acknowledge")?.reason).toContain("五分钟到");
});
