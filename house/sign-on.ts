import { z } from "zod";
import { type OidcSettings, openOidc } from "../adapters/oidc/index.ts";
import { Role } from "../api/contract/index.ts";
import type { ApiDeps } from "../api/index.ts";
import type { SignOnAccounts, SignOnRules } from "../api/sign-on/index.ts";
import { type Clock, done, problem, type Result } from "../facility/units/index.ts";

/** `facility-admins=admin, duty=technician` */
const roles = z
  .string()
  .default("")
  .transform((list, context) => {
    const read: Record<string, Role> = {};
    for (const pair of list.split(",").filter((each) => each.trim() !== "")) {
      const cut = pair.lastIndexOf("=");
      const role = Role.safeParse(pair.slice(cut + 1).trim());
      const group = pair.slice(0, cut).trim();
      if (cut < 1 || group === "" || !role.success) {
        context.addIssue(
          `"${pair.trim()}" is no <group>=<role>; roles are ${Role.options.join(", ")}, for example duty=technician`,
        );
        return z.NEVER;
      }
      read[group] = role.data;
    }
    return read;
  });

/** Whether only this machine hears what goes there. */
const isSafe = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
};

/** Settings of signing in with a directory (OpenID Connect); part of the environment. */
export const SignOnEnvironment = {
  WATCHKEEPER_OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "a web address, for example https://id.example.org/realms/estate" })
    .refine(isSafe, "an address with https; plain http is for this machine alone")
    .optional()
    .describe(
      "OpenID Connect provider that people may sign in with; needs _CLIENT_ID and WATCHKEEPER_PUBLIC_URL",
    ),
  WATCHKEEPER_OIDC_CLIENT_ID: z.string().min(1).optional().describe("what this server is called there"),
  WATCHKEEPER_OIDC_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe("its secret; a public client, protected by PKCE alone, when left out"),
  WATCHKEEPER_OIDC_LABEL: z
    .string()
    .min(1)
    .max(60)
    .optional()
    .describe("what the button on the sign-in page names; the provider's host when left out"),
  WATCHKEEPER_OIDC_SCOPE: z
    .string()
    .regex(/(^| )openid( |$)/, "words with blanks between them, openid among them")
    .default("openid profile")
    .describe("what the provider is asked for; some need groups or roles here as well"),
  WATCHKEEPER_OIDC_USERNAME_CLAIM: z
    .string()
    .min(1)
    .default("preferred_username")
    .describe("which claim is the user name"),
  WATCHKEEPER_OIDC_GROUPS_CLAIM: z.string().min(1).default("groups").describe("which claim lists the groups"),
  WATCHKEEPER_OIDC_ROLES: roles.describe(
    "which group gives which role: facility-admins=admin, duty=technician; without it roles are kept here",
  ),
  WATCHKEEPER_OIDC_CREATE: z
    .enum(["no", "yes"])
    .default("no")
    .describe("yes makes an account for somebody who has none, as far as the groups give a role"),
};

export interface SignOnSettings {
  readonly oidc: OidcSettings;
  readonly rules: SignOnRules;
}

export const CALLBACK = "/api/session/oidc/callback";

type Read = z.infer<z.ZodObject<typeof SignOnEnvironment>>;

export function signOnOf(read: Read, publicUrl: string | undefined): Result<SignOnSettings | undefined> {
  const { WATCHKEEPER_OIDC_ISSUER: issuer, WATCHKEEPER_OIDC_CLIENT_ID: clientId } = read;
  if (issuer === undefined && clientId === undefined) return done(undefined);
  if (issuer === undefined || clientId === undefined || publicUrl === undefined)
    return problem(
      "WATCHKEEPER_OIDC_ISSUER, WATCHKEEPER_OIDC_CLIENT_ID and WATCHKEEPER_PUBLIC_URL go together. Set all three, or unset both of OIDC.",
    );
  return done({
    oidc: {
      issuer,
      clientId,
      clientSecret: read.WATCHKEEPER_OIDC_CLIENT_SECRET,
      redirectUri: `${publicUrl.replace(/\/$/, "")}${CALLBACK}`,
      label: read.WATCHKEEPER_OIDC_LABEL ?? new URL(issuer).host,
      scope: read.WATCHKEEPER_OIDC_SCOPE,
      usernameClaim: read.WATCHKEEPER_OIDC_USERNAME_CLAIM,
      groupsClaim: read.WATCHKEEPER_OIDC_GROUPS_CLAIM,
    },
    rules: { roles: read.WATCHKEEPER_OIDC_ROLES, create: read.WATCHKEEPER_OIDC_CREATE === "yes" },
  });
}

export const signOnWith = (
  { oidc, rules }: SignOnSettings,
  accounts: SignOnAccounts,
  vault: NonNullable<ApiDeps["signOn"]>["vault"],
  clock: Clock,
): NonNullable<ApiDeps["signOn"]> => ({ provider: openOidc(oidc, clock), accounts, rules, vault });
