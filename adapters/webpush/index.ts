/** Web push to the installed console (RFC 8030, 8291, 8292). */
export { openVapid, type Vapid } from "./vapid.ts";
export { webpushSender } from "./webpush.ts";
