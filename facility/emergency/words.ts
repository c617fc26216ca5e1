import type { Text } from "../units/index.ts";
import type { Step } from "./plan.ts";
import type { Run } from "./run.ts";

/** A line of a roll-call by one name, whatever language it is counted in. */
export const lineName = ({ en, zh }: Text): string => (zh === en ? en : `${zh} ${en}`);

/** The line in both languages where the plan has it; as it was written where a person has added it. */
export function lineWords(step: Step | undefined, name: string): Text {
  const groups = step?.does === "roll-call" ? step.groups : [];
  return groups.find((group) => lineName(group) === name) ?? { en: name, zh: name };
}

/** Puts the run's place and plan where a text says {where}, {plan}, {arrival} (minutes of the contract's people); and says first that it is a drill. */
export function fill(words: Text, run: Pick<Run, "triggers" | "plan" | "drill">): Text {
  const where = run.triggers[0]?.where;
  const arrival = run.plan.clocks.find((clock) => clock.arrival !== undefined)?.minutes;
  const one = (lang: "en" | "zh"): string =>
    words[lang]
      .replaceAll("{where}", where?.[lang] ?? "")
      .replaceAll("{plan}", run.plan.title[lang])
      .replaceAll("{arrival}", String(arrival ?? ""));
  return { en: one("en"), zh: one("zh") };
}
