import { expect, it } from "vitest";
import { Rota } from "../../facility/oncall/index.ts";
import { type Instant, instant } from "../../facility/units/index.ts";
import { DutyUpkeep } from "./duty-upkeep.ts";
import { ManualTime, pagedHouse, person, T0 } from "./fakes.ts";

const DAY = 86_400_000;
const name = { en: "Technicians", zh: "维修班" };
/** Somebody until a moment, nobody from then on. */
const rota = (until: number) =>
  Rota.parse({
    id: "technicians",
    name,
    site: "s",
    role: "technician",
    timeZone: "Asia/Shanghai",
    layers: [],
    overrides: [{ id: "o", from: T0 - DAY, to: until, people: ["tech"], by: "boss", note: "" }],
  });

async function kept(until: number, staff = [person("tech", "technician"), person("boss", "manager")]) {
  const time = new ManualTime(T0);
  const house = await pagedHouse({ time, documents: { staff, rota: [rota(until)] } });
  const pruned: Instant[] = [];
  const upkeep = new DutyUpkeep({
    book: house.book,
    pager: house.pager,
    store: {
      prune: async (before) => {
        pruned.push(before);
        return 0;
      },
    },
    clock: time.clock,
    scheduler: time,
    log: { warn: (message) => expect.fail(message), info: () => undefined },
  });
  const heard = () =>
    house.posted.map(({ at, people, message }) => `${Math.floor(at / 1_440)} ${people} ${message.title.zh}`);
  return { ...house, upkeep, pruned, heard };
}

it("managers hear of a gap when it comes into sight, and must answer from the day before it", async () => {
  const { pass, heard, upkeep, pager } = await kept(T0 + 13.5 * DAY);
  await pass(60 * 20);
  expect(heard()).toEqual(["0 boss 值班空缺：维修班"]);
  expect(pager.open()).toEqual([]);
  await pass(60 * 24 * 11);
  expect(heard()).toHaveLength(1);
  await pass(60 * 24);
  const soon = pager.open().filter(({ id }) => id.includes("soon"));
  expect(soon).toMatchObject([{ answerable: true, urgency: "urgent" }]);
  expect(soon[0]?.body.en).toContain("From 2026-03-15 14:13");
  await upkeep.close();
});

it("whoever is on duty and can be reached on a screen alone is named, and a certificate that ends", async () => {
  const tech = person("tech", "technician", {
    contacts: [],
    certificates: [{ skill: "lift", title: "", number: "", until: "2026-03-10" }],
  });
  const { pass, heard, upkeep } = await kept(T0 + 300 * DAY, [tech, person("boss", "manager")]);
  await pass(60 * 30);
  expect(
    heard()
      .map((line) => line.slice(line.lastIndexOf(" ") + 1))
      .toSorted(),
  ).toEqual(["证书即将到期：tech", "值班人员无联系方式：tech"].toSorted());
  await upkeep.close();
});

it("what is older than it is kept is forgotten once a day", async () => {
  const { pass, pruned, upkeep } = await kept(T0 + 300 * DAY);
  await pass(60 * 49);
  expect(pruned.map((before) => Math.round((T0 - before) / DAY))).toEqual([400, 399, 398]);
  expect(pruned[0]).toBe(instant(T0 + 60_000 - 400 * DAY));
  await upkeep.close();
});
