/**
 * GB/T 26875.3-2011: fire alarm transmitters that call the centre. Pure codec (frame, body), the mirror of a panel
 * as a law, and a receiver for TCP and UDP. The certified panel acts; here it is only heard.
 */
export { decodeBody, Flag, type Item, type StateBits } from "./body.ts";
export {
  Command,
  type Dialect,
  decodeFrame,
  encodeFrame,
  type Frame,
  FrameReader,
  type PanelTime,
  replyTo,
  standard,
} from "./frame.ts";
export { type PanelState, pointsOf, quietPanel, tell } from "./panel.ts";
export { type FireListener, type FireReceiver, type PanelReport, startFireReceiver } from "./receiver.ts";
