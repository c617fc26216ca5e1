import {
  type Duty,
  dueNow,
  dutyRoles,
  type Entry,
  flowOf,
  lineWords,
  type Run,
  rolesOf,
  roleWords,
  type Step,
  type StepState,
  scoreOf,
  sourceWords,
  stoppedBy,
} from "../../facility/emergency/index.ts";
import { calledBy, type Notifier } from "../../facility/oncall/index.ts";
import type { Instant, Text } from "../../facility/units/index.ts";
import type { EntryView, RunSummary, RunView, StepView } from "../contract/index.ts";

type People = Pick<Notifier, "whoIsOn" | "member">;

/** A person's name in both languages; the id where nobody is known by it. */
export const personName = (people: Pick<Notifier, "member">, id: string): Text => calledBy(people)(id);

export function runSummary(run: Run, timeZone: string, now: Instant): RunSummary {
  const { met, missed, percent } = scoreOf(run);
  return {
    id: run.id,
    site: run.site,
    plan: run.plan.id,
    title: run.plan.title,
    version: run.version,
    grade: run.grade,
    drill: run.drill !== null,
    state: run.state.is,
    where: run.triggers[0]?.where ?? run.plan.title,
    triggers: run.triggers.length,
    detectedAt: run.detectedAt,
    startedAt: run.startedAt,
    endedAt: run.state.is === "stood-down" ? run.state.at : null,
    commander: run.commander,
    due: dueNow(run)
      .filter(({ open }) => open?.waiting.for !== "time")
      .map(({ id, title, duty, open, at, late }) => ({
        step: id,
        title,
        duty: run.plan.duties.find((each) => each.id === duty)?.title ?? null,
        roles: duty === null ? [] : [...dutyRoles(run.plan, duty, now, timeZone)],
        takenBy: open?.takenBy ?? null,
        at,
        late,
      })),
    score: { met, missed, percent },
    sequence: run.sequence,
  };
}

export const entryView = (
  people: Pick<Notifier, "member">,
  { sequence, at, actor, what, step, words, files }: Entry,
): EntryView => ({
  sequence,
  at,
  actor,
  actorName: personName(people, actor),
  what,
  step,
  words,
  files: [...files],
});

/** A run whole, with who is on duty for each step now. */
export function runView(
  run: Run,
  entries: readonly Entry[],
  people: People,
  timeZone: string,
  now: Instant,
): RunView {
  const { byId, order } = flowOf(run.plan);
  const steps = Object.entries(run.steps)
    .flatMap(([id, state]) => {
      const step = byId.get(id);
      return step ? [stepView(step, state, run, people, timeZone, now)] : [];
    })
    .sort((a, b) => a.since - b.since || (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const ended = run.state.is === "stood-down" ? run.state : null;
  return {
    ...runSummary(run, timeZone, now),
    about: run.plan.about,
    scenario: run.drill?.scenario ?? null,
    allowed: [...(run.drill?.allow ?? [])],
    suspendedBecause: run.state.is === "suspended" ? run.state.because : null,
    ended: ended && { by: ended.by, words: ended.words, why: ended.why },
    commandDuty: run.plan.duties.find(({ id }) => id === run.plan.commander)?.title ?? run.plan.title,
    steps,
    clocks: run.plan.clocks.flatMap((clock) => {
      const state = run.clocks[clock.id];
      if (!state) return [];
      const stoppedAt = state.is === "stopped" ? state.at : null;
      const missed = state.is === "running" ? state.missedAt !== null : state.at > state.due;
      const { id, title, minutes, source } = clock;
      const by = run.agreed?.clock === id ? run.agreed : undefined;
      const agreed = by ? { title: by.title, usual: by.usual, asked: by.asked ?? null } : null;
      return [
        {
          id,
          title,
          minutes,
          source: sourceWords(source),
          agreed,
          since: state.since,
          due: state.due,
          stoppedAt,
          stoppedBy: byId.get(stoppedBy(run, clock) ?? "")?.title ?? null,
          missed,
        },
      ];
    }),
    told: run.told.map(({ step, at, title, to, withheld, receipts }) => ({
      ...{ step, at, title, withheld },
      to: [...to],
      receipts: receipts.map(({ at: when, state, person, channel, detail, answer }) => ({
        at: when,
        state,
        person: person ?? null,
        channel: channel ?? null,
        detail: detail ?? null,
        words: answer?.comment ?? null,
      })),
    })),
    watch: [...run.watch],
    assembly: [...run.plan.assembly],
    phones: [...run.plan.phones],
    documents: run.plan.documents.map(({ title, file }) => ({ title, file: file ?? null })),
    attended: [...run.attended],
    review: run.review && { ...run.review, measures: [...run.review.measures] },
    deadlines: scoreOf(run).deadlines.map((deadline) => ({ ...deadline })),
    log: entries.map((entry) => entryView(people, entry)),
  };
}

function stepView(
  step: Step,
  state: StepState,
  run: Run,
  people: People,
  timeZone: string,
  now: Instant,
): StepView {
  const open = state.is === "open" ? state : undefined;
  const closed = state.is === "closed" ? state : undefined;
  const waiting = open?.waiting;
  const duty = "duty" in step ? run.plan.duties.find(({ id }) => id === step.duty) : undefined;
  const plant = waiting?.for === "plant" ? waiting : undefined;
  return {
    id: step.id,
    does: step.does,
    title: step.title,
    note: step.note ?? null,
    is: state.is,
    waitingFor: waiting?.for ?? null,
    visit: state.visit,
    since: state.since,
    due: open?.due ?? closed?.due ?? null,
    at: closed?.at ?? null,
    late: open?.late ?? closed?.late ?? false,
    takenBy: open?.takenBy ?? null,
    by: closed?.by ?? null,
    outcome: closed?.outcome ?? null,
    words: closed?.words ?? "",
    duty: duty ? dutyView(duty, run, people, timeZone, now) : null,
    whom:
      step.does === "tell"
        ? step.whom.flatMap((whom) => {
            const told =
              "role" in whom
                ? { id: whom.role, title: roleWords[whom.role], shifts: [{ roles: [whom.role] }] }
                : run.plan.duties.find(({ id }) => id === whom.duty);
            return told ? [dutyView(told, run, people, timeZone, now)] : [];
          })
        : [],
    question: step.does === "ask" ? step.question : null,
    answers: step.does === "ask" ? step.answers.map(({ id, label, grave }) => ({ id, label, grave })) : [],
    answer: closed?.answer ?? null,
    evidence: step.does === "task" ? [...step.evidence] : [],
    checklist: step.does === "task" ? [...step.checklist] : [],
    command: step.does === "command" ? { point: step.point, value: step.value } : null,
    assets: [...(run.targets[step.id] ?? [])],
    met: [...(plant?.met ?? (waiting?.for === "effect" ? waiting.shown : (closed?.met ?? [])))],
    missing: [...(plant?.missing ?? closed?.missing ?? [])],
    roll: (waiting?.for === "roll-call" ? waiting.entries : (closed?.roll ?? [])).map((entry) => ({
      ...entry,
      title: lineWords(step, entry.name),
    })),
    proof: closed?.proof
      ? {
          ...closed.proof,
          files: [...closed.proof.files],
          readings: [...closed.proof.readings],
          ticked: [...closed.proof.ticked],
        }
      : null,
    reference: closed?.reference ?? null,
    authority: step.does === "report" ? step.authority : null,
    outside: step.does === "tell" ? step.outside : step.does === "command",
  };
}

/** The people who have the duty now: those of its first role that anybody has. */
function dutyView(
  duty: Duty,
  run: Run,
  people: People,
  timeZone: string,
  now: Instant,
): StepView["whom"][number] {
  const roles = rolesOf(duty, now, timeZone);
  const on =
    roles
      .map((role) => people.whoIsOn({ site: run.site, role, at: now }))
      .find((found) => found.length > 0) ?? [];
  return {
    title: duty.title,
    roles: [...roles],
    people: on.slice(0, 4).map(({ id, name, phone }) => ({ id, name, phone: phone ?? null })),
  };
}
