import { expect, it } from "vitest";
import { buildModel, SiteFile } from "../assets/index.ts";
import { catalog } from "../catalog/index.ts";
import type { AssetId } from "../units/index.ts";
import { placeKey } from "./together.ts";

const name = { en: "A", zh: "甲" };
const site = SiteFile.parse({
  site: { id: "s", name },
  places: [
    { id: "b1", kind: "building", name },
    { id: "room", kind: "zone", name, in: "b1" },
  ],
  assets: [
    { id: "pump-1", type: "booster-pump", name, in: "room" },
    { id: "pump-2", type: "booster-pump", name, in: "room" },
    { id: "fire-pump", type: "fire-pump", name, in: "room" },
    { id: "jockey", type: "jockey-pump", name, in: "room" },
    { id: "nowhere", type: "booster-pump", name },
  ],
});
const model = buildModel([site], catalog);
if (!model.ok) throw new Error(model.problem);
const keyOf = (slug: string) => placeKey(model.value, `s.${slug}` as AssetId);

it("one way to a room does what stands in it, but not what the law keeps for others", () => {
  expect(keyOf("pump-1")).toBe(keyOf("pump-2"));
  expect(keyOf("fire-pump")).not.toBe(keyOf("pump-1"));
  expect(keyOf("fire-pump")).toBe(keyOf("jockey"));
  expect(keyOf("nowhere")).toBe("s.nowhere");
});
