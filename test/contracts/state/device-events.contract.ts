import { describe, expect, it } from "vitest";
import type { DeviceEvent, DeviceEventStore } from "../../../facility/readings/index.ts";
import { assetId, instant } from "../../../facility/units/index.ts";

const panel = assetId("riverside", "fire");
const event = (at: number, more: Partial<DeviceEvent> = {}): DeviceEvent => ({
  asset: panel,
  at: instant(at),
  receivedAt: instant(at + 5),
  scheme: "gb26875",
  code: "fire",
  ...more,
});

/** What every keeper of device events does. */
export function deviceEventsContract(open: () => Promise<DeviceEventStore>): void {
  describe("device events", () => {
    it("keeps them whole, newest first, by asset and before a moment", async () => {
      const events = await open();
      const smoke = event(2, { text: "12 层烟感", details: { zone: 12, test: true, panelTime: "x" } });
      for (const one of [event(1), smoke, event(3), event(4, { asset: assetId("riverside", "other") })])
        await events.add(one);
      expect(await events.list({ asset: panel, limit: 10 })).toEqual([event(3), smoke, event(1)]);
      expect(await events.list({ asset: panel, limit: 10, before: instant(3) })).toEqual([smoke, event(1)]);
      expect(await events.list({ asset: panel, limit: 1 })).toEqual([event(3)]);
    });

    it("an event sent again is one event; another detector at the same moment is another", async () => {
      const events = await open();
      await events.add(event(1, { details: { point: 1 } }));
      await events.add(event(1, { details: { point: 1 }, receivedAt: instant(900) }));
      await events.add(event(1, { details: { point: 2 } }));
      expect(await events.list({ asset: panel, limit: 10 })).toHaveLength(2);
    });
  });
}
