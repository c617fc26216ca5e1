import { createHmac } from "node:crypto";

/** `v1=` and the hex HMAC-SHA256 of `<timestamp>.<body>`; the timestamp, in seconds, keeps old requests from being sent again. */
export const signatureOf = (secret: string, timestamp: number, body: string): string =>
  `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
