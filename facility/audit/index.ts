/**
 * The audit: who did what to the house, in a chain of rows that shows when one was changed or taken out.
 * Pure: the hash function and the time are handed in.
 */
export { type AuditAct, AuditDetails, auditActs, isAuditAct } from "./acts.ts";
export {
  type AuditEntry,
  type AuditRow,
  type Checked,
  canonical,
  checkNext,
  FIRST_PREVIOUS,
  link,
} from "./chain.ts";
export type { AuditMark, AuditQuery, AuditStore, AuditVerdict } from "./store.ts";
