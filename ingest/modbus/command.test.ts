import { describe, expect, it } from "vitest";
import { catalog } from "../../facility/catalog/index.ts";
import { instant } from "../../facility/units/index.ts";
import { encodeValue, judge, taken } from "./command.ts";
import { Write } from "./profile.ts";
import { profileById } from "./profiles/index.ts";

const type = catalog.find(({ id }) => id === "booster-pump")!;
const profile = profileById("booster-controller")!;
const known = new Map<string, unknown>([["running", true]]);
const order = { id: "1", point: "pressure_setpoint_kPa", value: 640, expiresAt: 10_000 };
const judged = (more: object, now = 5_000, answers: typeof known | undefined = known) => {
  const verdict = judge({ ...order, ...more }, { now: instant(now), type, profile, known: answers });
  return verdict.is === "refuse" ? verdict.reason : verdict.write.address;
};

describe("a command", () => {
  it.each([
    ["that fits is written", {}, 110],
    ["at the edge of its range is written", { value: 900 }, 110],
    ["out of range is refused", { value: 901 }, "out-of-range"],
    ["for a point that is only read is refused", { point: "running", value: true }, "not-writable"],
    ["for no point of the type is refused", { point: "colour" }, "unknown-point"],
    ["of the wrong kind is refused", { value: true }, "wrong-kind"],
    ["whose expectation holds is written", { expect: { running: true } }, 110],
    ["whose expectation is past is refused", { expect: { running: false } }, "unexpected-state"],
    ["that expects what nobody knows is refused", { expect: { door: true } }, "unexpected-state"],
  ])("%s", (_, more, expected) => {
    expect(judged(more)).toBe(expected);
  });

  it("that is stale is refused, with two seconds for clocks that differ", () => {
    expect(judged({}, 12_000)).toBe(110);
    expect(judged({}, 12_001)).toBe("expired");
  });

  it("for a silent device is refused", () => {
    expect(judge(order, { now: instant(0), type, profile, known: undefined })).toMatchObject({
      reason: "offline",
    });
  });
});

describe("a value on its way to the device", () => {
  const write = (more: object) => Write.parse({ point: "p", fc: 6, address: 1, type: "u16", ...more });
  it.each([
    [{ scale: 0.1 }, 640, "1900"],
    [{ type: "s16", scale: 0.1 }, -12.3, "ff85"],
    [{ type: "s16", offset: -100 }, -90, "000a"],
    [{ type: "f32", fc: 16 }, 230, "43660000"],
    [{ type: "bit", fc: 5 }, true, "0001"],
    [{ scale: 0.1 }, 9_999, "ffff"],
  ])("%o of %s is %s", (more, value, hex) => {
    expect(encodeValue(write(more), value).toString("hex")).toBe(hex);
  });

  it("is taken when it reads back within a step", () => {
    expect(taken(write({ scale: 0.1 }), 640.04, 640)).toBe(true);
    expect(taken(write({ scale: 0.1 }), 640, 620)).toBe(false);
    expect(taken(write({ type: "bit" }), true, true)).toBe(true);
    expect(taken(write({ type: "bit" }), true, null)).toBe(false);
  });
});
