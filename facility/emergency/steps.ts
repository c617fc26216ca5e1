import type { DutyRole } from "../oncall/index.ts";
import { type Instant, seconds, type Text, text } from "../units/index.ts";
import { dutyRoles } from "./duty.ts";
import { flowOf } from "./flow.ts";
import type { PlanClock, Step, StepId } from "./plan.ts";
import type { OpenStep, Proof, RollEntry, Waiting } from "./run.ts";
import { fill } from "./words.ts";
import { inMinutes, type Work } from "./work.ts";

/** A plan's circle without anybody to wait for is refused when it is written; this ends one that slipped through. */
const MOST_AT_ONCE = 500;

/** Begins the steps named, and all that comes of that without anybody or anything being waited for. */
export function begin(work: Work, ids: readonly StepId[]): void {
  const queue = [...ids];
  for (let n = 0; queue.length > 0 && n < MOST_AT_ONCE; n++) {
    const id = queue.shift()!;
    const step = work.stepOf(id);
    if (!step) continue;
    const before = work.step(id);
    if (before?.is === "open" || before?.is === "joining") continue;
    if (before && step.join === "first") continue;
    const visit = (before?.visit ?? 0) + 1;
    if (step.join === "all") {
      work.put(id, { is: "joining", visit, since: work.at });
      continue;
    }
    queue.push(...opened(work, step, visit));
  }
}

/** Opens the joins that nothing open can still reach; one after the other, for one may lead to the next. */
export function settleJoins(work: Work): void {
  const { after } = flowOf(work.plan);
  for (let n = 0; n < MOST_AT_ONCE; n++) {
    const ready = work.joining.find(
      (id) => !work.opens.some(([open]) => open !== id && after.get(open)?.has(id)),
    );
    if (ready === undefined) return;
    const step = work.stepOf(ready);
    const state = work.step(ready);
    if (!step || !state) return;
    begin(work, opened(work, step, state.visit));
  }
}

/** Opens one step; answers what follows at once where it passes by itself. */
function opened(work: Work, step: Step, visit: number): readonly StepId[] {
  const { at } = work;
  const open = (due: Instant | null, waiting: Waiting): readonly [] => {
    const state: OpenStep = { is: "open", visit, since: at, due, late: false, takenBy: null, waiting };
    work.put(step.id, state);
    work.log("plan", "opened", step.id, text(`Begun: ${step.title.en}`, `开始：${step.title.zh}`));
    startClocks(work, step.id, "began");
    return [];
  };
  const within =
    "withinMinutes" in step && step.withinMinutes !== undefined ? inMinutes(at, step.withinMinutes) : null;
  switch (step.does) {
    case "note": {
      open(null, { for: "person" });
      return finish(work, step.id, { outcome: "done", by: "plan", words: step.note ?? step.title });
    }
    case "tell": {
      const answer = step.answerWithinMinutes;
      open(answer === undefined ? null : inMinutes(at, answer), { for: "answer" });
      const withheld = tellPeople(work, step, visit);
      if (answer !== undefined && !withheld) return [];
      // Withheld in a drill: whoever plays it says that it was answered.
      if (answer !== undefined) {
        work.patch(step.id, { waiting: { for: "person" } });
        return [];
      }
      return finish(work, step.id, { outcome: "done", by: "plan", words: step.title });
    }
    case "task":
    case "ask": {
      open(within, { for: "person" });
      summon(
        work,
        step.duty,
        step.id,
        `${visit}`,
        step.title,
        step.does === "ask" ? step.question : (step.note ?? step.title),
      );
      return [];
    }
    case "report": {
      const due = inMinutes(work.run.detectedAt, step.withinMinutes);
      open(due, { for: "person" });
      summon(work, step.duty, step.id, `${visit}`, step.title, step.note ?? step.title);
      return [];
    }
    case "roll-call": {
      const entries = step.groups.map(
        (group): RollEntry => ({
          name: group.zh === group.en ? group.en : `${group.zh} ${group.en}`,
          is: "unknown",
        }),
      );
      open(within, { for: "roll-call", entries });
      summon(work, step.duty, step.id, `${visit}`, step.title, step.of);
      return [];
    }
    case "command": {
      if (step.confirm) {
        open(within, { for: "confirmation" });
        summon(work, step.duty, step.id, `${visit}`, step.title, step.note ?? step.title);
        return [];
      }
      open(null, { for: "confirmation" });
      return giveCommand(work, step.id, "plan");
    }
    case "wait": {
      open(inMinutes(at, step.timeoutMinutes), {
        for: "plant",
        met: [],
        missing: [...(work.run.targets[step.id] ?? [])],
      });
      return [];
    }
    case "pause": {
      open(inMinutes(at, step.minutes), { for: "time" });
      return [];
    }
    default:
      return step satisfies never;
  }
}

/** Tells whoever has a duty that something is his now; in the language of messages, with a link by the shell. */
function summon(work: Work, duty: string, step: StepId, visit: string, title: Text, body: Text): void {
  const [role] = dutyRoles(work.plan, duty, work.at, work.timeZone);
  if (role) say(work, step, `${step}:${visit}`, [role], title, body, "urgent", false);
}

/** Puts a message on its way, and into the record. */
export function say(
  work: Work,
  step: StepId | null,
  part: string,
  roles: readonly DutyRole[],
  title: Text,
  body: Text,
  urgency: "life-safety" | "urgent" | "normal",
  answerable: boolean,
  person?: string,
): void {
  const { run } = work;
  // A drill reaches nobody outside, also not by the way of a substitute.
  const home = run.drill !== null && !(step !== null && run.drill.allow.includes(step));
  const to = home ? roles.filter((role) => role !== "contractor") : roles;
  if (to.length === 0 && person === undefined) return;
  const key = `run:${run.id}:${part}`;
  if (work.told.some((told) => told.key === key)) return;
  work.tell({ key, step, title: fill(title, run), to, withheld: false });
  work.effect({
    do: "tell",
    key,
    to,
    ...(person === undefined ? {} : { person }),
    title: fill(title, run),
    body: fill(body, run),
    urgency,
    answerable,
    at: work.at,
  });
}

/** True where a drill keeps the message in the house. */
function tellPeople(work: Work, step: Extract<Step, { does: "tell" }>, visit: number): boolean {
  const { run } = work;
  const to = [
    ...new Set(
      step.whom.flatMap((whom) =>
        "role" in whom ? [whom.role] : dutyRoles(work.plan, whom.duty, work.at, work.timeZone).slice(0, 1),
      ),
    ),
  ];
  if (step.outside && run.drill && !run.drill.allow.includes(step.id)) {
    const key = `run:${run.id}:${step.id}:${visit}`;
    work.tell({ key, step: step.id, title: step.title, to, withheld: true });
    work.log(
      "plan",
      "withheld",
      step.id,
      text(`Drill: not sent: ${step.title.en}`, `演练：未对外发出：${step.title.zh}`),
    );
    return true;
  }
  const answerable = step.answerWithinMinutes !== undefined;
  say(work, step.id, `${step.id}:${visit}`, to, step.title, step.message, step.urgency, answerable);
  work.log(
    "plan",
    "told",
    step.id,
    text(`Told ${to.join(", ")}: ${step.title.en}`, `已通知 ${to.join("、")}：${step.title.zh}`),
  );
  return false;
}

/** Lets a command go to each of its assets; in a drill only where the drill allows the step. */
export function giveCommand(work: Work, id: StepId, by: string): readonly StepId[] {
  const step = work.stepOf(id);
  const open = work.open(id);
  if (!open || step?.does !== "command") return [];
  const { run } = work;
  const targets = run.targets[id] ?? [];
  if (run.drill && !run.drill.allow.includes(id)) {
    work.log(
      by,
      "withheld",
      id,
      text(`Drill: command not given: ${step.title.en}`, `演练：未下发指令：${step.title.zh}`),
    );
    return finish(work, id, {
      outcome: "done",
      by,
      words: text("Drill: not carried out", "演练：未实际执行"),
    });
  }
  if (targets.length === 0) {
    work.log(
      "plan",
      "note",
      id,
      text("There is nothing here that can be commanded: do it by hand", "现场无可控设备，请人工操作"),
    );
    work.patch(id, { waiting: { for: "person" } });
    return [];
  }
  const { expect } = step;
  work.patch(id, {
    due: expect
      ? ((work.at + seconds(expect.withinSeconds)) as Instant)
      : (open.due ?? inMinutes(work.at, 1)),
    waiting: {
      for: "effect",
      given: Object.fromEntries(targets.map((asset) => [asset, "under way" as const])),
      shown: [],
    },
  });
  for (const asset of targets) {
    const { point, value } = step;
    work.effect({
      do: "command",
      key: `run:${run.id}:${id}:${open.visit}:${asset}`,
      step: id,
      visit: open.visit,
      asset,
      point,
      value,
      by,
      at: work.at,
    });
    work.log(
      by,
      "commanded",
      id,
      text(`${asset}: ${point} = ${String(value)}`, `${asset}：${point} = ${String(value)}`),
    );
  }
  return [];
}

export interface Ending {
  readonly outcome: "done" | "not-done" | "timed-out";
  readonly by: string;
  readonly words: Text | string;
  readonly answer?: string;
  readonly proof?: Proof;
  readonly roll?: readonly RollEntry[];
  readonly reference?: string;
}

/** Ends an open step and answers which steps follow. */
export function finish(work: Work, id: StepId, how: Ending): readonly StepId[] {
  const step = work.stepOf(id);
  const open = work.open(id);
  if (!step || !open) return [];
  const { outcome, by, words, answer, proof, roll, reference } = how;
  const { waiting } = open;
  const seen = waiting.for === "plant" ? { met: waiting.met, missing: waiting.missing } : {};
  const rolled = roll ?? (waiting.for === "roll-call" ? waiting.entries : undefined);
  work.closed(id, {
    outcome,
    by,
    // What the machine says of it stands in the log, in both languages; these are a person's own words.
    words: typeof words === "string" ? words : "",
    ...(answer === undefined ? {} : { answer }),
    ...(proof === undefined ? {} : { proof }),
    ...(rolled === undefined ? {} : { roll: rolled }),
    ...(reference === undefined ? {} : { reference }),
    ...seen,
  });
  for (const told of work.told)
    if (told.step === id && !told.withheld) work.effect({ do: "settle", key: told.key });
  const chosen = step.does === "ask" ? step.answers.find((each) => each.id === answer) : undefined;
  const passed = step.does === "note" || (step.does === "tell" && step.answerWithinMinutes === undefined);
  if (!passed || step.does === "note") {
    const said = typeof words === "string" ? (words === "" ? undefined : text(words, words)) : words;
    const files = [...(proof?.files ?? []), ...(proof?.signature ? [proof.signature.file] : [])];
    work.log(
      by,
      chosen ? "chose" : outcome,
      id,
      ending(step, chosen?.label, said, seen.missing, reference),
      files,
    );
  }
  startClocks(work, id, "finished");
  stopClocks(work, id);
  withdraw(work, id);
  if (
    outcome === "timed-out" &&
    (step.does === "wait" || step.does === "command") &&
    step.onTimeout.length > 0
  )
    return step.onTimeout;
  return chosen ? [...chosen.next, ...step.next] : step.next;
}

function ending(
  step: Step,
  chosen: Text | undefined,
  said: Text | undefined,
  missing: readonly string[] | undefined,
  reference: string | undefined,
): Text {
  if (step.does === "note") return said ?? step.title;
  const parts = (lang: "en" | "zh", colon: string): string =>
    [
      `${step.title[lang]}${chosen ? `${colon}${chosen[lang]}` : ""}`,
      said?.[lang],
      reference,
      missing && missing.length > 0
        ? `${lang === "en" ? "missing" : "缺"}${colon}${missing.join(", ")}`
        : undefined,
    ]
      .filter((part) => part !== undefined && part !== "")
      .join(" · ");
  return text(parts("en", ": "), parts("zh", "："));
}

/** Ends what was only to be done until this. */
function withdraw(work: Work, finished: StepId): void {
  for (const [id] of work.opens) if (work.stepOf(id)?.until.includes(finished)) take(work, id, "plan");
  for (const id of work.joining)
    if (work.stepOf(id)?.until.includes(finished)) {
      const state = work.step(id)!;
      work.put(id, {
        is: "closed",
        visit: state.visit,
        since: state.since,
        at: work.at,
        due: null,
        late: false,
        outcome: "withdrawn",
        by: "plan",
        words: "",
      });
    }
}

/** Takes an open step back: nothing follows it. */
export function take(work: Work, id: StepId, by: string): void {
  const title = work.stepOf(id)?.title ?? text(id, id);
  for (const told of work.told)
    if (told.step === id && !told.withheld) work.effect({ do: "settle", key: told.key });
  work.closed(id, { outcome: "withdrawn", by, words: "" });
  work.log(by, "withdrawn", id, text(`No longer needed: ${title.en}`, `不再需要：${title.zh}`));
}

export function startClocks(work: Work, step: StepId | "start", when: "began" | "finished"): void {
  for (const clock of work.plan.clocks) {
    const { from } = clock;
    const mine =
      from === "start" ? step === "start" : step !== "start" && from.step === step && from.when === when;
    if (!mine || work.clock(clock.id)) continue;
    const since = from === "start" ? work.run.detectedAt : work.at;
    work.setClock(clock.id, { is: "running", since, due: inMinutes(since, clock.minutes), missedAt: null });
    work.log("clock", "clock-began", step === "start" ? null : step, clockWords(clock, "runs", "开始计时"));
  }
}

function stopClocks(work: Work, step: StepId): void {
  for (const clock of work.plan.clocks) {
    const state = work.clock(clock.id);
    if (state?.is !== "running" || !clock.stops.includes(step)) continue;
    work.setClock(clock.id, { is: "stopped", since: state.since, due: state.due, at: work.at });
    const met = work.at <= state.due;
    work.log(
      "clock",
      "clock-met",
      step,
      met ? clockWords(clock, "met", "按时完成") : clockWords(clock, "stopped late", "超时后完成"),
    );
  }
}

export const clockWords = (clock: PlanClock, en: string, zh: string): Text =>
  text(
    `${clock.title.en} (${clock.minutes} min): ${en}`,
    `${clock.title.zh}（${clock.minutes} 分钟）：${zh}`,
  );
