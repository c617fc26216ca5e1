import type { Text } from "./text.ts";

const latinThenHan = /^([^\p{Script=Han}]*[^\p{Script=Han}\s])\s+(\p{Script=Han}.*)$/u;
const hanThenLatin = /^(\p{Script=Han}.*?)\s+([^\p{Script=Han}\s][^\p{Script=Han}]*)$/u;

/**
 * A name in each language: of one that says both, such as "管理员 Administrator" or "Kangda Lift Service 康达电梯维保",
 * each its own; any other name is the same in both.
 */
export function nameInBoth(name: string): Text {
  const said = name.trim();
  const [, en, zh] = latinThenHan.exec(said) ?? [];
  if (en && zh) return { en, zh };
  const [, first, second] = hanThenLatin.exec(said) ?? [];
  return first && second ? { en: second, zh: first } : { en: name, zh: name };
}
