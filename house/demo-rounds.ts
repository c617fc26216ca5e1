import type { SiteFile } from "../facility/assets/index.ts";
import { defaultChecklist, Round, StockPart, type StockPartInput } from "../facility/maintenance/index.ts";
import { text } from "../facility/units/index.ts";
import type { Core } from "./core.ts";

/** The rounds that the demo's people walk. */
export async function fillRounds(core: Core, file: SiteFile): Promise<void> {
  const { rounds } = core.maintenance;
  const site = file.site.id;
  const has = (slug: string) => file.assets.some(({ id }) => id === slug);
  const stops = [
    { slug: "b1-booster-1", type: "booster-pump", en: "Booster pump 1", zh: "1 号增压泵" },
    { slug: "b1-booster-2", type: "booster-pump", en: "Booster pump 2", zh: "2 号增压泵" },
    { slug: "b1-fire-panel", type: "fire-panel", en: "Fire panel", zh: "火灾报警主机" },
    { slug: "b2-lift-1", type: "lift", en: "Lift 1 lobby", zh: "1 号电梯厅" },
  ].filter(({ slug }) => has(slug));
  await rounds.put(
    Round.parse({
      id: "daily-plant-round",
      site,
      title: text("Daily plant round", "设备房日巡检"),
      kind: "inspection",
      everyHours: 24,
      basis: "practice",
      stops: stops.map(({ slug, type, en, zh }) => ({
        id: slug,
        title: text(en, zh),
        asset: `${site}.${slug}`,
        code: `${site}.${slug}`,
        checklist:
          type === "lift"
            ? [
                { kind: "check", id: "doors", title: text("Doors close quietly", "层门关闭平稳") },
                { kind: "check", id: "light", title: text("Car light and fan", "轿厢照明与风扇") },
              ]
            : defaultChecklist(type, "round")
                .filter(({ kind, photo }) => kind !== "permit" && !photo)
                .slice(0, 4),
      })),
    }),
  );
  await rounds.put(
    Round.parse({
      id: "night-patrol",
      site,
      title: text("Night patrol", "夜间巡逻"),
      kind: "patrol",
      everyHours: 2,
      basis: "law",
      source: "Order 61 art. 25",
      stops: ["b1", "b2"].map((building, i) => ({
        id: `gate-${building}`,
        title: text(`Gate of building ${i + 1}`, `${i + 1} 号楼大门`),
        code: `${site}-gate-${building}`,
        checklist: [
          { kind: "check", id: "exit", title: text("Fire exit is clear", "疏散通道畅通") },
          { kind: "check", id: "light", title: text("Emergency lights on", "应急照明正常") },
        ],
      })),
    }),
  );
}

/** The store of the demo: one part is below its minimum, so that its line and its notice are there to see. */
export async function fillParts(core: Core, site: string): Promise<void> {
  const parts: readonly StockPartInput[] = [
    {
      id: "bearing-6308",
      site,
      name: text("Deep groove bearing 6308-2Z", "深沟球轴承 6308-2Z"),
      number: "6308-2Z",
      unit: "",
      place: "A-02",
      types: ["booster-pump"],
      unitCost: 95,
      minimum: 2,
      counted: 4,
    },
    {
      id: "seal-32",
      site,
      name: text("Mechanical seal 32 mm", "机械密封 32 mm"),
      number: "M7N-32",
      place: "A-03",
      types: ["booster-pump", "fire-pump"],
      unitCost: 480,
      minimum: 2,
      counted: 1,
    },
    {
      id: "door-roller",
      site,
      name: text("Lift door roller", "电梯门滚轮"),
      number: "DR-56",
      place: "B-01",
      types: ["lift"],
      unitCost: 38,
      minimum: 4,
      counted: 10,
    },
    {
      id: "smoke-detector",
      site,
      name: text("Smoke detector", "点型感烟火灾探测器"),
      number: "JTY-GD",
      place: "C-01",
      types: ["fire-panel"],
      unitCost: 86,
      minimum: 6,
      counted: 12,
    },
  ];
  for (const part of parts) await core.maintenance.stock.put(StockPart.parse(part));
}
