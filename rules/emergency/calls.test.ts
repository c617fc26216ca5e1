import { expect, it } from "vitest";
import { planLibrary } from "../../facility/emergency/index.ts";
import { type AssetId, type Instant, instant, text } from "../../facility/units/index.ts";
import { type Calls, withPlaces } from "./calls.ts";

const AT = instant(1_760_000_000_000);
const PANEL = "s.panel" as AssetId;
const call = {
  version: { plan: planLibrary[0]!, version: 0, by: "", at: 0, comment: "" },
  trigger: {
    ...{ by: "alarm", alarm: "s.panel.fire", occurrence: 1, title: text("Fire", "火警") },
    ...{ at: AT, asset: PANEL, where: text("Tower A · Fire panel", "A 座 · 火灾报警主机") },
  },
  asset: {} as Calls["asset"],
} satisfies Calls;
const told = (code: string, words: string, at: number) =>
  ({
    asset: PANEL,
    at: at as Instant,
    receivedAt: at as Instant,
    scheme: "gb26875",
    code,
    text: words,
  }) as never;
const asked = (events: () => Promise<readonly never[]>) => {
  const said: string[] = [];
  return withPlaces(call, {
    plant: { look: () => undefined, events },
    log: { warn: (message) => said.push(message), info: () => {} },
  }).then(({ trigger }) => ({ where: trigger.where.zh, said }));
};

it("who goes is told the devices that called, each once and in their order", async () => {
  const events = [
    told("fire", "12层手报9", AT + 2),
    told("feedback", "12层防火门1", AT + 1),
    told("fire", "12层走道烟感3", AT),
    told("fire", "12层走道烟感3", AT + 3),
  ];
  expect(await asked(async () => events)).toEqual({
    where: "A 座 · 火灾报警主机 · 12层走道烟感3, 12层手报9",
    said: [],
  });
});

it("a panel that has named nothing, or cannot be read, holds nobody up", async () => {
  expect(await asked(async () => [])).toMatchObject({ where: "A 座 · 火灾报警主机" });
  const broken = await asked(() => Promise.reject(new Error("locked")));
  expect(broken).toMatchObject({ where: "A 座 · 火灾报警主机", said: [expect.stringContaining("locked")] });
});
