import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ReportView, RunList, RunView } from "../../api/contract/index.ts";
import { installed, outcome } from "../support/tools.ts";
import { virtualPlant } from "../support/virtual-plant.ts";

let estate: Awaited<ReturnType<typeof virtualPlant>>;
const TRAPPED_AT = 60;
const MINUTE = 60;

beforeAll(async () => {
  // The car stands between floors 7 and 8 with somebody in it for 20 minutes.
  estate = await virtualPlant((second) =>
    second >= TRAPPED_AT && second < TRAPPED_AT + 19.5 * MINUTE
      ? [{ fault: "entrapment", asset: "b2-lift-2", aboveFloor: 7 }]
      : [],
  );
});
afterAll(() => estate.close());

const post = async (path: string, body: unknown, role: "technician" | "engineer" = "technician") => {
  const answer = await estate.house.call(role, "POST", path, body);
  return { status: answer.status, body: (await answer.json()) as unknown };
};

it("2. People in lift 2: the plan starts by itself, talks and calls are on record, every clock is in the report", async () => {
  await estate.until(TRAPPED_AT + 4 * MINUTE);
  const { runs } = RunList.parse(await estate.house.get("/api/emergencies/runs"));
  expect(runs).toMatchObject([
    {
      plan: "entrapment",
      state: "running",
      drill: false,
      where: { zh: expect.stringContaining("2 号电梯") },
    },
  ]);
  const id = runs[0]!.id;
  const steps = `/api/emergencies/runs/${id}/steps`;
  const keys = [...estate.notifier.sent.keys()];
  // Nobody is on any rota here: what was for the maintainer and the guard goes to the desk and the manager.
  expect(keys).toContain(`run:${id}:tell-desk:1@desk`);
  expect(keys).toContain(`run:${id}:call-maintainer:1@desk`);
  expect(estate.notifier.sent.get(`run:${id}:call-maintainer:1@desk`)?.body.zh).toContain("30 分钟");

  // The desk talks, the guard goes, the maintainer says that he comes.
  const talk = await post(`${steps}/talk`, {
    do: "finish",
    words: "两人，情绪稳定",
    proof: { ticked: [0, 1, 2] },
  });
  expect(talk.status).toBe(200);
  await post(`/api/emergencies/runs/${id}/notes`, { kind: "contact", words: "已告知勿扒门，维保正在赶来" });
  expect((await post(`${steps}/unwell`, { do: "finish" })).status).toBe(422);
  await post(`${steps}/unwell`, { do: "finish", answer: "no" });
  estate.notifier.answer(
    `run:${id}:call-maintainer:1@desk`,
    "zhou.kai",
    (estate.START + 6 * 60_000) as never,
    "on-my-way",
    "12 分钟到",
  );
  await estate.until(TRAPPED_AT + 8 * MINUTE);
  await post(`${steps}/send-guard`, { do: "finish", words: "已到 7 层" });
  await estate.until(TRAPPED_AT + 14 * MINUTE);
  await post(`${steps}/maintainer-arrives`, { do: "finish", words: "周凯，证号 T-0831" });

  // The car moves again; the plant says that they are out, and the clocks stop.
  await estate.until(TRAPPED_AT + 22 * MINUTE);
  const run = RunView.parse(await estate.house.get(`/api/emergencies/runs/${id}`));
  expect(run.steps.find((step) => step.id === "free")).toMatchObject({
    is: "closed",
    outcome: "done",
    by: "plant",
  });
  expect(run.steps.find((step) => step.id === "call-maintainer")).toMatchObject({
    by: "zhou.kai",
    words: "12 分钟到",
  });
  const clocks = new Map(run.clocks.map((clock) => [clock.id, clock]));
  expect(clocks.get("maintainer-30")).toMatchObject({ missed: false, minutes: 30 });
  expect(clocks.get("one-hour")?.stoppedAt).not.toBeNull();
  expect(run.steps.filter((step) => step.id === "talk-again").length).toBe(1);

  expect((await post(`/api/emergencies/runs/${id}/stand-down`, { words: "两名乘客脱困，无伤" })).status).toBe(
    403,
  );
  expect(
    (await post(`/api/emergencies/runs/${id}/stand-down`, { words: "两名乘客脱困，无伤" }, "engineer"))
      .status,
  ).toBe(200);
  const review = {
    cause: "门锁触点接触不良",
    damage: "无",
    casualties: "无",
    lossCny: 0,
    lessons: "",
    measures: [{ id: "m1", what: "更换门锁触点", owner: "tech.lift", dueBy: "2026-03-09", order: null }],
  };
  expect(
    (await estate.house.call("engineer", "PUT", `/api/emergencies/runs/${id}/review`, review)).status,
  ).toBe(200);

  const report = ReportView.parse(
    await estate.house.get(`/api/emergencies/runs/${id}/report?language=zh`, "technician"),
  );
  const words = JSON.stringify(report);
  for (const said of [
    "电梯困人应急处置报告",
    "维保到场",
    "12 分钟到",
    "已告知勿扒门",
    "已确认：被困人数、有无不适、已告知勿扒门",
    "门锁触点接触不良",
    "更换门锁触点",
    "周凯，证号 T-0831",
  ])
    expect(words).toContain(said);
  expect(report.blocks.filter(({ is }) => is === "chart").length).toBeGreaterThan(2);
}, 60_000);

it.skipIf(!installed("pdftotext"))(
  "its report is on paper in Chinese and in English",
  async () => {
    const { runs } = RunList.parse(await estate.house.get("/api/emergencies/runs"));
    const folder = mkdtempSync(join(tmpdir(), "watchkeeper-report-"));
    for (const [language, wanted] of [
      ["zh", "电梯困人应急处置报告"],
      ["en", "Lift entrapment: after-action report"],
    ] as const) {
      const answer = await estate.house.call(
        "technician",
        "GET",
        `/api/emergencies/runs/${runs[0]!.id}/report.pdf?language=${language}`,
      );
      expect(answer.headers.get("content-type")).toBe("application/pdf");
      const file = join(folder, `${language}.pdf`);
      writeFileSync(file, new Uint8Array(await answer.arrayBuffer()));
      const { output } = await outcome("pdftotext", ["-layout", file, "-"]);
      expect(output.replace(/\s+/g, " ")).toContain(wanted);
      expect(output).toContain("T-0831");
    }
    rmSync(folder, { recursive: true });
  },
  30_000,
);
