import { expect, it } from "vitest";
import { recurrenceText } from "./recurrence-text.ts";

it.each([
  ["FREQ=DAILY;INTERVAL=15", "every 15 days", "每 15 天"],
  ["FREQ=MONTHLY;INTERVAL=1", "every month", "每月"],
  ["FREQ=MONTHLY;INTERVAL=6", "every 6 months", "每 6 个月"],
  ["FREQ=YEARLY;BYMONTH=4,10", "every year, in months 4, 10", "每年，4、10 月"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "every month, on the last day", "每月，最后一天"],
  ["FREQ=WEEKLY;BYDAY=MO,TH", "every week, Mon, Thu", "每周，周一、周四"],
  ["FREQ=MONTHLY;BYDAY=2TU", "every month, Tue no. 2", "每月，第 2 个周二"],
  [
    "FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO",
    "FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO",
    "FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO",
  ],
])("%s is %s", (rrule, en, zh) => {
  expect(recurrenceText(rrule, "en")).toBe(en);
  expect(recurrenceText(rrule, "zh")).toBe(zh);
});
