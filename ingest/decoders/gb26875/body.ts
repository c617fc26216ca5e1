import { done, problem, type Result } from "../../../facility/units/index.ts";

/** GB/T 26875.3-2011 type flags, uploads and what the centre may ask or order. */
export const Flag = {
  systemState: 1,
  componentState: 2,
  analogue: 3,
  operation: 4,
  transmitterState: 21,
  transmitterOperation: 24,
  askTransmitterState: 81,
  syncClock: 90,
  dutyCheck: 91,
} as const;

/** Bits of a system's or a component's state. Bit 0 is 1 normal, 0 test: it never takes anything away from the others. */
export interface StateBits {
  readonly test: boolean;
  readonly fire: boolean;
  readonly fault: boolean;
  readonly disabled: boolean;
  readonly supervisory: boolean;
  readonly started: boolean;
  readonly feedback: boolean;
  readonly delay: boolean;
  /** Mains of a system, supply of a component. */
  readonly mainsFault: boolean;
  readonly backupFault: boolean;
  readonly busFault: boolean;
  readonly reset: boolean;
}

/** Detectors of gas, heat, smoke, flame (component types 10 to 69, 74, 78); call points and buttons are none. */
const isDetector = (componentType: number): boolean =>
  (componentType >= 10 && componentType <= 18) ||
  (componentType >= 25 && componentType <= 69) ||
  componentType === 74 ||
  componentType === 78;

/** 预警: a detector in alarm whose fire the panel delays until a second device agrees. */
export const isPreAlarm = (componentType: number, state: StateBits): boolean =>
  state.delay && !state.fire && isDetector(componentType);

interface OfSystem {
  readonly systemType: number;
  readonly systemAddress: number;
}
interface OfComponent extends OfSystem {
  readonly componentType: number;
  /** As most panels use the four bytes: zone (or loop) and point, 16 bits each. */
  readonly zone: number;
  readonly point: number;
}

export type Item =
  | (OfSystem & { readonly is: "system-state"; readonly state: StateBits })
  | (OfComponent & {
      readonly is: "component-state";
      readonly state: StateBits;
      readonly description: string;
    })
  | (OfComponent & { readonly is: "analogue"; readonly quantity: string; readonly value: number })
  | (OfSystem & {
      readonly is: "operation";
      readonly operations: readonly string[];
      readonly operator: number;
    })
  | {
      readonly is: "transmitter-state";
      readonly fire: boolean;
      readonly fault: boolean;
      readonly mainsFault: boolean;
      readonly backupFault: boolean;
    }
  | {
      readonly is: "transmitter-operation";
      readonly operations: readonly string[];
      readonly operator: number;
    }
  | { readonly is: "other"; readonly flag: number };

/** Bytes of one object without its time, and the most objects a frame may hold. */
const shapes: Readonly<Record<number, { readonly bytes: number; readonly most: number }>> = {
  [Flag.systemState]: { bytes: 4, most: 102 },
  [Flag.componentState]: { bytes: 40, most: 22 },
  [Flag.analogue]: { bytes: 10, most: 63 },
  [Flag.operation]: { bytes: 4, most: 102 },
  [Flag.transmitterState]: { bytes: 1, most: 1 },
  [Flag.transmitterOperation]: { bytes: 2, most: 1 },
};
const TIME_BYTES = 6;

/** Analogue types: quantity with unit, and the weight of the last bit. */
const quantities: Readonly<Record<number, readonly [unit: string, step: number]>> = {
  1: ["{#}", 1],
  2: ["m", 0.01],
  3: ["Cel", 0.1],
  4: ["MPa", 0.1],
  5: ["kPa", 0.1],
  6: ["%LEL", 0.1],
  7: ["s", 1],
  8: ["V", 0.1],
  9: ["A", 0.1],
  10: ["L/s", 0.1],
  11: ["m3/min", 0.1],
  12: ["m/s", 1],
};

const operations = ["reset", "silence", "manual-alarm", "cleared", "self-test", "confirm", "test"];
const gb18030 = new TextDecoder("gb18030");

/**
 * The objects of a frame's data. Some makers leave out the six bytes of time after each object; the length tells.
 * A type flag that is not known comes back as `other`, so that it can be confirmed and counted.
 */
export function decodeBody(data: Uint8Array): Result<readonly Item[]> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < 2) return problem("application data ends before its type flag and count");
  const flag = bytes[0]!;
  const count = bytes[1]!;
  const shape = shapes[flag];
  if (!shape) return done([{ is: "other", flag }]);
  const room = bytes.length - 2;
  const stride =
    room === count * (shape.bytes + TIME_BYTES)
      ? shape.bytes + TIME_BYTES
      : room === count * shape.bytes
        ? shape.bytes
        : undefined;
  if (stride === undefined || count === 0 || count > shape.most)
    return problem(`type ${flag} with ${count} objects does not fit ${room} bytes`);
  const items: Item[] = [];
  for (let i = 0; i < count; i++)
    items.push(itemIn(flag, bytes.subarray(2 + i * stride, 2 + (i + 1) * stride)));
  return done(items);
}

function itemIn(flag: number, object: Buffer): Item {
  const system = () => ({ systemType: object[0]!, systemAddress: object[1]! });
  const component = () => ({
    ...system(),
    componentType: object[2]!,
    zone: object.readUInt16LE(3),
    point: object.readUInt16LE(5),
  });
  switch (flag) {
    case Flag.systemState:
      return { is: "system-state", ...system(), state: stateOf(object.readUInt16LE(2)) };
    case Flag.componentState: {
      const description = gb18030
        .decode(object.subarray(9, 40))
        .replace(/\0[\s\S]*$/, "")
        .trim();
      return { is: "component-state", ...component(), state: stateOf(object.readUInt16LE(7)), description };
    }
    case Flag.analogue: {
      const [quantity, step] = quantities[object[7]!] ?? [`type ${object[7]}`, 1];
      const value = Number((object.readInt16LE(8) * step).toPrecision(8));
      return { is: "analogue", ...component(), quantity, value };
    }
    case Flag.operation:
      return { is: "operation", ...system(), operations: operationsIn(object[2]!), operator: object[3]! };
    case Flag.transmitterState:
      return {
        is: "transmitter-state",
        fire: bit(object[0]!, 1),
        fault: bit(object[0]!, 2),
        mainsFault: bit(object[0]!, 3),
        backupFault: bit(object[0]!, 4),
      };
    case Flag.transmitterOperation:
      return { is: "transmitter-operation", operations: operationsIn(object[0]!), operator: object[1]! };
    default:
      return { is: "other", flag };
  }
}

const bit = (word: number, at: number): boolean => ((word >> at) & 1) === 1;
const operationsIn = (byte: number): string[] => operations.filter((_, i) => bit(byte, i));

const stateOf = (word: number): StateBits => ({
  test: !bit(word, 0),
  fire: bit(word, 1),
  fault: bit(word, 2),
  disabled: bit(word, 3),
  supervisory: bit(word, 4),
  started: bit(word, 5),
  feedback: bit(word, 6),
  delay: bit(word, 7),
  mainsFault: bit(word, 8),
  backupFault: bit(word, 9),
  busFault: bit(word, 10),
  reset: bit(word, 13),
});

/** Orders the device's clock to be set (type 90). */
export const syncClockBody = (time: readonly number[]): Uint8Array =>
  Uint8Array.from([Flag.syncClock, 1, ...time]);
/** 查岗: someone has to press the key within so many minutes (type 91). */
export const dutyCheckBody = (minutes: number): Uint8Array => Uint8Array.from([Flag.dutyCheck, 1, minutes]);
export const askStateBody = (): Uint8Array => Uint8Array.from([Flag.askTransmitterState, 1]);
