import type { DutyRole } from "../oncall/index.ts";
import { type Text, text } from "../units/index.ts";
import { dutyRoles } from "./duty.ts";
import type { Step, StepId } from "./plan.ts";
import { rolesSaid } from "./role-words.ts";
import { fill } from "./words.ts";
import type { Work } from "./work.ts";

/** What is due sooner than this in an emergency for lives cannot wait for a channel's pause between messages. */
const PRESSING_MS = 5 * 60_000;

/** Tells whoever has a duty that something is his now; in the language of messages, with a link by the shell. */
export function summon(work: Work, duty: string, step: StepId, visit: string, title: Text, body: Text): void {
  const [role] = dutyRoles(work.plan, duty, work.at, work.timeZone);
  const due = work.open(step)?.due ?? null;
  const pressing =
    work.plan.grade === "A" && work.run.drill === null && due !== null && due - work.at <= PRESSING_MS;
  if (role)
    say(work, step, `${step}:${visit}`, [role], title, body, pressing ? "life-safety" : "urgent", false);
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
export function tellPeople(work: Work, step: Extract<Step, { does: "tell" }>, visit: number): boolean {
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
  const whom = rolesSaid(to);
  work.log(
    "plan",
    "told",
    step.id,
    text(`Told ${whom.en}: ${step.title.en}`, `已通知${whom.zh}：${step.title.zh}`),
  );
  return false;
}
