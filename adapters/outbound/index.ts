/** Requests to addresses that people have typed in: only to where such a request may go, and no further. */

export { failureOf } from "./failure.ts";
export {
  type AdjustableOutbound,
  type Outbound,
  OutboundRefused,
  type OutboundResponse,
  openOutbound,
} from "./outbound.ts";
export { groupText, isMobile, robotAnswer } from "./robot.ts";
