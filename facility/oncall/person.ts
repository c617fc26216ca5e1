import { z } from "zod";
import { CalendarDay, Text } from "../units/index.ts";

/** What somebody does on duty. Not the access role of the API (viewer … admin), which says what he may touch. */
export const DutyRole = z.enum(["desk", "technician", "engineer", "manager", "guard", "contractor"]);
export type DutyRole = z.infer<typeof DutyRole>;

/** The account's user name where there is an account; guards and contractors may have none. */
export const StaffId = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/,
    "use lower-case letters, digits, dot, hyphen and underscore, at most 64, for example tech.lift",
  );
export type StaffId = string;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "say hours and minutes, for example 22:00");

/** A time of day, every day, on the person's wall clock; one whose end is before its start runs past midnight. */
export const QuietHours = z.strictObject({ from: clock, to: clock });
export type QuietHours = z.infer<typeof QuietHours>;

/** One way to reach a person. Their order in the list is the order in which they are tried. */
export const ContactMethod = z.strictObject({
  channel: z.string().min(1).max(64).describe("id of a channel, for example email or wecom-lifts"),
  address: z
    .string()
    .max(320)
    .default("")
    .describe("an e-mail address, a phone number, or whom a robot mentions; empty for web push and the desk"),
  afterMinutes: z
    .number()
    .min(0)
    .max(120)
    .default(0)
    .describe("used this long after the first, if nobody has answered by then; at once for life safety"),
  quiet: QuietHours.optional().describe("not used in these hours, never heeded for life safety"),
});
export type ContactMethod = z.infer<typeof ContactMethod>;

/** What somebody is certified for; `skill` is an equipment system or type of the catalogue, or a trade. */
export const Certificate = z.strictObject({
  skill: z.string().min(1).max(64).describe("a system or type of the catalogue, for example lift"),
  title: z.string().max(120).default("").describe("as it stands on the certificate"),
  number: z.string().max(64).default(""),
  until: CalendarDay.optional().describe("last day on which it is valid; does not end when left out"),
});
export type Certificate = z.infer<typeof Certificate>;

/** A member of staff or of a contractor, as on-call sees him. */
export const StaffMember = z.strictObject({
  id: StaffId,
  name: Text,
  roles: z.array(DutyRole).min(1).max(6),
  sites: z.array(z.string()).max(200).default([]).describe("works on these sites only; on all when empty"),
  company: Text.optional().describe("for a contractor's people"),
  language: z.enum(["en", "zh"]).default("zh"),
  timeZone: z.string().max(64).default("Asia/Shanghai").describe("of his quiet hours, an IANA name"),
  phone: z.string().max(40).optional(),
  certificates: z.array(Certificate).max(50).default([]),
  contacts: z.array(ContactMethod).max(20).default([]),
  away: z.boolean().default(false).describe("ill, on leave or gone: never told, whoever names him"),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** Does he work on this site? */
export const worksAt = (member: Pick<StaffMember, "sites">, site: string): boolean =>
  member.sites.length === 0 || member.sites.includes(site);

/** Is he certified for any of these skills on that day (YYYY-MM-DD)? Yes where none is asked. */
export const isCertified = (
  member: Pick<StaffMember, "certificates">,
  skills: readonly string[],
  day: string,
): boolean =>
  skills.length === 0 ||
  member.certificates.some(
    ({ skill, until }) => skills.includes(skill) && (until === undefined || day <= until),
  );
