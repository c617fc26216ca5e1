import { beforeEach, describe, expect, it } from "vitest";
import { StorageView } from "../contract/index.ts";
import { fakeHouse, problemOf } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

describe("storage", () => {
  it("says how much is kept and how much room is left", async () => {
    const view = StorageView.parse(await house.get("/api/storage", "engineer"));
    expect(view.tiers.map(({ tier }) => tier)).toEqual(["raw", "1m", "1h"]);
    expect(view.disk.freeBytes).toBe(50);
  });

  it("takes a policy from a manager, and writes down who set it", async () => {
    const policy = { raw: 30, "1m": 365, "1h": null };
    const refused = await house.call("engineer", "PUT", "/api/storage/retention", policy);
    expect(refused.status).toBe(403);
    const answer = await house.call("manager", "PUT", "/api/storage/retention", policy);
    expect(StorageView.parse(await answer.json()).retention).toEqual(policy);
    expect(house.logged).toContainEqual(
      expect.objectContaining({ message: "retention changed", fields: { policy, by: "manager" } }),
    );
  });

  it.each([
    [{ raw: 400, "1m": 30, "1h": null }, "raw"],
    [{ raw: 0, "1m": 30, "1h": null }, "raw"],
    [{ raw: 1, "1m": "long", "1h": null }, "1m"],
    [{ raw: 1, "1m": 2 }, "1h"],
  ])("refuses %j by the field's path", async (policy, path) => {
    const answer = await house.call("manager", "PUT", "/api/storage/retention", policy);
    expect(answer.status).toBe(400);
    expect((await problemOf(answer)).errors?.map((error) => error.path)).toEqual([path]);
    expect(house.archive.retention.raw).toBe(400);
  });

  it("has no routes where a database server keeps the readings", async () => {
    const without = await fakeHouse({ archive: undefined });
    expect((await without.call("engineer", "GET", "/api/storage")).status).toBe(404);
  });
});
