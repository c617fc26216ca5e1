import { expect, it } from "vitest";
import { parseMoment } from "./params.ts";

it.each([
  ["0", 0],
  ["1760000000000", 1_760_000_000_000],
  ["2026-01-31T08:00:00Z", Date.UTC(2026, 0, 31, 8)],
  ["2026-01-31T08:00:00.250+08:00", Date.UTC(2026, 0, 31, 0, 0, 0, 250)],
  ["2026-01-31T08:00:00 08:00", Date.UTC(2026, 0, 31)],
  ["2026-01-31T08:00Z", Date.UTC(2026, 0, 31, 8)],
  ["2026-01-31", Date.UTC(2026, 0, 31)],
  ["2026-01-31T08:00:00", undefined],
  ["2026-02-31T25:00:00Z", undefined],
  ["99999999999999999999", undefined],
  ["-5", undefined],
  ["yesterday", undefined],
  ["", undefined],
])("%s is the moment %s", (text, moment) => {
  expect(parseMoment(text)).toBe(moment);
});
