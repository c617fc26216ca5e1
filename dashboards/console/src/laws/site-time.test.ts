import { expect, it } from "vitest";
import { fromTimeField, toTimeField } from "./site-time.ts";

it("a time field is read and shown on the site's clock, whatever the browser's zone", () => {
  const at = Date.UTC(2026, 10, 26, 18, 13);
  expect(toTimeField(at, "Asia/Shanghai")).toBe("2026-11-27T02:13");
  expect(fromTimeField("2026-11-27T02:13", "Asia/Shanghai")).toBe(at);
  expect(fromTimeField("2026-11-26T18:13", "UTC")).toBe(at);
  // Some browsers add the seconds.
  expect(fromTimeField("2026-11-27T02:13:00", "Asia/Shanghai")).toBe(at);
  expect(fromTimeField("", "Asia/Shanghai")).toBeNaN();
});
