import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ReportView, RunList, RunView, type StepView } from "../../api/contract/index.ts";
import { riverside } from "../../simulators/index.ts";
import { faultsAt, lengthOf, loadScenarios, type Scenario } from "../../simulators/scenario.ts";
import { virtualPlant } from "../support/virtual-plant.ts";

/** One bad day on the estate: every scenario after the other, each plan from the first frame to its report. */
let estate: Awaited<ReturnType<typeof virtualPlant>>;
let scenarios: readonly Scenario[];
let playing: { scenario: Scenario; since: number } | undefined;

beforeAll(async () => {
  const site = riverside();
  if (!site.ok) throw new Error(site.problem);
  const loaded = loadScenarios(join(import.meta.dirname, "..", "..", "simulators", "scenarios"), site.value);
  if (!loaded.ok) throw new Error(loaded.problem);
  scenarios = loaded.value;
  estate = await virtualPlant((second) =>
    playing ? faultsAt(playing.scenario, second - playing.since) : [],
  );
});
afterAll(() => estate.close());

interface Story {
  readonly plan: string;
  readonly scenario: string;
  /** Seconds after the trouble began by which the plan must run. */
  readonly begunWithin: number;
  /** What people answer; elsewhere the first answer. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Steps that the plant itself must have ended. */
  readonly byPlant: readonly string[];
  /** Orders that must have reached a device. */
  readonly given?: readonly string[];
  /** What must stand in the Chinese report. */
  readonly words: readonly string[];
}

const stories: readonly Story[] = [
  {
    plan: "fire",
    scenario: "fire-floor-12",
    begunWithin: 60,
    answers: { verify: "fire" },
    byPlant: ["smoke", "doors"],
    words: ["火灾应急处置报告", "防火卷帘2"],
  },
  {
    plan: "entrapment",
    scenario: "lift-entrapment",
    begunWithin: 160,
    answers: { unwell: "no" },
    byPlant: ["free"],
    words: ["电梯困人应急处置报告", "2 号电梯"],
  },
  {
    plan: "gas-leak",
    scenario: "gas-leak",
    begunWithin: 40,
    byPlant: ["shut-valve"],
    given: ["b5-gas.shut_valve=true"],
    words: ["燃气泄漏应急处置报告", "远程关闭燃气切断阀"],
  },
  {
    plan: "earthquake",
    scenario: "earthquake",
    begunWithin: 3,
    byPlant: ["lifts"],
    words: ["地震应急处置报告", "电梯就近停靠"],
  },
  {
    plan: "power-cut",
    scenario: "feeder-loss",
    begunWithin: 30,
    byPlant: ["return"],
    words: ["停电应急处置报告"],
  },
  {
    plan: "flood",
    scenario: "sump-control-fails",
    begunWithin: 180,
    byPlant: ["both-pumps", "level", "by-level"],
    given: ["b1-sump.force_both=true", "b1-sump.force_both=false"],
    words: ["水浸应急处置报告", "强制双泵排水"],
  },
  {
    plan: "burst-pipe",
    scenario: "burst-pipe",
    begunWithin: 60,
    answers: { stops: "no" },
    byPlant: ["stop-set", "set-again"],
    given: ["b1-booster-set.remote_stop=true", "b1-booster-set.remote_stop=false"],
    words: ["爆管应急处置报告", "远程停止二次供水机组"],
  },
  {
    plan: "lift-flooding",
    scenario: "lift-pit-flooded",
    begunWithin: 15,
    byPlant: ["dry"],
    words: ["电梯底坑进水应急处置报告", "底坑水浸传感器复位"],
  },
  {
    plan: "monitoring-failure",
    scenario: "panel-silent",
    begunWithin: 45,
    byPlant: [],
    words: ["消防主机或监控失效应急处置报告"],
  },
];

const file = (digit: string, type: string) => ({
  id: digit.repeat(64),
  name: `${digit}.jpg`,
  type,
  bytes: 3,
});
const proof = {
  files: [file("a", "image/jpeg")],
  readings: [{ label: "绝缘", value: "5 MΩ" }],
  signature: { name: "周凯", file: file("b", "image/png") },
};

const runOf = async (id: string) =>
  RunView.parse(await estate.house.get(`/api/emergencies/runs/${id}`, "engineer"));
const post = async (path: string, body: unknown): Promise<number> =>
  (await estate.house.call("engineer", "POST", path, body)).status;

/** Whoever is due does it at once, with whatever the step asks for. */
async function act(run: string, step: StepView, answers: Readonly<Record<string, string>>): Promise<void> {
  const path = `/api/emergencies/runs/${run}/steps/${step.id}`;
  switch (step.waitingFor) {
    case "confirmation":
      expect(await post(path, { do: "confirm" })).toBe(200);
      return;
    case "roll-call":
      for (const entry of step.roll)
        await post(`/api/emergencies/runs/${run}/roll`, {
          step: step.id,
          entry: { ...entry, is: "present", count: 2 },
        });
      expect(await post(path, { do: "finish" })).toBe(200);
      return;
    case "person":
    case "answer": {
      const answer = answers[step.id] ?? step.answers[0]?.id;
      const status = await post(path, {
        do: "finish",
        words: "已办",
        proof,
        ...(answer === undefined ? {} : { answer }),
      });
      expect(status).toBe(200);
      return;
    }
    default:
      return;
  }
}

describe("each plan, from the first frame to its report", () => {
  it.each(stories)("$plan", { timeout: 120_000 }, async (story) => {
    const scenario = scenarios.find(({ id }) => id === story.scenario)!;
    const since = estate.now();
    const before = estate.given.length;
    playing = { scenario, since };
    const ends = since + lengthOf(scenario);
    const find = async () =>
      RunList.parse(await estate.house.get("/api/emergencies/runs")).runs.find(
        ({ plan, state }) => plan === story.plan && state === "running",
      );
    let begun = await find();
    while (!begun && estate.now() < since + story.begunWithin) {
      await estate.until(estate.now() + 1);
      begun = await find();
    }
    expect(begun, `${story.plan} began within ${story.begunWithin} s`).toBeDefined();
    const id = begun!.id;

    // People do what is due every ten seconds; the plant answers by itself, until nothing is open.
    for (let n = 0; n < 150; n++) {
      const run = await runOf(id);
      const open = run.steps.filter(({ is }) => is === "open");
      if (open.length === 0 && estate.now() >= ends) break;
      for (const step of open)
        if ((await runOf(id)).steps.find((s) => s.id === step.id)?.is === "open")
          await act(id, step, story.answers ?? {});
      await estate.until(estate.now() + 10);
    }
    const run = await runOf(id);
    expect(run.steps.filter(({ is }) => is === "open").map(({ id: step }) => step)).toEqual([]);
    for (const step of story.byPlant)
      expect(
        run.steps.find((each) => each.id === step),
        step,
      ).toMatchObject({ outcome: "done", by: "plant" });
    expect(estate.given.slice(before)).toEqual(story.given ?? []);
    expect(run.log.map(({ sequence }) => sequence)).toEqual(run.log.map((_, i) => i + 1));

    expect(await post(`/api/emergencies/runs/${id}/stand-down`, { words: "处置完毕" })).toBe(200);
    for (const lang of ["zh", "en"] as const) {
      const report = ReportView.parse(
        await estate.house.get(`/api/emergencies/runs/${id}/report?language=${lang}`, "technician"),
      );
      const said = JSON.stringify(report);
      if (lang === "zh") for (const words of story.words) expect(said).toContain(words);
      else expect(said).toContain("after-action report");
    }
    // The scenario is over and what else it called for is ended, so that the next one begins on a quiet estate.
    playing = undefined;
    await estate.until(Math.max(ends, estate.now()) + 90);
    for (const other of RunList.parse(await estate.house.get("/api/emergencies/runs")).runs)
      if (other.state === "running")
        await post(`/api/emergencies/runs/${other.id}/stand-down`, { words: "随主事件结束" });
    await estate.until(estate.now() + 3);
    expect(await estate.state.emergencies.pending()).toEqual([]);
  });
});

it("two emergencies at once in two buildings run side by side, and a real one stops a drill", {
  timeout: 120_000,
}, async () => {
  const drill = await estate.house.call("engineer", "POST", "/api/emergencies/runs", {
    site: "riverside",
    plan: "flood",
    words: "演练",
    drill: { scenario: "暴雨倒灌", allow: [] },
  });
  const { id: drilled } = RunView.parse(await drill.json());
  const before = estate.given.length;
  await estate.until(estate.now() + 20);
  // In a drill no command leaves the house, also not one that a plan gives by itself.
  expect(estate.given.length).toBe(before);
  expect((await runOf(drilled)).steps.find(({ id }) => id === "both-pumps")).toMatchObject({
    outcome: "done",
  });

  const gas = scenarios.find(({ id }) => id === "gas-leak")!;
  const trapped = scenarios.find(({ id }) => id === "lift-entrapment")!;
  playing = { scenario: { ...gas, steps: [...gas.steps, ...trapped.steps] }, since: estate.now() };
  await estate.until(estate.now() + 170);
  const { runs } = RunList.parse(await estate.house.get("/api/emergencies/runs"));
  const real = runs.filter(({ state, drill: isDrill }) => state === "running" && !isDrill);
  expect(real.map(({ plan, where }) => [plan, where.zh.split(" · ")[0]]).sort()).toEqual([
    ["entrapment", "2 号楼"],
    ["gas-leak", "5 号楼"],
  ]);
  expect(await runOf(drilled)).toMatchObject({ state: "suspended" });
  // Each is worked on its own: what is done in one is not done in the other.
  const [gasRun, liftRun] = ["gas-leak", "entrapment"].map((of) => real.find(({ plan }) => plan === of)!.id);
  await post(`/api/emergencies/runs/${gasRun}/steps/shut-valve`, { do: "confirm" });
  await estate.until(estate.now() + 5);
  expect((await runOf(gasRun!)).steps.find(({ id }) => id === "shut-valve")).toMatchObject({ by: "plant" });
  await post(`/api/emergencies/runs/${gasRun}/stand-down`, { words: "已关阀" });
  expect(await runOf(liftRun!)).toMatchObject({ state: "running" });
  await post(`/api/emergencies/runs/${liftRun}/stand-down`, { words: "脱困" });
});
