import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { PlanVersionView, RunView } from "../../api/contract/index.ts";
import { type PlanInput, planLibrary } from "../../facility/emergency/index.ts";
import { text } from "../../facility/units/index.ts";

/** One white pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==",
  "base64",
);

/** The library's plan as the site has adapted it: every form that takes evidence is open at once. */
function adapted(): PlanInput {
  const library = planLibrary.find(({ id }) => id === "monitoring-failure");
  if (!library) throw new Error("the library has lost the plan");
  const duty = library.commander;
  return {
    ...library,
    trigger: { by: "manual", alarms: [] },
    watch: [],
    clocks: [],
    start: ["look", "count", "tell-them"],
    steps: [
      {
        ...{ id: "look", does: "task", title: text("Look at the panel", "查看主机"), duty },
        evidence: ["photo", "reading", "signature"],
      },
      {
        ...{ id: "count", does: "roll-call", title: text("Count the watch", "清点人员"), duty },
        ...{ of: text("The watch", "值守人员"), groups: [text("Tower A", "A 座"), text("Tower B", "B 座")] },
      },
      {
        ...{ id: "tell-them", does: "report", title: text("Tell the brigade", "报告消防救援机构"), duty },
        authority: text("Fire and rescue", "消防救援机构"),
        ...{ withinMinutes: 60, region: "CN", source: "test" },
      },
    ],
  };
}

async function scribble(page: Page, canvas: Locator): Promise<void> {
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error("there is nothing to sign on");
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 60, { steps: 4 });
  await page.mouse.up();
}

/** Every form of a run that takes evidence, filled in by hand; what was given stands in the log and on paper. */
export async function runWithEvidence(
  page: Page,
  who: string,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  const { request } = page.context();
  const plans = "/api/emergencies/plans/monitoring-failure?site=riverside";
  const before = await request.get("/api/emergencies/plans?site=riverside");
  const over = ((await before.json()) as { plans: PlanVersionView[] }).plans.find(
    ({ plan }) => plan.id === "monitoring-failure",
  )?.version;
  const saved = await request.put(plans, { data: { plan: adapted(), over, comment: "evidence" } });
  expect(saved.status(), await saved.text()).toBe(200);
  PlanVersionView.parse(await saved.json());
  const started = await request.post("/api/emergencies/runs", {
    data: { site: "riverside", plan: "monitoring-failure", words: "the panel is dark" },
  });
  const { id } = RunView.parse(await started.json());
  // Without its evidence a task is not done.
  const bare = await request.post(`/api/emergencies/runs/${id}/steps/look`, { data: { do: "finish" } });
  expect(bare.status()).toBe(422);
  await page.goto(`/emergencies/${id}`);
  const card = (title: string) => page.locator(".step", { hasText: title });

  const look = card("Look at the panel");
  await look.getByText("Needs Photo").waitFor();
  await look
    .locator("input[type=file]")
    .setInputFiles({ name: "panel.png", mimeType: "image/png", buffer: png });
  await look.locator(".thumbs img").waitFor();
  await look.getByLabel("What was measured").fill("Battery");
  await look.getByLabel("Value with unit").fill("24.1 V");
  await look.getByLabel("Name of who signs").fill("Wang Min");
  const kept = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/api/files");
  await scribble(page, look.locator(".sign canvas"));
  expect((await kept).status()).toBe(201);
  await picture("run-evidence-en-light");
  await look.getByRole("button", { name: "Done", exact: true }).click();
  await look.waitFor({ state: "detached" });

  const roll = card("Count the watch");
  const tower = (name: string) => roll.locator("li", { hasText: name });
  await tower("Tower A").getByText("Present", { exact: true }).click();
  await tower("Tower A").and(page.locator(".is-present")).waitFor();
  await tower("Tower B").getByText("Missing", { exact: true }).click();
  await tower("Tower B").and(page.locator(".is-missing")).waitFor();
  await tower("Tower B").getByRole("spinbutton").fill("2");
  await tower("Tower B").getByRole("spinbutton").blur();
  await page.locator(".log-line", { hasText: "Tower B: 2 missing" }).waitFor();
  await roll.getByRole("button", { name: "Count is complete" }).click();
  await roll.waitFor({ state: "detached" });

  const report = card("Tell the brigade");
  const form = await report.getByRole("link", { name: /Fire and rescue/ }).getAttribute("href");
  const printed = await request.get(form ?? "", { timeout: 120_000 });
  expect(printed.headers()["content-type"]).toContain("application/pdf");
  await report.getByLabel("Number or name given by the authority").fill("119-2026-7");
  await report.getByRole("button", { name: "Sent to the authority" }).click();
  await report.waitFor({ state: "detached" });

  const run = RunView.parse(await (await request.get(`/api/emergencies/runs/${id}`)).json());
  const closed = (step: string) => run.steps.find((one) => one.id === step);
  expect(closed("look")).toMatchObject({ outcome: "done", by: who });
  expect(closed("count")?.roll).toMatchObject([{ is: "present" }, { is: "missing", count: 2 }]);
  expect(closed("tell-them")).toMatchObject({ outcome: "done", by: who });
  const files = run.log.flatMap((line) => line.files);
  expect(files.map(({ name }) => name).toSorted()).toEqual(["panel.png", "signature.png"]);
  for (const file of files) expect((await request.get(`/api/files/${file.id}`)).status()).toBe(200);
  expect(run.log.map(({ words }) => words.en).join("\n")).toContain("119-2026-7");
  const ended = await request.post(`/api/emergencies/runs/${id}/stand-down`, {
    data: { words: "it was a fuse" },
  });
  expect(ended.status()).toBe(200);
  await page.getByText("it was a fuse").first().waitFor();
}
