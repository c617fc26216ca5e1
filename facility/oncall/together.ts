import { seconds } from "../units/index.ts";
import type { Call } from "./call.ts";
import type { Message } from "./message.ts";
import type { StaffId } from "./person.ts";
import type { Delivery } from "./records.ts";

/**
 * So long the first page of an alarm that begins a plan by itself waits for the plan's word to the same people, so
 * that they get one message. It is on disk meanwhile, and goes out by itself when nothing has come.
 */
export const COMPANY_MS = seconds(0.8);

/** The alarms behind a call: its members, or those that began the plan which says something. */
export const causesOf = (call: Call): readonly string[] =>
  call.of === "alarms" ? call.members.map(({ alarm }) => alarm) : (call.causes ?? []);

const shares = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));

/** What a plan or another part of the house says, and no page of alarms. */
export const isNotice = ({ call }: Pick<Delivery, "call">): boolean => call.startsWith("notice:");

/** Is `page` of the same cause as what a plan says, to the same person by the same way, and not sent yet? */
export const goesWith = (told: Delivery, page: Delivery): boolean =>
  isNotice(told) &&
  !isNotice(page) &&
  page.kind === "page" &&
  page.state === "queued" &&
  page.person !== null &&
  page.person === told.person &&
  page.channel === told.channel &&
  page.address === told.address &&
  shares(told.causes ?? [], page.causes ?? []);

/** One message of two: what the plan asks for leads, the alarm that began it follows; nothing of either is left out. */
export function both(plan: Message, alarm: Message): Message {
  const join = (language: "en" | "zh"): string => {
    const said = plan.body[language].split("\n");
    const more = alarm.body[language].split("\n").filter((line) => !said.includes(line));
    const head = language === "zh" ? `触发报警：${alarm.title.zh}` : `Begun by the alarm: ${alarm.title.en}`;
    return [...said, "", head, ...more].join("\n");
  };
  return { ...plan, body: { en: join("en"), zh: join("zh") } };
}

/** Other open calls of the same cause of which this person was told too: his answer to one is his answer to all. */
export const answeredWith = (call: Call, by: StaffId, open: readonly Call[]): Call[] =>
  open.filter(
    (other) => other.id !== call.id && other.told.includes(by) && shares(causesOf(call), causesOf(other)),
  );
