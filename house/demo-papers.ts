import type { SiteFile } from "../facility/assets/index.ts";
import {
  Certificate,
  type CertificateInput,
  Contract,
  type ContractInput,
  plusDays,
} from "../facility/maintenance/index.ts";
import { text } from "../facility/units/index.ts";
import type { Core } from "./core.ts";

/** The demo's contracts, certificates, budgets and tariff, as they stand on that day. */
export async function fillPapers(core: Core, file: SiteFile, today: string): Promise<void> {
  const { shelves } = core.maintenance;
  const site = file.site.id;
  const year = Number(today.slice(0, 4));
  const contracts: ContractInput[] = [
    {
      id: "lift-maintenance",
      site,
      vendor: "Kangda Lift Service 康达电梯维保",
      contact: "kangda.zhou",
      phone: "010-5550-0108",
      title: text("Lift maintenance, all in", "电梯全包维保合同"),
      systems: ["lift"],
      from: `${year - 1}-01-01`,
      until: plusDays(today, 64),
      arriveMinutes: { critical: 30, high: 60, medium: 240, low: 1_440 },
      repairHours: { critical: 4, high: 24, medium: 72, low: 240 },
      penaltyCny: 500,
      yearlyCny: 28_800,
    },
    {
      id: "fire-maintenance",
      site,
      vendor: "Hengan Fire Technology 恒安消防技术",
      phone: "0571 8000 0119",
      title: text("Fire installation maintenance", "消防设施维保合同"),
      systems: ["fire"],
      from: `${year}-01-01`,
      until: `${year + 1}-12-31`,
      renews: "by-itself",
      arriveMinutes: { critical: 60, high: 120, medium: 480 },
      repairHours: { critical: 12, high: 24, medium: 72 },
      penaltyCny: 300,
      yearlyCny: 36_000,
    },
    {
      id: "water-maintenance",
      site,
      vendor: "Qingyuan Pump Service 清源水泵服务",
      phone: "0571 8000 0123",
      title: text("Pumps and tanks", "水泵与水箱维保合同"),
      systems: ["water"],
      from: `${year - 1}-07-01`,
      until: `${year + 1}-06-30`,
      arriveMinutes: { critical: 120, high: 240 },
      repairHours: { critical: 24, high: 48, medium: 120 },
      yearlyCny: 12_000,
    },
  ];
  for (const input of contracts) {
    const value = Contract.parse(input);
    await shelves.contracts.put({ id: value.id, site, at: Date.parse(value.until), value });
  }
  const lifts = file.assets.filter(({ type }) => type === "lift");
  const certificates: CertificateInput[] = [
    ...lifts.map((lift, i) => ({
      id: `lift-inspection-${lift.id}`,
      site,
      kind: "lift-inspection" as const,
      title: text("Yearly lift inspection", "电梯定期检验合格证"),
      holder: `${site}.${lift.id}`,
      number: `TS3310-${String(41_207 + i * 13)}`,
      issuedBy: "特种设备检验院",
      issued: plusDays(today, -325 + i * 90),
      until: plusDays(today, 40 + i * 90),
    })),
    {
      id: "fire-test",
      site,
      kind: "fire-test",
      title: text("Yearly test of the fire installation", "消防设施年度检测报告"),
      holder: `${site}.b1-fire-panel`,
      number: `XF-${year}-0388`,
      issuedBy: "Hengan Fire Technology 恒安消防技术",
      issued: plusDays(today, -200),
      until: plusDays(today, 165),
    },
    {
      id: "person-tech-lift",
      site,
      kind: "person",
      title: text("Lift repair T", "特种设备作业人员证（电梯修理 T）"),
      holder: "tech.lift",
      number: "T-330102-8841",
      // As on his on-call profile, by which he may be given lift work.
      issued: "2024-07-01",
      until: "2028-06-30",
    },
    {
      id: "person-eng-chen",
      site,
      kind: "person",
      title: text("High-voltage electrician", "高压电工作业证"),
      holder: "eng.chen",
      number: "T-330104-2207",
      issued: plusDays(today, -1_100),
      until: plusDays(today, -5),
    },
    {
      id: "person-desk-1",
      site,
      kind: "person",
      title: text("Fire control room operator", "消防设施操作员（中级）"),
      holder: "desk.1",
      number: "XF-23-10077",
      issued: plusDays(today, -700),
      until: plusDays(today, 395),
    },
  ];
  for (const input of certificates) {
    const value = Certificate.parse(input);
    await shelves.certificates.put({ id: value.id, site, at: Date.parse(value.until), value });
  }
  const budgets: readonly (readonly [
    "lift" | "fire" | "water" | "power",
    "orders" | "contract" | "energy" | "water" | "inspection-fee",
    number,
  ])[] = [
    ["lift", "orders", 30_000],
    ["lift", "contract", 45_000],
    ["lift", "inspection-fee", 6_000],
    ["fire", "orders", 12_000],
    ["fire", "contract", 36_000],
    ["water", "orders", 24_000],
    ["water", "contract", 12_000],
    ["water", "water", 340_000],
    ["power", "orders", 10_000],
    ["power", "contract", 18_000],
    ["power", "energy", 920_000],
  ];
  for (const y of [year - 2, year - 1, year])
    for (const [system, kind, cny] of budgets) {
      const id = `${site}/${y}/${system}/${kind}`;
      await shelves.budgets.put({ id, site, at: y, value: { id, site, year: y, system, kind, cny } });
    }
  // A time-of-use tariff as East China's grids have them; prices are made up.
  const value = {
    id: site,
    site,
    title: text("General commercial, time of use", "一般工商业分时电价"),
    bands: [
      { name: text("Peak", "尖峰"), cnyPerKwh: 1.18, hours: [9, 10, 15, 16, 17, 18] },
      { name: text("High", "高峰"), cnyPerKwh: 0.98, hours: [8, 13, 14, 19, 20, 21] },
      { name: text("Low", "低谷"), cnyPerKwh: 0.36, hours: [0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 22, 23] },
    ],
  };
  await shelves.tariffs.put({ id: site, site, at: 0, value });
}
