import { expect, it } from "vitest";
import type { DeviceEvent } from "../../facility/readings/index.ts";
import { type AssetId, instant } from "../../facility/units/index.ts";
import { smallEstate } from "../fakes/estate.ts";
import { fakeHouse } from "../fakes/index.ts";

const asset = [...smallEstate().assets.keys()][0] as AssetId;
const told: DeviceEvent[] = [3, 2, 1].map((at) => ({
  asset,
  at: instant(at),
  receivedAt: instant(at + 1),
  scheme: "gb26875",
  code: "fire",
  text: "烟感",
  details: { zone: 10, point: at },
}));

it("lists what a device told, and says which asset does not exist", async () => {
  const asked: unknown[] = [];
  const { call, get } = await fakeHouse({
    deviceEvents: {
      add: async () => undefined,
      list: async (query) => {
        asked.push(query);
        return told.slice(0, query.limit);
      },
    },
  });
  expect(await get(`/api/assets/${asset}/events?limit=2&before=9`)).toMatchObject({
    events: told.slice(0, 2).map((event) => ({ ...event })),
  });
  expect(asked).toEqual([{ asset, before: 9, limit: 2 }]);
  expect((await call("viewer", "GET", "/api/assets/riverside.nothing/events")).status).toBe(404);
  expect((await call(undefined, "GET", `/api/assets/${asset}/events`)).status).toBe(401);
});
