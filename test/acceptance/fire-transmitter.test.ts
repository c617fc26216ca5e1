import { afterAll, beforeAll, expect, it } from "vitest";
import type { EventMessage } from "../../broker/contract/index.ts";
import { Gb26875Listen } from "../../facility/assets/index.ts";
import { type Instant, instant } from "../../facility/units/index.ts";
import { type FireReceiver, startFireReceiver } from "../../ingest/decoders/index.ts";
import { type Plant, startPlant } from "../../simulators/index.ts";

let now = Date.UTC(2026, 2, 2, 7);
const clock = (): Instant => instant(now);
let plant: Plant;
let receiver: FireReceiver;
const events: EventMessage[] = [];
let points: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  const heard = await startFireReceiver({
    listen: Gb26875Listen.parse({
      kind: "gb26875",
      port: 0,
      transports: ["tcp"],
      panels: [{ asset: "b1-fire-panel" }],
    }),
    timeZone: "Asia/Shanghai",
    clock,
    log: { info: () => undefined, warn: () => undefined },
    listener: {
      readings: (_asset, values) => {
        points = Object.fromEntries(values);
        return true;
      },
      event: (_asset, event) => events.push(event) > 0,
      silent: () => undefined,
    },
  });
  if (!heard.ok) throw new Error(heard.problem);
  receiver = heard.value;
  const started = await startPlant({ seed: 1, ports: "free", clock });
  if (!started.ok) throw new Error(started.problem);
  plant = started.value;
  plant.callCentre("b1-fire-panel", "127.0.0.1", receiver.port);
});
afterAll(async () => {
  await plant.close();
  await receiver.close();
});

/** Turns the plant's clock on, and waits until the wire has brought what then is true. */
async function after(seconds: number, expected: Record<string, unknown>) {
  now += seconds * 1_000;
  await expect.poll(() => points, { timeout: 5_000, interval: 20 }).toMatchObject(expected);
}
const told = (code: string) => events.filter((event) => event.code === code).map(({ text }) => text);

it("a fire on floor 12 comes as GB/T 26875.3 frames: pre-alarm, call point, feedback but for one shutter, reset", async () => {
  await after(1, { fire: false, pre_alarm: false, mains: true, fault: false });
  plant.play("fire-floor-12");
  await after(5, { fire: false, pre_alarm: true, detectors_active: 0 });
  expect(told("pre-alarm")).toEqual(["12层走道烟感2"]);
  await after(10, { fire: true, pre_alarm: false, first_zone: 12 });
  expect(told("fire")[0]).toBe("12层手报1");

  await after(45, { fire: true, detectors_active: 3 });
  await expect.poll(() => told("feedback").length, { timeout: 5_000 }).toBe(7);
  expect(told("started")).toContain("12层防火卷帘3");
  expect(told("feedback")).not.toContain("12层防火卷帘3");
  expect(told("feedback")).toEqual(
    expect.arrayContaining(["12层防火卷帘1", "12层排烟风机1", "12层防火门2", "12层电梯迫降"]),
  );

  // Reset at the panel, four minutes after it began.
  now += 30_000;
  await expect
    .poll(() => plant.scenarios().find(({ id }) => id === "fire-floor-12")?.running?.elapsedSeconds)
    .toBeGreaterThan(80);
  now += 55_000;
  await expect
    .poll(() => plant.scenarios().find(({ id }) => id === "fire-floor-12")?.running?.elapsedSeconds)
    .toBeGreaterThan(130);
  now += 55_000;
  await expect
    .poll(() => plant.scenarios().find(({ id }) => id === "fire-floor-12")?.running?.elapsedSeconds)
    .toBeGreaterThan(185);
  await after(58, { fire: false, pre_alarm: false, detectors_active: 0, first_zone: 0 });
  expect(
    told("system-reset").length + events.filter(({ code }) => code === "system-reset").length,
  ).toBeGreaterThan(0);
  const [report] = receiver.report();
  expect(report).toMatchObject({ online: true, garbled: 0, refused: 0 });
});
