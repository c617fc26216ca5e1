import { expect, it } from "vitest";
import { Round, StopReport } from "../../facility/maintenance/index.ts";
import { virtualEstate } from "../support/virtual-estate.ts";

const name = (en: string) => ({ en, zh: en });
const photo = { id: "a".repeat(64), name: "coupling.jpg", type: "image/jpeg", bytes: 9 } as const;

it("what failed at a stop becomes an order that says what was found, what is allowed, and shows the photo; once", async () => {
  const estate = await virtualEstate(
    {
      site: { id: "s", name: name("S") },
      assets: [{ id: "pump-1", type: "booster-pump", name: { en: "Booster pump 1", zh: "1 号增压泵" } }],
    },
    1_700_000_000_000,
  );
  const { rounds, orders } = estate;
  await rounds.put(
    Round.parse({
      id: "daily",
      site: "s",
      title: { en: "Daily round", zh: "日巡检" },
      kind: "inspection",
      stops: [
        {
          id: "pump-1",
          title: { en: "Booster pump 1", zh: "1 号增压泵" },
          asset: "s.pump-1",
          code: "code-1",
          checklist: [
            { kind: "check", id: "noise", title: { en: "No unusual noise", zh: "无异常声响" } },
            {
              kind: "number",
              id: "vibration",
              title: { en: "Vibration", zh: "振动速度" },
              unit: "mm/s",
              high: 4.5,
            },
            { kind: "check", id: "dry", title: { en: "Seal is dry", zh: "机封无渗漏" } },
          ],
        },
      ],
    }),
  );
  const report = StopReport.parse({
    key: "phone-1-stop-1",
    run: "phone-1-run",
    round: "daily",
    stop: "pump-1",
    at: 1,
    startedAt: 0,
    scanned: true,
    remark: "联轴器处有异响",
    answers: {
      noise: { value: false, photos: [photo] },
      vibration: { value: 5.2, remark: "手持仪" },
      dry: { value: true },
    },
  });
  const taken = await rounds.take(report, "li");
  expect(taken).toMatchObject({ ok: true, again: false });
  expect(await rounds.take(report, "li")).toMatchObject({ ok: true, again: true });

  const [noise, vibration, ...more] = orders.open().toSorted((a, b) => a.id.localeCompare(b.id));
  expect(more).toEqual([]);
  expect(noise).toMatchObject({
    asset: "s.pump-1",
    title: { en: "Booster pump 1: failed “No unusual noise”", zh: "1 号增压泵：“无异常声响”不合格" },
    description: { zh: "检查结果：否\n巡检：日巡检\n联轴器处有异响" },
    files: [photo],
  });
  expect(vibration).toMatchObject({
    description: {
      en: "Found: 5.2 mm/s (allowed: ≤ 4.5 mm/s)\nRound: Daily round\n手持仪\n联轴器处有异响",
      zh: "检查结果：5.2 mm/s（允许值：≤ 4.5 mm/s）\n巡检：日巡检\n手持仪\n联轴器处有异响",
    },
    files: [],
  });
  await estate.close();
});
