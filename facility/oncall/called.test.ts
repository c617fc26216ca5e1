import { describe, expect, it } from "vitest";
import { text } from "../units/index.ts";
import { calledBy } from "./called.ts";

describe("what somebody is called", () => {
  it("is a person's own name, the house's word for itself, or the id as it is", () => {
    const called = calledBy({
      member: (id) => (id === "tech.lift" ? { name: text("Zhang Wei", "张伟") } : undefined),
    });
    expect(called("tech.lift")).toEqual(text("Zhang Wei", "张伟"));
    expect(called("telemetry")).toEqual(text("Telemetry", "监测数据"));
    expect(called("nobody.known")).toEqual(text("nobody.known", "nobody.known"));
    expect(called("constructor")).toEqual(text("constructor", "constructor"));
  });
});
