import { z } from "zod";
import { Slug, Text } from "../../facility/units/index.ts";

/** What a signed-in person may do grows from left to right; each role includes those before it. */
export const Role = z.enum(["viewer", "technician", "engineer", "manager", "admin"]);
export type Role = z.infer<typeof Role>;

/** Whom a session or a token belongs to. */
export const SessionView = z.object({
  username: z.string(),
  name: z.string(),
  role: Role,
  sites: z
    .array(z.string())
    .readonly()
    .optional()
    .describe("the only sites that this person sees and may act on; left out: every site"),
});
export type SessionView = z.infer<typeof SessionView>;

export const SignIn = z.object({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  code: z
    .string()
    .max(32)
    .optional()
    .describe("of the authenticator app, or a recovery code, for those who have a second factor"),
});
export type SignIn = z.infer<typeof SignIn>;

/** Letters of any script, digits and a few signs. Compared without regard to case or width. */
export const Username = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u,
    "use letters, digits, dots, hyphens, underscores or @, starting with a letter or digit, at most 64",
  );

/** Length is what protects a password (NIST SP 800-63B §5.1.1.2), so nothing else is demanded of it. */
export const NewPassword = z.string().min(8, "use at least 8 characters").max(256);

const Sites = z
  .array(Slug)
  .min(1, "name at least one site, or leave it out for every site")
  .max(500)
  .readonly();

export const PersonView = SessionView.extend({
  closedAt: z.number().optional().describe("since when this account is closed; left out: it is open"),
});
export type PersonView = z.infer<typeof PersonView>;

/** GET /api/people */
export const PersonList = z.object({ people: z.array(PersonView) });
export type PersonList = z.infer<typeof PersonList>;

/** POST /api/people */
export const NewPerson = z.object({
  username: Username,
  name: z.string().min(1).max(128),
  role: Role,
  sites: Sites.optional().describe(
    "the only sites that this person sees and may act on; left out: every site",
  ),
  password: NewPassword,
});
export type NewPerson = z.infer<typeof NewPerson>;

/** PATCH /api/people/{username}: what is left out stays as it is. */
export const ChangePerson = z.strictObject({
  name: z.string().min(1).max(128).optional(),
  role: Role.optional(),
  sites: Sites.nullable().optional().describe("null: every site"),
  closed: z
    .boolean()
    .optional()
    .describe(
      "true: nobody signs in with it any more, its sessions and tokens end; its name stays in the records",
    ),
});
export type ChangePerson = z.infer<typeof ChangePerson>;

/** The answer: the person as it is now, and the rotas that a closed account still stands on. */
export const PersonChanged = z.object({ person: PersonView, stillOn: z.array(Text) });
export type PersonChanged = z.infer<typeof PersonChanged>;

/** POST /api/people/{username}/password. People changing their own say the one they have; an admin need not. */
export const ChangePassword = z.object({ password: NewPassword, current: z.string().max(256).optional() });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const NewToken = z.object({
  label: z.string().min(1).max(128).describe("which program it is for"),
  role: Role.optional().describe("the most it may do; your own role when left out, and never more than that"),
  sites: Sites.optional().describe(
    "the only sites it sees and may act on, of your own; left out: all of yours, also those you are given later",
  ),
  days: z
    .int()
    .min(1)
    .max(3_650)
    .default(365)
    .describe("after so many days it ends by itself; make a new one before"),
});
export type NewToken = z.infer<typeof NewToken>;

export const TokenView = z.object({
  id: z.string(),
  username: z.string().describe("whose rights it has"),
  label: z.string(),
  role: Role.describe("the most it may do"),
  sites: z.array(z.string()).readonly().optional().describe("the only sites it sees; left out: every site"),
  issuedAt: z.number(),
  endsAt: z.number().nullable().describe("null for tokens made before they had an end"),
});
export type TokenView = z.infer<typeof TokenView>;

/** POST /api/tokens: the only moment the token can be read. */
export const IssuedToken = z.object({ token: z.string(), label: z.string() });
export type IssuedToken = z.infer<typeof IssuedToken>;

/** GET /api/tokens, newest first. */
export const TokenList = z.object({ tokens: z.array(TokenView) });
export type TokenList = z.infer<typeof TokenList>;
