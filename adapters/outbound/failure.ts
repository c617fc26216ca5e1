import type { Sent } from "../../rules/index.ts";
import { OutboundRefused, type OutboundResponse } from "./outbound.ts";

/** Seconds or a date, as RFC 9110 §10.2.3 has it. */
function retryAfterMs(header: string | string[] | undefined): number | undefined {
  const said = Array.isArray(header) ? header[0] : header;
  if (said === undefined) return undefined;
  if (/^\d+$/.test(said)) return Number(said) * 1_000;
  const until = Date.parse(said) - Date.now();
  return Number.isFinite(until) && until > 0 ? until : undefined;
}

/** What a failed request means for trying again: a refusal for good, or trouble that may pass. */
export function failureOf(trouble: OutboundResponse | unknown): Extract<Sent, { ok: false }> {
  if (trouble instanceof OutboundRefused) return { ok: false, permanent: true, detail: trouble.message };
  if (trouble instanceof Error) {
    const code = "code" in trouble && typeof trouble.code === "string" ? `${trouble.code} ` : "";
    return { ok: false, permanent: false, detail: `${code}${trouble.message}` };
  }
  const { status, headers, text } = trouble as OutboundResponse;
  const wait = retryAfterMs(headers["retry-after"]);
  return {
    ok: false,
    // 408, 425 and 429 ask for another try; other 4xx will be the same tomorrow.
    permanent: status >= 300 && status < 500 && status !== 408 && status !== 425 && status !== 429,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    detail: `HTTP ${status} ${text.replace(/\s+/g, " ").slice(0, 200)}`.trim(),
  };
}
