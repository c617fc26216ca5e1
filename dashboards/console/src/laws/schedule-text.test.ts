import { expect, it } from "vitest";
import { scheduleText } from "./schedule-text.ts";

it.each([
  [null, "Always", "始终"],
  [
    { mode: "only", windows: [{ days: [5, 1, 2, 3, 4], from: "08:00", to: "18:00" }] },
    "Only Mon–Fri 08:00–18:00",
    "仅 周一–周五 08:00–18:00",
  ],
  [
    { mode: "except", windows: [{ days: [3, 6, 7], from: "22:00", to: "06:00" }] },
    "Not Wed, Sat, Sun 22:00–06:00 next day",
    "除 周三、周六、周日 22:00–次日 06:00 外",
  ],
  [
    {
      mode: "only",
      windows: [
        { days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "06:00" },
        { days: [7], from: "12:00", to: "13:00" },
      ],
    },
    "Only every day 00:00–06:00; Sun 12:00–13:00",
    "仅 每天 00:00–06:00；周日 12:00–13:00",
  ],
] as const)("says when a rule is watched %#", (schedule, en, zh) => {
  const given = schedule && {
    ...schedule,
    windows: schedule.windows.map((one) => ({ ...one, days: [...one.days] })),
  };
  expect(scheduleText(given, "en")).toBe(en);
  expect(scheduleText(given, "zh")).toBe(zh);
});
