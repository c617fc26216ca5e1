import { isCertified, type StaffMember } from "../oncall/index.ts";
import { type Text, text } from "../units/index.ts";
import type { Day } from "./days.ts";

/** What an order's asset is, as far as the law asks. */
export interface Equipment {
  /** A system and a type of the catalogue. */
  readonly system: string;
  readonly type: string;
}

/**
 * Work that the law keeps for people with a certificate: lifts (special equipment operator, item T, TSG Z6001),
 * fire installations (fire facility operator) and electrical work (special operations certificate). On everything
 * else a certificate is a help, not a need.
 */
const reserved: Readonly<Record<string, Text>> = {
  lift: text("lift work (item T)", "电梯作业（T 项）"),
  fire: text("fire installations", "消防设施操作"),
  power: text("electrical work", "电工作业"),
};

export const isReserved = ({ system }: Equipment): boolean => Object.hasOwn(reserved, system);

/** Has he a certificate for it that is valid on that day? */
export const isFit = (
  member: Pick<StaffMember, "certificates"> | undefined,
  { system, type }: Equipment,
  day: Day,
): boolean => member !== undefined && isCertified(member, [system, type], day);

/** Why the law lets this work not be given to him, and what to do; undefined where it may. */
export function unfitFor(
  person: string,
  member: Pick<StaffMember, "certificates" | "name"> | undefined,
  equipment: Equipment,
  day: Day,
): Text | undefined {
  const skill = reserved[equipment.system];
  if (!skill || isFit(member, equipment, day)) return undefined;
  const name = member?.name ?? text(person, person);
  return text(
    `The law keeps this work for people certified for ${skill.en}, and ${name.en} has no such certificate that is valid on ${day}. Give it to somebody who has one, enter the certificate under On call, or have a manager give it with a reason.`,
    `法规要求此项工作由持有${skill.zh}证书的人员进行，${name.zh}在 ${day} 没有有效证书。请派给持证人员，或在“值班”中登记证书，或由经理说明理由后指派。`,
  );
}
