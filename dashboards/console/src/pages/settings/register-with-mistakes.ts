import { saveBlob } from "../../parts/figure/save.ts";

/** Twenty pieces of a new building b3, kept as a manager keeps them: with six mistakes, each in a cell of its own. */
export function registerWithMistakes(): string {
  const rows = Array.from({ length: 20 }, (_, i) => {
    const nth = i < 4 ? i + 1 : i < 8 ? i - 3 : i - 7;
    const [id, type, zh, en] =
      i < 4
        ? [`b3-lift-${nth}`, "lift", `3 号楼 ${nth} 号电梯`, `Lift ${nth} of building 3`]
        : i < 8
          ? [
              `b3-booster-${nth}`,
              "booster-pump",
              `3 号楼 ${nth} 号增压泵`,
              `Booster pump ${nth} of building 3`,
            ]
          : [`b3-meter-${nth}`, "power-meter", `3 号楼 ${nth} 号电表`, `Meter ${nth} of building 3`];
    return {
      id,
      type,
      zh,
      en,
      place: "b3",
      serial: `SN-${1000 + i}`,
      installed: "2021-05-01",
      cost: "20000",
    };
  });
  const wrong: readonly (readonly [row: number, change: Partial<(typeof rows)[number]>])[] = [
    [0, { id: "B3 Lift 1" }],
    [5, { type: "pump" }],
    [9, { place: "b33" }],
    [11, { installed: "last spring" }],
    [13, { cost: "twenty thousand" }],
    [15, { id: "b3-meter-1" }],
  ];
  for (const [row, change] of wrong) Object.assign(rows[row] ?? {}, change);
  const heading = "id,type,name_zh,name_en,place,serial,installed,cost_cny";
  return [heading, ...rows.map((row) => Object.values(row).join(","))].join("\r\n");
}

/** Hands it to the browser as a file; spreadsheets know by its first sign that it is UTF-8. */
export const saveRegister = (): void =>
  saveBlob(
    new Blob(["\ufeff", registerWithMistakes()], { type: "text/csv" }),
    "building-3-with-six-mistakes.csv",
  );
