import { describe, expect, it } from "vitest";
import { type AssetId, instant } from "../units/index.ts";
import { type Candidate, explain, type Suspect, type Ties } from "./causes.ts";
import type { AlarmId } from "./state.ts";

const id = (name: string) => name as AssetId;
const silence = { kind: "no-data", forSeconds: 30 } as const;
const limit = {
  kind: "limit",
  point: "p",
  side: "high",
  limit: 1,
  hysteresis: 0,
  onDelaySeconds: 0,
  offDelaySeconds: 0,
} as const;

/** feeder → (lift, gateway); gateway reads lift and detector; detector reports through panel. */
const ties = (suspects: Record<string, Suspect>): Ties => ({
  gatewayOf: (asset) => (asset === "gateway" ? undefined : id("gateway")),
  panelOf: (asset) => (asset === "detector" ? id("panel") : undefined),
  feedersOf: (asset) => (asset === "lift" || asset === "gateway" ? [id("feeder")] : []),
  suspectsOn: (asset) => (suspects[asset] ? [suspects[asset]] : []),
});
const suspect = (name: string, explains: Suspect["explains"], more: Partial<Suspect> = {}): Suspect => ({
  alarm: `${name}.lost` as AlarmId,
  explains,
  raisedAt: instant(100_000),
  ...more,
});
const candidate = (asset: string, rule: Partial<Candidate["rule"]> = {}, raisedAt = 101_000): Candidate => ({
  alarm: `${asset}.it` as AlarmId,
  asset: id(asset),
  rule: { lifeSafety: false, followsFrom: [], condition: silence, ...rule },
  raisedAt: instant(raisedAt),
});

describe("root cause", () => {
  it.each([
    [
      "a silent device behind a lost gateway",
      candidate("lift"),
      { gateway: suspect("gateway", "gateway") },
      "gateway-lost",
    ],
    [
      "a silent device fed by a dead feeder",
      candidate("lift"),
      { feeder: suspect("feeder", "supply") },
      "supply-lost",
    ],
    [
      "a device whose gateway is fed by a dead feeder",
      candidate("detector"),
      { feeder: suspect("feeder", "supply") },
      "supply-lost",
    ],
    [
      "a low voltage behind a dead feeder",
      candidate("lift", { condition: limit, followsFrom: ["supply"] }),
      { feeder: suspect("feeder", "supply") },
      "supply-lost",
    ],
    [
      "the feeder's own low voltage",
      candidate("feeder", { condition: limit, followsFrom: ["supply"] }),
      { feeder: suspect("feeder", "supply") },
      "supply-lost",
    ],
    [
      "a silent detector behind a lost panel",
      candidate("detector"),
      { panel: suspect("panel", "panel") },
      "panel-lost",
    ],
    [
      "a silent device behind a silent meter",
      candidate("lift"),
      { feeder: suspect("feeder", "meter") },
      "meter-silent",
    ],
    [
      "one seen up to a minute before its cause",
      candidate("lift", {}, 40_000),
      { gateway: suspect("gateway", "gateway") },
      "gateway-lost",
    ],
  ] as const)("suppresses %s", (_, one, suspects, because) => {
    expect(explain(one, ties(suspects))).toMatchObject({ suppress: true, cause: { because } });
  });

  it.each([
    [
      "life safety, whatever has failed",
      candidate("lift", { lifeSafety: true }),
      { gateway: suspect("gateway", "gateway") },
      "life-safety",
    ],
    ["what nothing explains", candidate("lift"), {}, "nothing-explains-it"],
    [
      "a measured fault behind a lost gateway",
      candidate("lift", { condition: limit }),
      { gateway: suspect("gateway", "gateway") },
      "nothing-explains-it",
    ],
    [
      "a hot motor behind a dead feeder",
      candidate("lift", { condition: limit }),
      { feeder: suspect("feeder", "supply") },
      "nothing-explains-it",
    ],
    [
      "a low voltage behind a silent meter",
      candidate("lift", { condition: limit, followsFrom: ["supply"] }),
      { feeder: suspect("feeder", "meter") },
      "nothing-explains-it",
    ],
    [
      "a lost gateway behind a silent meter",
      candidate("gateway", { explains: "gateway" }),
      { feeder: suspect("feeder", "meter") },
      "nothing-explains-it",
    ],
    [
      "one that was there long before",
      candidate("lift", {}, 39_999),
      { gateway: suspect("gateway", "gateway") },
      "nothing-explains-it",
    ],
    [
      "the cause itself",
      { ...candidate("feeder"), alarm: "feeder.lost" as AlarmId },
      { feeder: suspect("feeder", "supply") },
      "nothing-explains-it",
    ],
  ] as const)("lets stand %s", (_, one, suspects, because) => {
    expect(explain(one, ties(suspects))).toEqual({ suppress: false, because });
  });

  it("blames the root where the cause is itself a consequence", () => {
    const root = { alarm: "feeder.lost" as AlarmId, because: "supply-lost" } as const;
    expect(explain(candidate("lift"), ties({ gateway: suspect("gateway", "gateway", { root }) }))).toEqual({
      suppress: true,
      cause: root,
    });
  });

  it("never lets two explain each other", () => {
    const root = { alarm: "gateway.it" as AlarmId, because: "gateway-lost" } as const;
    const decided = explain(candidate("gateway"), ties({ feeder: suspect("feeder", "supply", { root }) }));
    expect(decided).toEqual({ suppress: false, because: "nothing-explains-it" });
  });
});
