import { expect, it } from "vitest";
import type { Channel, Delivery, Notice } from "../../facility/oncall/index.ts";
import { instant } from "../../facility/units/index.ts";
import { ManualTime, T0 } from "./fakes.ts";
import { Heartbeat } from "./heartbeat.ts";

const name = { en: "SMS", zh: "短信" };
const channel = (more: Partial<Channel> = {}): Channel =>
  ({
    id: "sms",
    name,
    enabled: true,
    kind: "webhook",
    testEveryHours: 24,
    testAddress: "+86 1",
    ...more,
  }) as Channel;

function watched(more: { channels?: Channel[]; lastTest?: number; tests?: "sent" | "failed" } = {}) {
  const time = new ManualTime(T0);
  const pings: number[] = [];
  const told: Notice[] = [];
  const tested: string[] = [];
  const state = { reachable: true, ill: undefined as string | undefined };
  const turns = async () => {
    for (let i = 0; i < 6; i++) await new Promise(setImmediate);
  };
  const heartbeat = new Heartbeat({
    book: {
      refresh: async () => undefined,
      settings: () => ({
        publicUrl: "",
        linkHours: 12,
        keepDays: 400,
        heartbeat: { url: "https://w", everySeconds: 60 },
      }),
      channels: () => more.channels ?? [],
    } as never,
    pager: {
      trouble: null,
      waiting: 0,
      send: async (notice: Notice) => void told.push(notice),
      test: async (id: string) => {
        tested.push(`${(time.now() - T0) / 3_600_000} ${id}`);
        return { state: more.tests ?? "sent", detail: "HTTP 500" } as Delivery;
      },
    } as never,
    ping: async () => {
      pings.push((time.now() - T0) / 1_000);
      if (!state.reachable) throw new Error("refused");
    },
    lastTest: async () => (more.lastTest === undefined ? undefined : instant(more.lastTest)),
    ill: () => state.ill,
    site: () => "s",
    clock: time.clock,
    scheduler: time,
    log: { warn: () => undefined, info: () => undefined },
  });
  return { time, pings, told, tested, state, heartbeat, pass: (ms: number) => time.pass(ms, turns) };
}

it("pings at its pace as long as all is well, and falls silent when a part is ill", async () => {
  const it = watched();
  await it.pass(180_000);
  expect(it.pings).toEqual([15, 75, 135]);
  it.state.ill = "journal: disk full";
  await it.pass(300_000);
  expect(it.pings).toHaveLength(3);
  expect(it.heartbeat.state).toMatchObject({ ok: false, detail: "not sent: journal: disk full" });
  it.state.ill = undefined;
  await it.pass(60_000);
  expect(it.pings).toHaveLength(4);
  expect(it.told).toEqual([]);
  await it.heartbeat.close();
});

it("an outside watch that cannot be reached three times in a row is told to the managers, once", async () => {
  const it = watched();
  it.state.reachable = false;
  await it.pass(120_000);
  expect(it.told).toEqual([]);
  await it.pass(600_000);
  expect(it.told).toMatchObject([
    { urgency: "urgent", answerable: true, audience: { to: "role", role: "manager", site: "s" } },
  ]);
  expect(it.told[0]?.body.zh).toContain("连续三次心跳失败");
  it.state.reachable = true;
  await it.pass(60_000);
  expect(it.heartbeat.state?.ok).toBe(true);
  await it.heartbeat.close();
});

it("each channel tests itself on its schedule, a restart in between or not; a failure is told", async () => {
  const day = 24 * 3_600_000;
  const fresh = watched({ channels: [channel(), channel({ id: "off", enabled: false })], tests: "failed" });
  await fresh.pass(23.9 * 3_600_000);
  expect(fresh.tested).toEqual([]);
  await fresh.pass(0.2 * 3_600_000);
  expect(fresh.tested).toHaveLength(1);
  expect(fresh.told.map(({ title }) => title.zh)).toEqual(["通道“短信”测试失败"]);
  await fresh.heartbeat.close();
  // Tested 23 hours before the start: the next one is an hour after it, not a day.
  const again = watched({ channels: [channel()], lastTest: T0 - day + 3_600_000 });
  await again.pass(1.1 * 3_600_000);
  expect(again.tested).toHaveLength(1);
  expect(again.told).toEqual([]);
  await again.heartbeat.close();
});
