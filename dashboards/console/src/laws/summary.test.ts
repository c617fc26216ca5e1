import { expect, it } from "vitest";
import type { AssetView } from "../../../../api/contract/index.ts";
import { alarm, say } from "./fixtures.ts";
import { summarise } from "./summary.ts";

const asset = (id: string): AssetView => ({
  id,
  site: "riverside",
  type: "lift",
  typeLabel: say("Lift"),
  system: "lift",
  name: say(id),
  places: [],
  make: null,
  model: null,
  tags: [],
  feeds: [],
  fedBy: [],
  serves: [],
  monitoredBy: null,
  outOfService: false,
  points: [],
  limits: [],
});
const lifts = [asset("1"), asset("2")];

it("counts alarms by priority, worst first, and lets them outrank silence", () => {
  const alarms = [alarm({ priority: "low" }), alarm({ priority: "critical" }), alarm({ priority: "low" })];
  expect(summarise(lifts, alarms, () => "stale")).toEqual({
    is: "alarms",
    counts: [
      { priority: "critical", n: 1 },
      { priority: "low", n: 2 },
    ],
  });
});

it("does not count the silence of what is out of service", () => {
  const rig = { ...asset("rig"), outOfService: true };
  expect(summarise([...lifts, rig], [], ({ id }) => (id === "rig" ? "never" : "good"))).toEqual({
    is: "normal",
    of: 2,
  });
});

it("never calls a silent system normal", () => {
  expect(summarise(lifts, [], ({ id }) => (id === "1" ? "never" : "good"))).toEqual({
    is: "silent",
    silent: 1,
    of: 2,
  });
  expect(summarise(lifts, [], () => "good")).toEqual({ is: "normal", of: 2 });
});
