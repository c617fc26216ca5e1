import { beforeEach, describe, expect, it } from "vitest";
import { AboutView, ScenarioView } from "../contract/index.ts";
import { fakeHouse, problemOf } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

describe("the demo plant", () => {
  it("plays and stops a scenario", async () => {
    const act = async (path: string) => await house.call("engineer", "POST", `/api/demo/scenarios/${path}`);
    expect(ScenarioView.parse(await (await act("dry-run/play")).json()).playing).toBe(true);
    const twice = await act("dry-run/play");
    expect(twice.status).toBe(409);
    expect((await problemOf(twice)).detail).toContain("stop it first");
    expect(ScenarioView.parse(await (await act("dry-run/stop")).json()).playing).toBe(false);
    expect((await problemOf(await act("dry-rum/play"))).detail).toContain("Try dry-run");
  });

  it("has no routes on a real estate, and the server says which of the two it is", async () => {
    const estate = await fakeHouse({}, { demo: false });
    const simulated = async (of: typeof house) =>
      AboutView.parse(await (await of.call("viewer", "GET", "/api/about")).json()).simulated;
    expect([await simulated(house), await simulated(estate)]).toEqual([true, false]);
    expect((await estate.call("admin", "GET", "/api/demo/scenarios")).status).toBe(404);
  });
});
