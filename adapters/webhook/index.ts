/** A signed HTTP request of any shape: carries SMS and voice providers, and programs of one's own. */
export { signatureOf } from "./signature.ts";
export { webhookSender } from "./webhook.ts";
