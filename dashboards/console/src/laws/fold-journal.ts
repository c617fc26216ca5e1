import type { JournalEntry } from "../../../../api/contract/index.ts";

/** What is done to one piece of equipment is written under each of its rules; so far apart at most. */
const SAME_ACT_MS = 2_000;
const forEquipment: readonly string[] = ["take-out", "put-back", "retire"];

const isSameAct = (a: JournalEntry, b: JournalEntry): boolean =>
  forEquipment.includes(a.event) &&
  a.event === b.event &&
  a.asset === b.asset &&
  a.actor === b.actor &&
  a.reason === b.reason &&
  Math.abs(a.at - b.at) <= SAME_ACT_MS;

/** Lines that follow one another and are one act on one piece of equipment, taken together; each group has its first. */
export function foldJournal(
  entries: readonly JournalEntry[],
): (readonly [JournalEntry, ...(readonly JournalEntry[])])[] {
  const groups: [JournalEntry, ...JournalEntry[]][] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    if (group && isSameAct(group[0], entry)) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}
