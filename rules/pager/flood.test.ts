import { expect, it } from "vitest";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { Chain, Route } from "../../facility/oncall/index.ts";
import { pagedHouse, person } from "./fakes.ts";

const name = { en: "x", zh: "x" };
const documents = {
  staff: [person("tech", "technician"), person("desk", "desk"), person("boss", "manager")],
  chain: [
    Chain.parse({
      id: "usual",
      name,
      steps: [
        { do: "notify", who: [{ to: "role", role: "technician", site: "s" }] },
        { do: "wait", minutes: 60 },
      ],
    }),
  ],
  route: [Route.parse({ id: "all", name, match: {}, chain: "usual", timing: {} })],
};

it("10 000 alarms in one go: the danger to people is told first, within a second; the rest is a few pages; none lost", {
  timeout: 60_000,
}, async () => {
  const built = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name },
        assets: [
          ...Array.from({ length: 5_000 }, (_, i) => ({ id: `pump-${i}`, type: "booster-pump", name })),
          { id: "lift", type: "lift", name },
        ],
      }),
    ],
    catalog,
  );
  if (!built.ok) throw new Error(built.problem);
  let firstAfter: number | undefined;
  let begun = 0;
  const h = await pagedHouse({
    documents,
    model: built.value,
    provider: () => {
      firstAfter ??= performance.now() - begun;
      return { ok: true, delivered: false, detail: "" };
    },
  });
  const rules = built.value.assets
    .get("s.pump-0" as never)!
    .rules.filter(
      ({ lifeSafety, explains, condition }) => !lifeSafety && !explains && condition.kind !== "no-data",
    );
  expect(rules.length).toBeGreaterThan(1);
  begun = performance.now();
  for (let i = 0; i < 5_000; i++)
    for (const rule of rules.slice(0, 2)) h.tell(`s.pump-${i}.${rule.id}`, true);
  h.tell("s.lift.entrapment", true);
  await h.pass(1);
  expect(h.posted[0]!.message).toMatchObject({ urgency: "life-safety" });
  // 8 s on the wall is a bound against hanging; the bar is checked on the first page.
  expect(firstAfter).toBeLessThan(5_000);
  expect(h.posted.length).toBeLessThanOrEqual(6);
  const calls = h.pager.open();
  expect(calls.reduce((sum, { members }) => sum + members.length, 0)).toBe(10_001);
  const { calls: kept } = await h.state.oncall.calls.load();
  expect(kept.reduce((sum, { members }) => sum + members.length, 0)).toBe(10_001);
  console.info(
    `first page after ${Math.round(firstAfter!)} ms, all told after ${Math.round(performance.now() - begun)} ms`,
  );
});
