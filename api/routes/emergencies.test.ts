import { Subject } from "rxjs";
import { expect, it } from "vitest";
import { beginRun, Plan, type Run, type RunEvent } from "../../facility/emergency/index.ts";
import { text } from "../../facility/units/index.ts";
import { fakeHouse, T } from "../fakes/index.ts";
import type { Emergencies } from "../ports.ts";

const plan = Plan.parse({
  id: "p",
  title: text("P", "预案"),
  about: text("P", "预案"),
  grade: "C",
  trigger: { by: "manual" },
  duties: [{ id: "desk", title: text("Desk", "值班"), shifts: [{ roles: ["desk"] }] }],
  commander: "desk",
  start: ["photo", "ask", "command"],
  steps: [
    { id: "photo", does: "task", title: text("a", "a"), duty: "desk", evidence: ["photo"] },
    {
      id: "ask",
      does: "ask",
      title: text("b", "b"),
      question: text("b", "b"),
      duty: "desk",
      answers: [
        { id: "y", label: text("Yes", "是") },
        { id: "n", label: text("No", "否") },
      ],
    },
    {
      id: "command",
      does: "command",
      title: text("c", "c"),
      duty: "desk",
      on: { types: ["lift"], within: "site" },
      point: "x",
      value: true,
    },
  ],
});
const trigger = {
  by: "person",
  person: "engineer",
  words: "seen",
  at: T,
  asset: null,
  where: text("S", "S"),
} as const;
const run: Run = beginRun(
  {
    id: "r1",
    site: "riverside",
    plan,
    version: 0,
    drill: null,
    scope: "riverside",
    targets: {},
    watch: [],
    trigger,
    at: T,
    by: "engineer",
  },
  "UTC",
).run;

/** One run, and what was asked of it. */
async function house() {
  const events: RunEvent[] = [];
  const emergencies: Emergencies = {
    runs: () => [run],
    find: async (id) => (id === "r1" ? run : undefined),
    past: async () => [run],
    entries: async () => [],
    start: async () => ({ ok: true, value: run }),
    act: async (_, event) => {
      events.push(event);
      return { ok: true, value: run };
    },
    changed: new Subject(),
    plans: {
      of: () => [],
      versions: async () => [],
      save: async () => ({
        ok: false,
        problem: text("no", "否"),
        errors: [{ path: "steps.0", problem: text("wrong", "不对") }],
      }),
    },
    drills: {
      profile: () => ({ class: "other", region: "CN", unit: "", address: "", noticeDays: 3 }),
      setProfile: async () => undefined,
      planned: () => [],
      calendar: async () => [],
      plan: async () => ({ ok: false, problem: text("past", "已过") }),
      begin: async () => ({ ok: false, problem: text("none", "无") }),
      cancel: async () => ({ ok: false, problem: text("none", "无") }),
    },
    people: { whoIsOn: () => [], member: () => undefined },
  };
  return { events, ...(await fakeHouse({ emergencies })) };
}

it("technicians do tasks, engineers start, command and stand down, managers change plans; viewers look", async () => {
  const { call } = await house();
  const steps = "/api/emergencies/runs/r1/steps";
  const asked = [
    ["GET", "/api/emergencies/runs/r1", undefined, "viewer"],
    ["POST", `${steps}/ask`, { do: "take" }, "technician"],
    ["POST", "/api/emergencies/runs/r1/notes", { words: "n" }, "technician"],
    ["POST", "/api/emergencies/runs", { site: "riverside", plan: "p", words: "w" }, "engineer"],
    ["POST", `${steps}/command`, { do: "confirm" }, "engineer"],
    ["POST", "/api/emergencies/runs/r1/stand-down", { words: "over" }, "engineer"],
    ["POST", "/api/emergencies/runs/r1/command", { to: "eng.chen" }, "engineer"],
    ["PUT", "/api/emergencies/profile?site=riverside", {}, "manager"],
    [
      "PUT",
      "/api/emergencies/plans/p?site=riverside",
      { plan: { id: "p" }, over: 0, comment: "c" },
      "manager",
    ],
  ] as const;
  const order = ["viewer", "technician", "engineer", "manager"] as const;
  for (const [method, path, body, least] of asked)
    for (const role of order) {
      const { status } = await call(role, method, path, body);
      expect([method, path, role, status === 403]).toEqual([
        method,
        path,
        role,
        order.indexOf(role) < order.indexOf(least),
      ]);
    }
  expect((await call(undefined, "GET", "/api/emergencies/runs")).status).toBe(401);
});

it("a step is not done without its evidence, its answer, or a reason; each refusal says what is missing", async () => {
  const { call, events } = await house();
  const act = async (step: string, body: object) => {
    const answer = await call("technician", "POST", `/api/emergencies/runs/r1/steps/${step}`, body, {
      "accept-language": "zh",
    });
    const { detail = "" } = (await answer.json()) as { detail?: string };
    return `${answer.status} ${detail}`;
  };
  expect(await act("photo", { do: "finish" })).toMatch(/^422 .*照片/);
  expect(await act("photo", { do: "cannot" })).toMatch(/^422 .*原因/);
  expect(await act("ask", { do: "finish", answer: "perhaps" })).toMatch(/^422 .*是、否/);
  expect(await act("command", { do: "finish" })).toMatch(/^422/);
  expect(await act("nowhere", { do: "take" })).toMatch(/^422 .*nowhere/);
  expect(events).toEqual([]);
  const file = { id: "a".repeat(64), name: "p.jpg", type: "image/jpeg", bytes: 3 };
  expect(await act("photo", { do: "finish", proof: { files: [file] } })).toMatch(/^200/);
  expect(events).toMatchObject([{ on: "finish", step: "photo", by: "technician", proof: { files: [file] } }]);
  expect((await call("viewer", "GET", "/api/emergencies/runs/none")).status).toBe(404);
});

it("a plan whose command no device could take is refused before it is ever needed", async () => {
  const { call } = await house();
  const save = async (command: object) => {
    const steps = plan.steps.map((step) => (step.does === "command" ? { ...step, ...command } : step));
    const answer = await call("manager", "PUT", "/api/emergencies/plans/p?site=riverside", {
      plan: { ...plan, steps },
      over: 0,
      comment: "c",
    });
    return (await answer.json()) as { errors?: { path: string; message: string }[] };
  };
  expect((await save({})).errors).toEqual([
    { path: "steps.2.point", message: expect.stringContaining("no point x") },
  ]);
  expect((await save({ point: "running" })).errors?.[0]?.message).toContain("only observed");
  const sump = { on: { types: ["sump-pump"], within: "site" }, point: "force_both" };
  expect((await save({ ...sump, value: 3 })).errors?.[0]).toEqual({
    path: "steps.2.value",
    message: "force_both is a boolean",
  });
  // What can be commanded is left to the book, which has objections of its own here.
  expect((await save(sump)).errors).toEqual([{ path: "steps.0", message: "wrong" }]);
});

it("who started, handed over and stood down stands in the audit", async () => {
  const { call, audit } = await house();
  await call("engineer", "POST", "/api/emergencies/runs", { site: "riverside", plan: "p", words: "smoke" });
  await call("engineer", "POST", "/api/emergencies/runs/r1/command", { to: "eng.chen" });
  await call("engineer", "POST", "/api/emergencies/runs/r1/stand-down", {
    words: "over",
    why: "false-alarm",
  });
  const rows = await audit.list({ act: "emergency.", limit: 10 });
  expect(rows.map(({ act, actor, subject, details }) => [act, actor, subject, details])).toEqual([
    ["emergency.stood-down", "engineer", "r1", { why: "false-alarm", words: "over" }],
    ["emergency.handed-over", "engineer", "r1", { to: "eng.chen" }],
    ["emergency.started", "engineer", "r1", { site: "riverside", plan: "p", version: 0, words: "smoke" }],
  ]);
});

it("a plan that could not run is refused with each mistake by its place", async () => {
  const { call } = await house();
  const answer = await call("manager", "PUT", "/api/emergencies/plans/p?site=riverside", {
    plan: { id: "p" },
    over: 0,
    comment: "c",
  });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ errors: [{ path: "steps.0", message: "wrong" }] });
});
