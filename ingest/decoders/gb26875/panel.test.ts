import { describe, expect, it } from "vitest";
import type { Item, StateBits } from "./body.ts";
import { pointsOf, quietPanel, tell } from "./panel.ts";

const bits = (on: Partial<StateBits> = {}): StateBits => ({
  test: false,
  fire: false,
  fault: false,
  disabled: false,
  supervisory: false,
  started: false,
  feedback: false,
  delay: false,
  mainsFault: false,
  backupFault: false,
  busFault: false,
  reset: false,
  ...on,
});
const of = { systemType: 1, systemAddress: 1 };
const detector = (zone: number, point: number, on: Partial<StateBits> = {}): Item => ({
  is: "component-state",
  ...of,
  componentType: 40,
  zone,
  point,
  state: bits(on),
  description: "",
});
const system = (on: Partial<StateBits> = {}): Item => ({ is: "system-state", ...of, state: bits(on) });
const pointsAfter = (...items: Item[]) => pointsOf(items.reduce(tell, quietPanel));

describe("the mirror of a panel", () => {
  it("says nothing before the panel has: a restart must not look like the end of a fire", () => {
    expect(pointsOf(quietPanel)).toEqual({});
    expect(pointsAfter({ is: "operation", ...of, operations: ["silence"], operator: 1 })).toEqual({});
  });

  it("bit 0 (test) never takes a fire away", () => {
    expect(pointsAfter(detector(10, 2, { fire: true, test: true }))).toMatchObject({
      fire: true,
      detectors_active: 1,
      first_zone: 10,
    });
    expect(pointsAfter(system({ fire: true, test: true })).fire).toBe(true);
  });

  it("counts detectors once each and keeps the first zone", () => {
    const points = pointsAfter(
      detector(12, 1, { fire: true }),
      detector(13, 1, { fire: true }),
      detector(12, 1, { fire: true }),
    );
    expect(points).toMatchObject({ detectors_active: 2, first_zone: 12 });
  });

  it("a system that has not said fire itself does not end its components' fire", () => {
    expect(pointsAfter(detector(12, 1, { fire: true }), system()).fire).toBe(true);
  });

  it.each<[string, Item[]]>([
    ["the component is normal again", [detector(12, 1)]],
    ["the system takes its fire back", [system({ fire: true }), system()]],
    ["the system reports a reset", [system({ reset: true })]],
    ["somebody resets at the panel", [{ is: "operation", ...of, operations: ["reset"], operator: 1 }]],
  ])("a fire ends when %s", (_, items) => {
    expect(pointsAfter(detector(12, 1, { fire: true }), ...items)).toMatchObject({
      fire: false,
      detectors_active: 0,
      first_zone: 0,
    });
  });

  it("a reset of one system leaves another's fire", () => {
    const other: Item = {
      is: "operation",
      systemType: 1,
      systemAddress: 2,
      operations: ["reset"],
      operator: 1,
    };
    expect(pointsAfter(detector(12, 1, { fire: true }), other).fire).toBe(true);
  });

  it("silencing the sounders ends nothing", () => {
    const silence: Item = { is: "operation", ...of, operations: ["silence"], operator: 1 };
    expect(pointsAfter(detector(12, 1, { fire: true }), silence).fire).toBe(true);
  });

  it("the transmitter's own fire bit counts", () => {
    const transmitter: Item = {
      is: "transmitter-state",
      fire: true,
      fault: false,
      mainsFault: true,
      backupFault: false,
    };
    expect(pointsAfter(transmitter)).toMatchObject({ fire: true, mains: false, detectors_active: 0 });
  });

  it("a fault and a disablement stand beside a fire", () => {
    expect(
      pointsAfter(
        detector(3, 1, { fault: true }),
        detector(4, 1, { disabled: true }),
        detector(5, 1, { fire: true }),
      ),
    ).toMatchObject({ fire: true, fault: true, disabled: true, supervisory: false, first_zone: 5 });
  });
});
