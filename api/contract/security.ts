import { z } from "zod";

/** GET /api/sessions: where a person is signed in. */
export const OpenSession = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  device: z.string().describe("browser and system, as they say themselves; empty where not known"),
  address: z.string().describe("of the network the sign-in came from; empty where not known"),
  openedAt: z.number().describe("ms since 1970"),
  usedAt: z.number().describe("ms since 1970, to the minute"),
  current: z.boolean().describe("the one that asks"),
});
export type OpenSession = z.infer<typeof OpenSession>;
export const SessionList = z.object({ sessions: z.array(OpenSession) });
export type SessionList = z.infer<typeof SessionList>;

/** GET /api/second-factor */
export const SecondFactorView = z.object({
  enrolled: z.boolean(),
  recoveryLeft: z.int().describe("recovery codes that were not used"),
});
export type SecondFactorView = z.infer<typeof SecondFactorView>;

const Code = z.string().min(6).max(32).describe("of the authenticator app, or a recovery code");

/** POST /api/second-factor: a stolen session must not take over an account, so the password is asked again. */
export const BeginSecondFactor = z.object({ password: z.string().min(1).max(256) });
export type BeginSecondFactor = z.infer<typeof BeginSecondFactor>;

/** The only moment the secret can be read. */
export const BegunSecondFactor = z.object({
  uri: z.string().describe("otpauth://… for a QR code"),
  secret: z.string().describe("the same to be typed, base32"),
});
export type BegunSecondFactor = z.infer<typeof BegunSecondFactor>;

export const ConfirmSecondFactor = z.object({ code: Code });
export type ConfirmSecondFactor = z.infer<typeof ConfirmSecondFactor>;

/** The only moment the codes can be read; each is good for one sign-in. */
export const RecoveryCodes = z.object({ recovery: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const RemoveSecondFactor = z.object({ password: z.string().min(1).max(256), code: Code });
export type RemoveSecondFactor = z.infer<typeof RemoveSecondFactor>;

/** GET /api/second-factor/people */
export const EnrolledPeople = z.object({ usernames: z.array(z.string()) });
export type EnrolledPeople = z.infer<typeof EnrolledPeople>;

/** GET /api/session/ways: what the sign-in page offers beside a password. */
export const SignInWays = z.object({
  signOn: z
    .object({ label: z.string(), path: z.string().describe("a page to go to, not a call") })
    .nullable()
    .describe("the directory people may sign in with"),
});
export type SignInWays = z.infer<typeof SignInWays>;

/** POST /api/session/oidc/code */
export const SignOnCode = z.object({ code: Code });
export type SignOnCode = z.infer<typeof SignOnCode>;
