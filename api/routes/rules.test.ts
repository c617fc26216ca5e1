import { beforeEach, describe, expect, it } from "vitest";
import { BacktestView, EffectiveRuleList, OverridePreview } from "../contract/index.ts";
import { fakeHouse, problemOf, pump, T } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});
const change = (condition: Record<string, unknown>) => ({
  is: "patch",
  scope: { of: "asset", asset: pump },
  rule: "motor-hot",
  patch: { condition },
});
const motorHot = async () =>
  EffectiveRuleList.parse(await house.get(`/api/assets/${pump}/rules`)).rules.find(
    ({ rule }) => rule.id === "motor-hot",
  );

describe("rules", () => {
  it("are shown with whose word each changed value is, and changed back", async () => {
    expect(await motorHot()).toMatchObject({ inCatalogue: true, origins: [] });
    const put = await house.call("engineer", "PUT", "/api/rules/overrides", change({ limit: 80 }));
    expect(put.status).toBe(200);
    expect(await motorHot()).toMatchObject({
      rule: { condition: { limit: 80 } },
      origins: [{ path: "condition.limit", before: 95, scope: { of: "asset", asset: pump } }],
    });
    const where = `/api/rules/overrides?scope=${encodeURIComponent(`asset:${pump}`)}&rule=motor-hot`;
    expect((await house.call("engineer", "DELETE", where)).status).toBe(204);
    expect((await house.call("engineer", "DELETE", where)).status).toBe(404);
    expect(await motorHot()).toMatchObject({ origins: [] });
    expect((await house.call("engineer", "DELETE", "/api/rules/overrides?scope=x&rule=y")).status).toBe(400);
  });

  it("are previewed without being changed", async () => {
    const answer = await house.call("viewer", "POST", "/api/rules/overrides/preview", change({ limit: 80 }));
    const { assets } = OverridePreview.parse(await answer.json());
    expect(assets[0]?.after?.rule.condition).toMatchObject({ limit: 80 });
    expect(await motorHot()).toMatchObject({ origins: [] });
  });

  it("are changed by engineers only, and only to what makes sense", async () => {
    expect((await house.call("technician", "PUT", "/api/rules/overrides", change({ limit: 1 }))).status).toBe(
      403,
    );
    const wrong = await house.call("engineer", "PUT", "/api/rules/overrides", change({ limit: "hot" }));
    expect((await problemOf(wrong)).detail).toContain("condition.limit");
    expect((await house.call("viewer", "GET", "/api/assets/riverside.nosuch/rules")).status).toBe(404);
  });
});

describe("backtests", () => {
  const ask = { asset: pump, rule: "motor-hot", from: T - 86_400_000, to: T };

  it("are started with a draft, asked for and stopped", async () => {
    const started = await house.call("technician", "POST", "/api/backtests", {
      ...ask,
      patch: { condition: { limit: 80 } },
    });
    expect(started.status).toBe(202);
    const { id } = BacktestView.parse(await started.json());
    expect(BacktestView.parse(await house.get(`/api/backtests/${id}`))).toMatchObject({
      state: "done",
      alarmsPerDay: 1,
      difference: { same: 1 },
    });
    expect((await house.call("technician", "DELETE", `/api/backtests/${id}`)).status).toBe(204);
    expect((await house.call("viewer", "GET", "/api/backtests/nosuch")).status).toBe(404);
  });

  it("say what is wrong with a draft", async () => {
    const unknown = await house.call("technician", "POST", "/api/backtests", { ...ask, rule: "nosuch" });
    expect((await problemOf(unknown)).detail).toContain('no rule "nosuch"');
    const misfit = await house.call("technician", "POST", "/api/backtests", {
      ...ask,
      patch: { condition: { forSeconds: 3 } },
    });
    expect(misfit.status).toBe(422);
  });
});
