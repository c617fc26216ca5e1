/** Decoders: what devices of other protocols send, turned into the house's readings and events. */
export {
  type FireListener,
  type FireReceiver,
  type PanelReport,
  startFireReceiver,
} from "./gb26875/index.ts";
export {
  decodePayload,
  type EdgeNode,
  hear,
  type NodeMessage,
  rebirthPayload,
  unknownNode,
} from "./sparkplug/index.ts";
