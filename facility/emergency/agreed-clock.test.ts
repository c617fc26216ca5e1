import { expect, it } from "vitest";
import { instant, minutes, text } from "../units/index.ts";
import { agreedWords, beginRun, planLibrary } from "./index.ts";

const T0 = instant(Date.parse("2026-03-02T02:13:00+08:00"));
const entrapment = planLibrary.find(({ id }) => id === "entrapment")!;
const begun = (agreed?: { minutes: number }) =>
  beginRun(
    {
      ...{ id: "r1" as never, site: "s", plan: entrapment, version: 1, drill: null, scope: "s.lift" },
      ...{ targets: {}, watch: [], at: T0, by: "rule" },
      trigger: {
        ...{ by: "person", person: "wang", words: "", at: T0, asset: null },
        where: text("Lift 2", "2 号电梯"),
      },
      agreed: agreed && { ...agreed, contract: "c1", title: text("Lift service", "电梯维保") },
    },
    "Asia/Shanghai",
  );

it("takes the contract's time for the people of the contract, and says so", () => {
  const { run, effects, entries } = begun({ minutes: 20 });
  expect(run.clocks["maintainer-30"]).toMatchObject({ due: T0 + minutes(20) });
  expect(run.plan.steps.find(({ id }) => id === "maintainer-arrives")).toMatchObject({ withinMinutes: 20 });
  expect(run.agreed).toMatchObject({ contract: "c1", minutes: 20, usual: 30, clock: "maintainer-30" });
  expect(agreedWords(run.agreed!).zh).toBe("按合同《电梯维保》：20 分钟（预案规定 30 分钟）");
  expect(entries.map(({ words }) => words.zh)).toContain(agreedWords(run.agreed!).zh);
  const called = effects.find((effect) => effect.do === "tell" && effect.key.includes("call-maintainer"));
  expect(called).toMatchObject({ body: { zh: expect.stringContaining("20 分钟内到场") } });
  // The law's own clocks stay as they are.
  expect(run.clocks["one-hour"]).toMatchObject({ due: T0 + minutes(60) });
});

it("a contract that allows more than the rule of the plan does not lengthen it: the stricter holds, and it is said", () => {
  const { run, effects, entries } = begun({ minutes: 45 });
  expect(run.clocks["maintainer-30"]).toMatchObject({ due: T0 + minutes(30) });
  expect(run.plan.steps.find(({ id }) => id === "maintainer-arrives")).toMatchObject({ withinMinutes: 30 });
  expect(run.agreed).toMatchObject({ minutes: 30, usual: 30, asked: 45 });
  expect(entries.map(({ words }) => words.zh)).toContain(
    "合同《电梯维保》约定 45 分钟，长于规定时限；从严按 30 分钟执行",
  );
  const called = effects.find((effect) => effect.do === "tell" && effect.key.includes("call-maintainer"));
  expect(called).toMatchObject({ body: { en: expect.stringContaining("within 30 minutes") } });
});

it("without a contract that names a time the regulation's holds", () => {
  const { run, effects } = begun();
  expect(run.clocks["maintainer-30"]).toMatchObject({ due: T0 + minutes(30) });
  expect(run.agreed).toBeUndefined();
  const called = effects.find((effect) => effect.do === "tell" && effect.key.includes("call-maintainer"));
  expect(called).toMatchObject({ body: { en: expect.stringContaining("within 30 minutes") } });
});
