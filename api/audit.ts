import type { Context } from "hono";
import type { AuditAct, AuditDetails } from "../facility/audit/index.ts";
import type { ApiEnv } from "./env.ts";
import type { ApiDeps } from "./routes/index.ts";

/**
 * Writes down what the person who asks has done; resolves when it is on disk. A row that cannot be written fails the
 * request: what nobody can look up later must not pass in silence.
 */
export async function record(
  { audit, clock }: Pick<ApiDeps, "audit" | "clock">,
  c: Context<ApiEnv>,
  act: AuditAct,
  subject: string,
  details: AuditDetails = {},
): Promise<void> {
  const by = c.get("by") === "bearer" ? { by: "token" } : {};
  await audit.append({
    at: clock(),
    actor: c.get("person").username,
    act,
    subject,
    details: { ...details, ...by },
  });
}

/** A list of anything, cut to what a row may hold. */
export function inShort(parts: readonly string[]): string {
  const whole = parts.join("; ");
  return whole.length <= 1_900 ? whole : `${whole.slice(0, 1_900)}… (${parts.length})`;
}
