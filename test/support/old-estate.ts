import { type SiteAsset, SiteFile } from "../../facility/assets/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import { pastOf } from "../../simulators/index.ts";

/**
 * An estate of 312 assets that was built in three stages, with years of work behind it; the same for the same seed.
 * Three towers with four lifts each; pumps, panels, meters and switchgear as such an estate has them.
 */
export function oldEstate(seed: number): SiteFile {
  let state = seed >>> 0;
  const dice = () => {
    // Mulberry32: small, seeded, good enough for ages and prices.
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const towers = [
    { id: "tower-a", en: "Tower A", zh: "A 座", built: 2012 },
    { id: "tower-b", en: "Tower B", zh: "B 座", built: 2006 },
    { id: "tower-c", en: "Tower C", zh: "C 座", built: 2018 },
  ];
  const assets: object[] = [];
  const add = (
    tower: (typeof towers)[number],
    type: string,
    count: number,
    en: string,
    zh: string,
    [low, high]: readonly [number, number],
    built = tower.built,
  ) => {
    for (let n = 1; n <= count; n++) {
      const year = Math.min(2025, built + Math.floor(dice() * 2));
      assets.push({
        id: `${tower.id}-${type}-${n}`,
        type,
        in: tower.id,
        name: { en: `${tower.en} ${en} ${n}`, zh: `${tower.zh}${n} 号${zh}` },
        installed: `${year}-${String(1 + Math.floor(dice() * 12)).padStart(2, "0")}-15`,
        costCny: Math.round((low + dice() * (high - low)) / 100) * 100,
        serial: `${type.slice(0, 2).toUpperCase()}-${tower.id.slice(-1)}${n}`,
      } satisfies Partial<SiteAsset>);
    }
  };
  for (const tower of towers) {
    add(tower, "lift", 4, "lift", "电梯", [320_000, 420_000]);
    add(tower, "fire-panel", 1, "fire panel", "火灾报警主机", [70_000, 90_000]);
    add(tower, "fire-pump", 2, "fire pump", "消防泵", [60_000, 90_000]);
    add(tower, "jockey-pump", 2, "jockey pump", "稳压泵", [9_000, 14_000]);
    add(tower, "booster-pump", 6, "booster pump", "生活增压泵", [18_000, 32_000], tower.built + 3);
    add(tower, "sump-pump", 8, "sump pump", "潜水排污泵", [6_000, 12_000], tower.built + 7);
    add(tower, "water-tank", 2, "water tank", "生活水箱", [45_000, 60_000]);
    add(tower, "transformer", 2, "transformer", "干式变压器", [160_000, 220_000]);
    add(tower, "feeder", 16, "feeder", "配电出线柜", [12_000, 26_000]);
    add(tower, "genset", 1, "generator", "柴油发电机组", [280_000, 360_000]);
    add(tower, "ats", 4, "transfer switch", "双电源切换", [14_000, 24_000]);
    add(tower, "ups", 2, "UPS", "不间断电源", [18_000, 30_000], 2021);
    add(tower, "power-meter", 32, "meter", "电表", [700, 1_500], 2017);
    add(tower, "water-meter", 12, "water meter", "水表", [900, 2_400], 2019);
    add(
      tower,
      "electrical-fire-monitor",
      8,
      "electrical fire monitor",
      "电气火灾监控器",
      [1_200, 2_200],
      tower.built + 4,
    );
    add(tower, "fire-pressure", 2, "fire main pressure", "消防管网压力", [900, 1_500], tower.built + 6);
  }
  return SiteFile.parse({
    site: { id: "old-town", name: { en: "Old Town Estate", zh: "老城花园" } },
    places: towers.map(({ id, en, zh }) => ({ id, kind: "building", name: { en, zh } })),
    assets,
    gateways: [],
  });
}

/** Its last three years: failures, works, visits and costs. */
export const pastOfOldEstate = (site: SiteFile, now: Instant) =>
  pastOf({ site, seed: 7, years: 3, now, utcOffsetHours: 8 });
