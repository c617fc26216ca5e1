import protobuf from "protobufjs";
import { z } from "zod";
import { done, problem, type Result } from "../../../facility/units/index.ts";

/**
 * What is read of the Eclipse Tahu protobuf, package org.eclipse.tahu.protobuf; unknown fields are skipped.
 * proto2, where a number that is there and 0 differs from one that is not: sequence and alias may both be 0.
 */
const proto = `
  syntax = "proto2";
  message Payload {
    optional uint64 timestamp = 1;
    repeated Metric metrics = 2;
    optional uint64 seq = 3;
    message Metric {
      optional string name = 1;
      optional uint64 alias = 2;
      optional uint64 timestamp = 3;
      optional uint32 datatype = 4;
      optional bool is_historical = 5;
      optional bool is_null = 7;
      oneof value {
        uint32 int_value = 10;
        uint64 long_value = 11;
        float float_value = 12;
        double double_value = 13;
        bool boolean_value = 14;
        string string_value = 15;
      }
    }
  }
`;
const Proto = protobuf.parse(proto).root.lookupType("Payload");

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
