import protobuf from "protobufjs";
import { z } from "zod";
import { done, problem, type Result } from "../../../facility/units/index.ts";

const field = (id: number, type: string) => ({ id, type });

/** What is read of the Eclipse Tahu protobuf, package org.eclipse.tahu.protobuf; unknown fields are skipped. */
const root = protobuf.Root.fromJSON({
  nested: {
    Payload: {
      fields: {
        timestamp: field(1, "uint64"),
        metrics: { ...field(2, "Metric"), rule: "repeated" },
        seq: field(3, "uint64"),
      },
      nested: {
        Metric: {
          oneofs: {
            value: {
              oneof: ["intValue", "longValue", "floatValue", "doubleValue", "booleanValue", "stringValue"],
            },
          },
          fields: {
            name: field(1, "string"),
            alias: field(2, "uint64"),
            timestamp: field(3, "uint64"),
            datatype: field(4, "uint32"),
            isHistorical: field(5, "bool"),
            isNull: field(7, "bool"),
            intValue: field(10, "uint32"),
            longValue: field(11, "uint64"),
            floatValue: field(12, "float"),
            doubleValue: field(13, "double"),
            booleanValue: field(14, "bool"),
            stringValue: field(15, "string"),
          },
        },
      },
    },
  },
});
const Proto = root.lookupType("Payload");

const count = z.string().transform(Number);
const Metric = z.object({
  name: z.string().optional(),
  alias: z.string().optional(),
  timestamp: count.optional(),
  datatype: z.number().default(0),
  isHistorical: z.boolean().default(false),
  isNull: z.boolean().default(false),
  intValue: z.number().optional(),
  longValue: z.string().optional(),
  floatValue: z.number().optional(),
  doubleValue: z.number().optional(),
  booleanValue: z.boolean().optional(),
  stringValue: z.string().optional(),
});
export type Metric = z.infer<typeof Metric>;
const Payload = z.object({
  timestamp: count.optional(),
  seq: count.optional(),
  metrics: z.array(Metric).default([]),
});
export type Payload = z.infer<typeof Payload>;

/** Sparkplug B data types, as far as they make readings. */
export const DataType = { int8: 1, int16: 2, int32: 3, int64: 4, uint64: 8, boolean: 11 } as const;

export function decodePayload(bytes: Uint8Array): Result<Payload> {
  try {
    // 64-bit numbers as text: an int64 below zero would lose its low digits as a double.
    return done(Payload.parse(Proto.toObject(Proto.decode(bytes), { longs: String })));
  } catch (error) {
    return problem(`no Sparkplug B payload: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A metric's value; null where it says it has none. `datatype` is that of its birth: data may leave it out. */
export function valueIn(metric: Metric, datatype: number): number | boolean | string | null {
  if (metric.isNull) return null;
  if (metric.booleanValue !== undefined) return metric.booleanValue;
  if (metric.stringValue !== undefined) return metric.stringValue;
  if (metric.longValue !== undefined) {
    const long = BigInt(metric.longValue);
    return Number(datatype === DataType.int64 ? BigInt.asIntN(64, long) : long);
  }
  if (metric.intValue !== undefined) return signed(metric.intValue, datatype);
  if (metric.doubleValue !== undefined) return metric.doubleValue;
  // 0.9 as a float32 is 0.8999999761581421; seven digits are all it has.
  if (metric.floatValue !== undefined) return Number(metric.floatValue.toPrecision(7));
  return null;
}

/** Signed types travel as the unsigned number with the same bits, in as many bits as the sender thought fit. */
function signed(value: number, datatype: number): number {
  switch (datatype) {
    case DataType.int8:
      return (value << 24) >> 24;
    case DataType.int16:
      return (value << 16) >> 16;
    case DataType.int32:
      return value | 0;
    default:
      return value;
  }
}

/** The host's word to a node: be born again, so that names and aliases are known. */
export const rebirthPayload = (timestamp: number): Buffer =>
  Buffer.from(
    Proto.encode(
      Proto.fromObject({
        timestamp,
        metrics: [
          {
            name: "Node Control/Rebirth",
            timestamp,
            datatype: DataType.boolean,
            booleanValue: true,
          },
        ],
      }),
    ).finish(),
  );
