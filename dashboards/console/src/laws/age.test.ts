import { expect, it } from "vitest";
import {
  age,
  dateOfText,
  datesSaid,
  dateText,
  exactLength,
  instantText,
  sortableText,
  spanText,
  stampText,
  when,
} from "./age.ts";

it.each([
  [0, "0 s", "0 秒"],
  [-5_000, "0 s", "0 秒"],
  [59_999, "59 s", "59 秒"],
  [60_000, "1 min", "1 分钟"],
  [3_599_999, "59 min", "59 分钟"],
  [3_600_000, "1 h 00 min", "1 小时 00 分"],
  [11_100_000, "3 h 05 min", "3 小时 05 分"],
  [86_400_000 * 2.5, "2 d", "2 天"],
])("%d ms reads %s and %s", (ms, en, zh) => {
  expect([age(ms, "en"), age(ms, "zh")]).toEqual([en, zh]);
});

it.each([
  [0, "0 s"],
  [10_000, "10 s"],
  [90_000, "90 s"],
  [120_000, "2 min"],
  [5_400_000, "90 min"],
  [7_200_000, "2 h"],
  [86_400_000, "1 d"],
])("an agreed %d ms is %s exactly", (ms, text) => {
  expect(exactLength(ms, "en")).toBe(text);
});

// 2026-03-01T06:02:11Z is 14:02:11 in Shanghai.
const at = Date.UTC(2026, 2, 1, 6, 2, 11);

it.each([
  [1_000, "now", "刚刚"],
  [60_000, "1 min ago", "1 分钟前"],
  [86_399_000, "23 h 59 min ago", "23 小时 59 分前"],
])("%d ms ago is told relatively", (passed, en, zh) => {
  expect([
    when(at, at + passed, "en", "Asia/Shanghai"),
    when(at, at + passed, "zh", "Asia/Shanghai"),
  ]).toEqual([en, zh]);
});

it("tells the site's date and time after a day", () => {
  expect(when(at, at + 86_400_000, "en", "Asia/Shanghai")).toBe("1 Mar 2026, 14:02");
  expect(when(at, at + 86_400_000, "zh", "Asia/Shanghai")).toContain("2026年3月1日");
  expect(when(at, at + 86_400_000, "en", "Europe/Paris")).toBe("1 Mar 2026, 07:02");
});

it("names the zone in the full instant, and orders the sortable one", () => {
  expect(instantText(at, "en", "Asia/Shanghai")).toMatch(/14:02:11.*(GMT\+8|CST)/);
  expect(stampText(at, "en", "Asia/Shanghai")).toBe("1 Mar, 14:02:11");
  expect(sortableText(at, "Asia/Shanghai")).toBe("2026-03-01 14:02:11");
});

it("writes midnight as 00, never 24", () => {
  expect(sortableText(Date.UTC(2026, 2, 1, 16, 0, 0), "Asia/Shanghai")).toBe("2026-03-02 00:00:00");
});

it("tells a day of the calendar in words, whatever the zone, and leaves alone what is none", () => {
  expect(dateText("2026-11-20", "en")).toBe("20 Nov 2026");
  expect(dateText("2026-11-20", "zh")).toBe("2026年11月20日");
  expect(dateText("2026-13-40", "en")).toBe("2026-13-40");
  expect(dateText("2026", "en")).toBe("2026");
});

it("tells a span with its zone once, at its end", () => {
  const at = Date.parse("2026-11-26T12:32:06Z");
  expect(spanText(at, at + 6 * 3_600_000, "en", "Asia/Shanghai")).toMatch(
    /^26 Nov 2026, 20:32:06\s–\s27 Nov 2026, 02:32:06 (GMT\+8|CST)$/,
  );
});

it("writes the days within a sentence as its reader does, and leaves numbers of papers alone", () => {
  expect(datesSaid("Counted from 2026-11-22: due 2026-11-29.", "en")).toBe(
    "Counted from 22 Nov 2026: due 29 Nov 2026.",
  );
  expect(datesSaid("自上次完成日 2026-11-22 起算，应于 2026-11-29。", "zh")).toBe(
    "自上次完成日2026年11月22日起算，应于2026年11月29日。",
  );
  expect(datesSaid("XF-2026-03-88, T-2026-11-22", "zh")).toBe("XF-2026-03-88, T-2026-11-22");
  expect(dateOfText(Date.UTC(2026, 2, 1, 20), "en", "Asia/Shanghai")).toBe("2 Mar 2026");
});
