/**
 * On call: who is to be told, who is on duty, and what happens while nobody answers.
 * Pure: people, rotas, routes and chains are data; time is handed in; what is to be sent comes out as data.
 */
export { About, AnswerKind, Audience, Notice, type Receipt, Urgency } from "./notice.ts";
export type { Heard, Notifier } from "./notifier.ts";
export {
  Certificate,
  ContactMethod,
  DutyRole,
  isCertified,
  QuietHours,
  StaffId,
  StaffMember,
  worksAt,
} from "./person.ts";
