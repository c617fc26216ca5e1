/** Sparkplug B edge nodes of others: the protobuf payload, and what a host has to know of a node as a law. */
export { type EdgeNode, type Heard, hear, type NodeMessage, unknownNode } from "./node.ts";
export { decodePayload, type Payload, rebirthPayload } from "./payload.ts";
