import type { Text } from "./text.ts";

const HAN = /\p{Script=Han}/u;

/**
 * A name of an account in each language: of one that says both, such as "管理员 Administrator", each its own; any
 * other name is the same in both.
 */
export function nameInBoth(name: string): Text {
  const words = name.trim().split(/\s+/);
  const zh = words.filter((word) => HAN.test(word)).join(" ");
  const en = words.filter((word) => !HAN.test(word)).join(" ");
  return zh !== "" && en !== "" ? { en, zh } : { en: name, zh: name };
}
