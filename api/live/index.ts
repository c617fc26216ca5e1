/** Live push over socket.io: rooms by site, asset and alarms; snapshot first, then what changed. */
export { type Attachable, type Live, openLive } from "./live.ts";
