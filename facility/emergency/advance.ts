import type { Instant, Text } from "../units/index.ts";
import { text } from "../units/index.ts";
import { type AgreedArrival, agreedWords, byContract } from "./agreed-clock.ts";
import { startClocks } from "./clocks.ts";
import { dutyRoles } from "./duty.ts";
import { finish, take } from "./finish.ts";
import { giveCommand } from "./give-command.ts";
import { resume, tick } from "./lapse.ts";
import { commanded, observed } from "./plant-says.ts";
import { receipt } from "./receipt.ts";
import { type Run, type Trigger, triggerKey } from "./run.ts";
import type { RunEvent } from "./run-events.ts";
import { begin, settleJoins } from "./steps.ts";
import { say } from "./telling.ts";
import { lineWords } from "./words.ts";
import { type Advanced, Work } from "./work.ts";

/** Everything a new run is made of. */
export type NewRun = Pick<
  Run,
  "id" | "site" | "plan" | "version" | "drill" | "scope" | "targets" | "watch"
> & {
  readonly trigger: Trigger;
  readonly at: Instant;
  readonly by: string;
  /** What a contract on the asset says of its people's time. */
  readonly agreed?: AgreedArrival | undefined;
};

/** Begins a run: its first steps are open when this returns. */
export function beginRun(of: NewRun, timeZone: string): Advanced {
  const { plan, agreed } = byContract(of.plan, of.agreed);
  const { id, site, version, drill, scope, targets, watch, trigger, at, by } = of;
  const run: Run = {
    ...{ id, site, plan, version, drill, scope, targets, watch },
    grade: plan.grade,
    triggers: [trigger],
    // A trigger with a clock of its own may be ahead of ours.
    detectedAt: Math.min(trigger.at, at) as Instant,
    startedAt: at,
    state: { is: "running" },
    commander: null,
    steps: {},
    clocks: {},
    told: [],
    attended: [],
    review: null,
    ...(agreed ? { agreed } : {}),
    sequence: 0,
  };
  const work = new Work(run, at, timeZone);
  work.log(by, "began", null, began(run, trigger));
  if (agreed) work.log("plan", "note", null, agreedWords(agreed));
  startClocks(work, "start", "began");
  begin(work, plan.start);
  settleJoins(work);
  return work.done();
}

function began({ plan, drill, version }: Run, trigger: Trigger): Text {
  const why = trigger.by === "alarm" ? trigger.title : text(trigger.words, trigger.words);
  const which =
    version === 0
      ? text("plan of the library", "预案库版本")
      : text(`plan version ${version}`, `预案第 ${version} 版`);
  return text(
    `${drill ? "DRILL: " : ""}${plan.title.en}, ${trigger.where.en}: ${why.en} (${which.en})`,
    `${drill ? "演练：" : ""}${plan.title.zh}，${trigger.where.zh}：${why.zh}（${which.zh}）`,
  );
}

/**
 * The law of a run: what comes of one event. Pure; the same run and event give the same answer. What does not fit (a
 * late answer to a step that is closed, an event after the end) changes nothing.
 */
export function advance(run: Run, event: RunEvent, timeZone: string): Advanced {
  const still: Advanced = { run, effects: [], entries: [] };
  if (event.on === "receipt") return receipt(run, event);
  if (event.on === "review")
    return withWork(run, event.at, timeZone, (work) => {
      const { at, by, review } = event;
      work.change({ review: { ...review, by, at } });
      work.log(by, "reviewed", null, text("Findings and measures written", "已填写原因、损失与整改措施"));
    });
  if (run.state.is === "stood-down")
    return event.on === "note" || event.on === "attend"
      ? withWork(run, event.at, timeZone, (work) => happen(work, event))
      : still;
  if (run.state.is === "suspended" && !["resume", "stand-down", "note", "attend"].includes(event.on))
    return still;
  return withWork(run, event.at, timeZone, (work) => happen(work, event));
}

function withWork(run: Run, at: Instant, timeZone: string, does: (work: Work) => void): Advanced {
  const work = new Work(run, at, timeZone);
  does(work);
  if (work.state.is === "running") settleJoins(work);
  return work.done();
}

function happen(work: Work, event: Exclude<RunEvent, { on: "receipt" | "review" }>): void {
  switch (event.on) {
    case "tick":
      return tick(work);
    case "take": {
      if (!work.open(event.step)) return;
      work.patch(event.step, { takenBy: event.by });
      const title = work.stepOf(event.step)!.title;
      return work.log(event.by, "taken", event.step, text(`Taken: ${title.en}`, `已接手：${title.zh}`));
    }
    case "finish": {
      const { step, by, words, answer, proof, roll, reference } = event;
      const more = {
        ...(answer === undefined ? {} : { answer }),
        ...(proof ? { proof } : {}),
        ...(roll ? { roll } : {}),
        ...(reference === undefined ? {} : { reference }),
      };
      return begin(work, finish(work, step, { outcome: "done", by, words, ...more }));
    }
    case "cannot":
      return begin(work, finish(work, event.step, { outcome: "not-done", by: event.by, words: event.words }));
    case "confirm":
      if (work.open(event.step)?.waiting.for !== "confirmation") return;
      return begin(work, giveCommand(work, event.step, event.by));
    case "commanded":
      return commanded(work, event);
    case "observed":
      return observed(work, event);
    case "merge": {
      const { trigger, targets, watch } = event;
      const { run } = work;
      if (run.triggers.some((one) => triggerKey(one) === triggerKey(trigger))) return;
      work.change({
        triggers: [...run.triggers, trigger],
        targets: joined(run.targets, targets),
        watch: [...new Set([...run.watch, ...watch])],
      });
      const why = trigger.by === "alarm" ? trigger.title : text(trigger.words, trigger.words);
      const words = text(`Joined: ${trigger.where.en}: ${why.en}`, `并入：${trigger.where.zh}：${why.zh}`);
      work.log(trigger.by === "alarm" ? "rule" : trigger.person, "merged", null, words);
      const roles = dutyRoles(work.plan, work.plan.commander, work.at, work.timeZone).slice(0, 1);
      return say(
        work,
        null,
        `merged:${run.triggers.length}`,
        roles,
        text(`${run.plan.title.en}: one more`, `${run.plan.title.zh}：新增报警`),
        words,
        "urgent",
        false,
      );
    }
    case "hand-over": {
      const { by, to } = event;
      const { giver = text(by, by), taker = text(to, to) } = event;
      work.change({ commander: to });
      work.log(by, "handed-over", null, text(`Command to ${taker.en}`, `指挥权移交：${taker.zh}`));
      const title = text(`You lead: ${work.plan.title.en}`, `由你指挥：${work.plan.title.zh}`);
      return say(
        work,
        null,
        `command:${work.run.sequence}`,
        [],
        title,
        text(
          `{where}: command was handed over to you by ${giver.en}`,
          `{where}：${giver.zh}将指挥权移交给你`,
        ),
        "urgent",
        false,
        to,
      );
    }
    case "note": {
      const { by, kind, words, files } = event;
      return work.log(by, kind, null, text(words, words), files);
    }
    case "roll": {
      const open = work.open(event.step);
      if (open?.waiting.for !== "roll-call") return;
      const { entry } = event;
      const others = open.waiting.entries.filter(({ name }) => name !== entry.name);
      const was = open.waiting.entries.findIndex(({ name }) => name === entry.name);
      const entries =
        was < 0 ? [...others, entry] : open.waiting.entries.map((one, i) => (i === was ? entry : one));
      work.patch(event.step, { waiting: { for: "roll-call", entries } });
      const said = {
        present: text("present", "已到"),
        missing: text("missing", "失联"),
        unknown: text("not known", "待查"),
      }[entry.is];
      const line = lineWords(work.stepOf(event.step), entry.name);
      const count = entry.count === undefined ? "" : ` ${entry.count}`;
      return work.log(
        event.by,
        "rolled",
        event.step,
        text(`${line.en}:${count} ${said.en}`, `${line.zh}：${said.zh}${count}`),
      );
    }
    case "attend": {
      const names = [...new Set([...work.run.attended, ...event.names])];
      work.change({ attended: names });
      return work.log(
        event.by,
        "attended",
        null,
        text(`Attending: ${event.names.join(", ")}`, `参加：${event.names.join("、")}`),
      );
    }
    case "suspend": {
      if (!work.run.drill) return;
      work.become({ is: "suspended", at: work.at, because: event.because });
      work.log(
        "plan",
        "suspended",
        null,
        text("Drill suspended: a real emergency has begun", "演练中止：发生真实警情"),
      );
      for (const told of work.told) if (!told.withheld) work.effect({ do: "settle", key: told.key });
      const everyone = [
        ...new Set(
          work.plan.duties.flatMap((duty) =>
            dutyRoles(work.plan, duty.id, work.at, work.timeZone).slice(0, 1),
          ),
        ),
      ];
      return say(
        work,
        null,
        "suspended",
        everyone,
        text("DRILL ENDS: real emergency", "演练立即中止：真实警情"),
        text(
          "The drill {plan} is suspended. What comes now is real.",
          "{plan}演练立即中止，接下来为真实警情，请按真实预案行动。",
        ),
        "life-safety",
        false,
      );
    }
    case "resume":
      return resume(work, event.by);
    case "stand-down": {
      const { at, by, words, why } = event;
      for (const [id] of work.opens) take(work, id, by);
      for (const [id, clock] of work.clocks)
        if (clock.is === "running")
          work.setClock(id, { is: "stopped", since: clock.since, due: clock.due, at });
      work.become({ is: "stood-down", at, by, words, why });
      for (const told of work.told) if (!told.withheld) work.effect({ do: "settle", key: told.key });
      return work.log(by, "stood-down", null, text(`Stood down: ${words}`, `解除：${words}`));
    }
    default:
      return event satisfies never;
  }
}

const joined = (a: Run["targets"], b: Run["targets"]): Run["targets"] =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((id) => [
      id,
      [...new Set([...(a[id] ?? []), ...(b[id] ?? [])])],
    ]),
  );

/** An answer to a message, which its receipt has told: the step that waited for it is done. */
export function answered(
  run: Run,
  event: Extract<RunEvent, { on: "receipt" }>,
  timeZone: string,
): Advanced | undefined {
  if (event.state !== "answered" || run.state.is !== "running") return undefined;
  const told = run.told.find(({ key }) => key === event.key);
  const open = told?.step ? run.steps[told.step] : undefined;
  if (!told?.step || open?.is !== "open") return undefined;
  const by = event.person ?? "someone";
  const step = told.step;
  if (open.waiting.for === "answer") {
    const words = event.answer?.comment ?? "";
    return advance(run, { on: "finish", at: event.at, by, step, words }, timeZone);
  }
  return open.takenBy === null ? advance(run, { on: "take", at: event.at, by, step }, timeZone) : undefined;
}
