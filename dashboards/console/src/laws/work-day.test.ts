import { expect, it } from "vitest";
import { workBegins } from "./work-day.ts";

it("begins at nine by the site's clock, wherever the browser is", () => {
  expect(new Date(workBegins("2026-11-26", "Asia/Shanghai")).toISOString()).toBe("2026-11-26T01:00:00.000Z");
  expect(new Date(workBegins("2026-07-01", "Europe/Berlin")).toISOString()).toBe("2026-07-01T07:00:00.000Z");
});
