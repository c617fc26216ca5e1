import type { ReadingsMessage, WireValue } from "../../../broker/contract/index.ts";
import { type Metric, type Payload, valueIn } from "./payload.ts";

/** What a birth said of a metric. */
interface Born {
  readonly name: string;
  readonly datatype: number;
}
interface Births {
  readonly byAlias: ReadonlyMap<string, Born>;
  readonly byName: ReadonlyMap<string, Born>;
}

/** One edge node as its messages have made it known. */
export interface EdgeNode {
  readonly alive: boolean;
  /** Of the birth; a death certificate with another number is of an older session. */
  readonly bdSeq: number | undefined;
  readonly seq: number | undefined;
  /** By device; "" is the node itself. */
  readonly births: ReadonlyMap<string, Births>;
}

export const unknownNode: EdgeNode = { alive: false, bdSeq: undefined, seq: undefined, births: new Map() };

export type NodeMessage =
  | { readonly type: "NBIRTH" | "NDATA" | "NDEATH"; readonly payload: Payload }
  | { readonly type: "DBIRTH" | "DDATA" | "DDEATH"; readonly device: string; readonly payload: Payload };

export interface Heard {
  readonly node: EdgeNode;
  /** By device; "" is the node itself. */
  readonly readings: readonly { readonly device: string; readonly message: ReadingsMessage }[];
  /** Why the node should be born again; undefined when all is known. */
  readonly rebirth?: string;
}

/**
 * Sparkplug B 3.0 as a host application: births name metrics and aliases, data speaks in aliases, `seq` counts every
 * message of a node from its birth on (0 to 255, around), and a gap asks for a new birth. Values of known aliases are
 * used even then: they are as true as before, only something between is missing.
 */
export function hear(node: EdgeNode, message: NodeMessage, now: number): Heard {
  const { payload } = message;
  switch (message.type) {
    case "NBIRTH": {
      const bdSeq = payload.metrics.find(({ name }) => name === "bdSeq");
      const born: EdgeNode = {
        alive: true,
        bdSeq: bdSeq && Number(valueIn(bdSeq, bdSeq.datatype)),
        seq: payload.seq,
        births: new Map([["", birthsOf(payload)]]),
      };
      return { node: born, readings: readingsOf(born, "", payload, now).readings };
    }
    case "NDEATH": {
      const bdSeq = payload.metrics.find(({ name }) => name === "bdSeq");
      const of = bdSeq && Number(valueIn(bdSeq, bdSeq.datatype));
      if (!node.alive || (of !== undefined && node.bdSeq !== undefined && of !== node.bdSeq))
        return { node, readings: [] };
      const readings = [...node.births.keys()].flatMap((device) => silence(node, device, now));
      return { node: { ...node, alive: false, seq: undefined }, readings };
    }
    case "DBIRTH": {
      const counted = count(node, payload);
      const births = new Map(node.births).set(message.device, birthsOf(payload));
      const next = { ...counted.node, births };
      return { ...counted, node: next, readings: readingsOf(next, message.device, payload, now).readings };
    }
    case "DDEATH": {
      const counted = count(node, payload);
      return { ...counted, readings: silence(node, message.device, now) };
    }
    case "NDATA":
    case "DDATA": {
      const device = message.type === "DDATA" ? message.device : "";
      const counted = count(node, payload);
      const { readings, unknown } = readingsOf(node, device, payload, now);
      const rebirth = counted.rebirth ?? (unknown > 0 ? `${unknown} metrics without a birth` : undefined);
      return { node: counted.node, readings, ...(rebirth === undefined ? {} : { rebirth }) };
    }
    default:
      return message satisfies never;
  }
}

function count(node: EdgeNode, { seq }: Payload): { node: EdgeNode; rebirth?: string } {
  if (!node.alive) return { node, rebirth: "no birth heard yet" };
  const due = node.seq === undefined ? undefined : (node.seq + 1) % 256;
  const next = { ...node, seq };
  return seq === due ? { node: next } : { node: next, rebirth: `sequence ${seq} came where ${due} was due` };
}

function birthsOf({ metrics }: Payload): Births {
  const byAlias = new Map<string, Born>();
  const byName = new Map<string, Born>();
  for (const { name, alias, datatype } of metrics) {
    if (name === undefined || name === "bdSeq" || name.startsWith("Node Control/")) continue;
    const born = { name, datatype };
    byName.set(name, born);
    if (alias !== undefined) byAlias.set(alias, born);
  }
  return { byAlias, byName };
}

function readingsOf(
  node: EdgeNode,
  device: string,
  payload: Payload,
  now: number,
): { readings: Heard["readings"]; unknown: number } {
  const births = node.births.get(device);
  /** Metrics of one time and kind go together. */
  const messages = new Map<string, { at: number; replayed: boolean; values: Record<string, WireValue> }>();
  let unknown = 0;
  for (const metric of payload.metrics) {
    if (metric.name === "bdSeq" || metric.name?.startsWith("Node Control/")) continue;
    const born = bornAs(births, metric);
    if (!born) {
      unknown++;
      continue;
    }
    const at = metric.timestamp ?? payload.timestamp ?? now;
    const key = `${at} ${metric.isHistorical}`;
    const message = messages.get(key) ?? { at, replayed: metric.isHistorical, values: {} };
    message.values[born.name] = valueIn(metric, metric.datatype || born.datatype);
    messages.set(key, message);
  }
  const readings = [...messages.values()].map(({ at, replayed, values }) => ({
    device,
    message: { at, values, ...(replayed ? { replayed } : {}) },
  }));
  return { readings, unknown };
}

const bornAs = (births: Births | undefined, { name, alias }: Metric): Born | undefined =>
  name === undefined ? births?.byAlias.get(alias ?? "") : births?.byName.get(name);

/** Nothing is known of a dead device: never its old values with a new time. */
function silence(node: EdgeNode, device: string, now: number): Heard["readings"] {
  const names = [...(node.births.get(device)?.byName.keys() ?? [])];
  if (names.length === 0) return [];
  const values = Object.fromEntries(names.map((name) => [name, null]));
  return [{ device, message: { at: now, values, quality: "bad" } }];
}
