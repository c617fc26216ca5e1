import type { Text } from "../units/index.ts";
import type { Run } from "./run.ts";

/** Puts the run's place and plan where a text says {where}, {plan}; and says first that it is a drill. */
export function fill(words: Text, run: Pick<Run, "triggers" | "plan" | "drill">): Text {
  const where = run.triggers[0]?.where;
  const one = (lang: "en" | "zh"): string =>
    words[lang].replaceAll("{where}", where?.[lang] ?? "").replaceAll("{plan}", run.plan.title[lang]);
  return { en: one("en"), zh: one("zh") };
}
