import { afterAll, beforeAll, expect, it } from "vitest";
import { RunList, RunView } from "../../api/contract/index.ts";
import { virtualPlant } from "../support/virtual-plant.ts";

let estate: Awaited<ReturnType<typeof virtualPlant>>;

beforeAll(async () => {
  estate = await virtualPlant((second) =>
    second >= 60 && second < 360 ? [{ fault: "supply-loss", asset: "b1-meter-main" }] : [],
  );
});
afterAll(() => estate.close());

it("4. The feeder drops, and its plan: lifts are checked for people first, the return is seen by itself", async () => {
  await estate.until(70);
  const { runs } = RunList.parse(await estate.house.get("/api/emergencies/runs"));
  expect(runs).toMatchObject([
    { plan: "power-cut", grade: "B", where: { zh: expect.stringContaining("总表") } },
  ]);
  const id = runs[0]!.id;
  const run = async () => RunView.parse(await estate.house.get(`/api/emergencies/runs/${id}`));
  // What it feeds is in the picture: both lifts before everything else.
  const { watch } = await run();
  expect(watch[0]).toBe("riverside.b1-meter-main");
  expect(watch[1]).toMatch(/lift/);
  expect(watch).toEqual(expect.arrayContaining(["riverside.b2-lift-1", "riverside.b2-lift-2"]));
  expect(runs[0]!.due[0]?.title.zh).not.toBe("");

  // Nobody answers for the lifts in three minutes: somebody goes and knocks. The genset was looked for meanwhile.
  await estate.until(70 + 200);
  const dark = await run();
  expect(dark.steps.find((step) => step.id === "lifts")).toMatchObject({
    outcome: "timed-out",
    answer: "unknown",
  });
  expect(dark.steps.find((step) => step.id === "knock")).toMatchObject({ is: "open" });
  expect(dark.steps.find((step) => step.id === "genset")).toMatchObject({ is: "closed" });
  expect(dark.steps.find((step) => step.id === "return")).toMatchObject({
    is: "open",
    missing: ["riverside.b1-meter-main"],
  });

  // Supply returns; the meter says so, and what is to be looked at afterwards is due.
  await estate.until(375);
  const back = await run();
  expect(back.steps.find((step) => step.id === "return")).toMatchObject({ is: "closed", by: "plant" });
  expect(back.steps.find((step) => step.id === "back")).toMatchObject({
    is: "open",
    checklist: expect.arrayContaining([{ en: "Lifts", zh: "电梯" }]),
  });
}, 60_000);
