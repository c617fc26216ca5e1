import { expect, it } from "vitest";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { Chain, Route } from "../../facility/oncall/index.ts";
import { pagedHouse, person } from "../../rules/pager/fakes.ts";
import { chosenStores } from "../support/profile.ts";

const name = (text: string) => ({ en: text, zh: text });
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const lifts = numbers(30).map((n) => `lift-${n}`);
const pumps = numbers(30).map((n) => `pump-${n}`);
const panels = numbers(30).map((n) => `panel-${n}`);
const devices = [...lifts, ...pumps, ...panels];

const built = buildModel(
  [
    SiteFile.parse({
      site: { id: "s", name: name("S") },
      assets: [
        { id: "feeder-2", type: "power-meter", name: name("10 kV feeder 2"), feeds: devices },
        ...lifts.map((id) => ({ id, type: "lift", name: name(id) })),
        ...pumps.map((id) => ({ id, type: "booster-pump", name: name(id) })),
        ...panels.map((id) => ({ id, type: "fire-panel", name: name(id) })),
      ],
      gateways: [{ id: "gw", name: name("Gateway"), assets: ["feeder-2", ...devices] }],
    }),
  ],
  catalog,
);
if (!built.ok) throw new Error(built.problem);
const model = built.value;

it("4. The feeder drops: one page for the feeder, one for the people in the lift, none for the 90 devices behind it, whichever is heard first", async () => {
  const stores = await chosenStores();
  const h = await pagedHouse({
    model,
    ...{ state: stores.state, fresh: true, settled: stores.settled },
    documents: {
      staff: [person("tech", "technician"), person("boss", "manager")],
      chain: [
        Chain.parse({
          id: "usual",
          name: name("x"),
          steps: [
            { do: "notify", who: [{ to: "role", role: "technician", site: "s" }] },
            { do: "wait", minutes: 60 },
          ],
        }),
      ],
      route: [Route.parse({ id: "all", name: name("x"), match: {}, chain: "usual", timing: {} })],
    },
  });
  const follows = (slug: string) => {
    const rules = model.assets.get(`s.${slug}` as never)?.rules ?? [];
    const rule = rules.find(({ condition }) => condition.kind === "no-data");
    if (!rule) throw new Error(`${slug} has no rule about silence`);
    return `s.${slug}.${rule.id}`;
  };
  // Ten are heard of three seconds before their cause, the others after it.
  for (const slug of devices.slice(0, 10)) h.tell(follows(slug), true);
  await h.pass(3 / 60);
  expect(h.posted).toEqual([]);
  h.tell("s.feeder-2.supply-lost", true);
  for (const slug of devices.slice(10)) h.tell(follows(slug), true);
  h.tell("s.lift-4.entrapment", true);
  await h.pass(5);
  expect(h.posted.map(({ message }) => `${message.urgency} ${message.kind}`).sort()).toEqual([
    "life-safety page",
    "urgent page",
  ]);
  expect(h.posted.find(({ message }) => message.urgency === "urgent")?.message.title.en).toContain(
    "10 kV feeder 2",
  );

  // Supply returns; after the grace pump 7 alone is still silent, and that is a page of its own.
  h.tell("s.feeder-2.supply-lost", false);
  for (const slug of devices) if (slug !== "pump-7") h.tell(follows(slug), false);
  await h.pass(2);
  const pages = h.posted
    .filter(({ message }) => message.kind === "page")
    .map(({ message }) => message.title.en);
  expect(pages).toHaveLength(3);
  expect(pages.at(-1)).toContain("pump-7");
  await h.pager.close();
  await h.desk.close();
  await stores.close();
});
