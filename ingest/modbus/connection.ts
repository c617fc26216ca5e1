import { Socket } from "node:net";
import { ModbusRTUClient, ModbusTCPClient } from "jsmodbus";
import { isSerial, type ModbusAddress } from "../../facility/assets/index.ts";
import { type Line, networkLine } from "./line.ts";
import type { Block } from "./plan.ts";
import { type OpenSerialPort, SerialBus } from "./serial.ts";

export type ReadFailure = {
  readonly ok: false;
  /** offline: no connection; timeout: no answer; exception: the device refused; garbled: an answer to something else. */
  readonly kind: "offline" | "timeout" | "exception" | "garbled";
  /** The Modbus exception code, where the device gave one. */
  readonly code?: number;
  readonly problem: string;
};
export type ReadOutcome = { readonly ok: true; readonly data: Buffer } | ReadFailure;

type Ear = (data: Buffer) => void;
/** What jsmodbus's types ask for; of it, it uses what every stream has. */
type SerialStream = ConstructorParameters<typeof ModbusRTUClient>[0];

interface Link {
  readonly line: Line;
  readonly clients: ReadonlyMap<number, ModbusTCPClient | ModbusRTUClient>;
  /** What each unit's client listens with: it hears the line while it is asked, not the answers of fifty others. */
  readonly ears: ReadonlyMap<number, readonly Ear[]>;
  lost: boolean;
  /** Tells the one who waits for an answer that the socket is gone; one at a time, so one slot. */
  onLost: () => void;
  /** Bytes since the last request; an answer has at most 260 (Modbus Messaging on TCP/IP V1.0b, 4.1). */
  received: number;
}

const MAX_ANSWER_BYTES = 1024;
/** After a failed dial, the other units of the line do not each wait for the same dead host. */
const DIAL_MEMORY_MS = 2_000;

/**
 * One line, a host and port or a serial port, shared by the units behind it and used by one request at a time.
 * After a timeout or a garbled answer it is dropped and dialled anew: a late or half answer left in the stream
 * would be taken for the answer of the next request, and so on for ever.
 */
export class Connection {
  readonly #address: ModbusAddress;
  readonly #units: Set<number>;
  readonly #timeoutMs: number;
  readonly #bus: SerialBus | undefined;
  readonly #newLine: () => Line;
  #link: Link | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;
  #dialFailed: { readonly at: number; readonly failure: ReadFailure } | undefined;

  /** `timeoutMs` is the device's time to answer; what a slow line takes to carry the frames comes on top. */
  constructor(address: ModbusAddress, units: Iterable<number>, timeoutMs: number, openPort?: OpenSerialPort) {
    this.#address = address;
    this.#units = new Set(units);
    this.#timeoutMs = timeoutMs;
    if (isSerial(address)) {
      const bus = new SerialBus(address, openPort);
      this.#bus = bus;
      this.#newLine = () => bus.line();
    } else this.#newLine = () => networkLine(address);
  }

  /** Never rejects. */
  read(unit: number, block: Block): Promise<ReadOutcome> {
    const outcome = this.#turn.then(() =>
      this.#talk(unit, (link) => ask(link, unit, block, this.#patienceMs(link))),
    );
    this.#turn = outcome;
    return outcome;
  }

  /** Never rejects. Bytes are big-endian words; for function 5 the word is 0 or not. */
  write(
    unit: number,
    order: { readonly fc: 5 | 6 | 16; readonly address: number; readonly words: Buffer },
  ): Promise<ReadOutcome> {
    const outcome = this.#turn.then(() =>
      this.#talk(unit, (link) => tell(link, unit, order, this.#patienceMs(link))),
    );
    this.#turn = outcome;
    return outcome;
  }

  close(): void {
    this.#closed = true;
    this.#drop();
    this.#bus?.close();
  }

  async #talk(unit: number, about: (link: Link) => Promise<ReadOutcome>): Promise<ReadOutcome> {
    if (!this.#units.has(unit)) {
      // A unit that is only being looked at: the line is dialled anew with a client for it.
      this.#units.add(unit);
      this.#drop();
    }
    const link = this.#link && !this.#link.lost ? this.#link : await this.#dial();
    if ("ok" in link) return link;
    await link.line.ready();
    link.received = 0;
    const ears = link.ears.get(unit) ?? [];
    for (const ear of ears) link.line.stream.on("data", ear);
    const outcome = await new Promise<ReadOutcome>((resolve, reject) => {
      link.onLost = () =>
        resolve(
          link.received > 0
            ? failure(
                "garbled",
                `${this.#where()} answers what is no Modbus; check the port, the transport and the line's settings`,
              )
            : failure("offline", `${this.#where()} closed the connection`),
        );
      about(link).then(resolve, reject);
    });
    for (const ear of ears) link.line.stream.off("data", ear);
    if (!outcome.ok && outcome.kind !== "exception") this.#drop();
    return outcome;
  }

  async #dial(): Promise<Link | ReadFailure> {
    this.#drop();
    if (this.#closed) return failure("offline", "the gateway is closing");
    const now = performance.now();
    if (this.#dialFailed && now - this.#dialFailed.at < DIAL_MEMORY_MS) return this.#dialFailed.failure;

    const line = this.#newLine();
    const { stream } = line;
    // jsmodbus hangs a few listeners on the stream for every unit.
    stream.setMaxListeners(0);
    const clients = new Map<number, ModbusTCPClient | ModbusRTUClient>();
    const ears = new Map<number, readonly Ear[]>();
    const join = (unit: number, client: () => ModbusTCPClient | ModbusRTUClient) => {
      const before = stream.listeners("data");
      clients.set(unit, client());
      const own = stream.listeners("data").filter((ear) => !before.includes(ear)) as Ear[];
      for (const ear of own) stream.off("data", ear);
      ears.set(unit, own);
    };
    const link: Link = { line, clients, ears, lost: false, onLost: () => undefined, received: 0 };
    this.#link = link;
    // Before jsmodbus listens, so that bytes it chokes on are counted too.
    stream.on("close", () => {
      link.lost = true;
      link.onLost();
    });
    stream.on("data", (data: Buffer) => {
      link.received += data.length;
      if (link.received > MAX_ANSWER_BYTES) stream.destroy();
    });

    const patienceMs = this.#patienceMs(link);
    if (stream instanceof Socket && !this.#rtu)
      for (const unit of this.#units) join(unit, () => new ModbusTCPClient(stream, unit, patienceMs));
    const trouble = await line.open(this.#timeoutMs);
    if (trouble) {
      this.#drop();
      const failed = failure("offline", trouble);
      this.#dialFailed = { at: now, failure: failed };
      return failed;
    }
    this.#dialFailed = undefined;
    if (this.#rtu) {
      // jsmodbus's RTU client expects a serial port, which says by isOpen that it may be written to.
      const port = Object.assign(stream, { isOpen: true }) as unknown as SerialStream;
      for (const unit of this.#units) join(unit, () => new ModbusRTUClient(port, unit, patienceMs));
    }
    return link;
  }

  get #rtu(): boolean {
    return isSerial(this.#address) || this.#address.transport === "rtu-over-tcp";
  }

  #patienceMs = ({ line }: Link): number => this.#timeoutMs + line.wireMs;

  #drop(): void {
    this.#link?.line.stream.destroy();
    this.#link = undefined;
  }

  #where = (): string =>
    isSerial(this.#address) ? this.#address.serial : `${this.#address.host}:${this.#address.port}`;
}

const failure = (kind: ReadFailure["kind"], problem: string, code?: number): ReadFailure => ({
  ok: false,
  kind,
  problem,
  ...(code === undefined ? {} : { code }),
});

async function ask(link: Link, unit: number, block: Block, timeoutMs: number): Promise<ReadOutcome> {
  const client = link.clients.get(unit);
  if (!client) return failure("offline", `unit ${unit} is not on this connection`);
  const what = `unit ${unit}, function ${block.fc}, address ${block.address}, count ${block.count}`;
  try {
    const { response } = await request(client, block);
    const data = response.body.valuesAsBuffer;
    const wanted = block.fc <= 2 ? Math.ceil(block.count / 8) : block.count * 2;
    if (data.length !== wanted)
      return failure("garbled", `${what}: answered ${data.length} bytes, ${wanted} were asked for`);
    return { ok: true, data };
  } catch (error) {
    return failureOf(error, what, timeoutMs);
  }
}

async function tell(
  link: Link,
  unit: number,
  { fc, address, words }: { readonly fc: 5 | 6 | 16; readonly address: number; readonly words: Buffer },
  timeoutMs: number,
): Promise<ReadOutcome> {
  const client = link.clients.get(unit);
  if (!client) return failure("offline", `unit ${unit} is not on this connection`);
  const what = `unit ${unit}, function ${fc}, address ${address}`;
  try {
    if (fc === 5) await client.writeSingleCoil(address, words.readUInt16BE() !== 0);
    else if (fc === 6) await client.writeSingleRegister(address, words.readUInt16BE());
    else await client.writeMultipleRegisters(address, words);
    return { ok: true, data: words };
  } catch (error) {
    return failureOf(error, what, timeoutMs);
  }
}

function request(client: ModbusTCPClient | ModbusRTUClient, { fc, address, count }: Block) {
  switch (fc) {
    case 1:
      return client.readCoils(address, count);
    case 2:
      return client.readDiscreteInputs(address, count);
    case 3:
      return client.readHoldingRegisters(address, count);
    case 4:
      return client.readInputRegisters(address, count);
    default:
      return fc satisfies never;
  }
}

/** jsmodbus rejects with `{err, message, response?}`; anything else is a bug and is thrown on. */
function failureOf(error: unknown, what: string, timeoutMs: number): ReadFailure {
  if (typeof error !== "object" || error === null || !("err" in error)) throw error;
  switch (error.err) {
    case "Timeout":
      return failure("timeout", `${what}: no answer within ${timeoutMs} ms`);
    case "Offline":
      return failure("offline", `${what}: the connection was closed`);
    case "ModbusException": {
      const code = exceptionCode(error);
      return failure("exception", `${what}: exception ${code} (${exceptions[code] ?? "unknown code"})`, code);
    }
    default:
      return failure("garbled", `${what}: the answer belongs to another request or is damaged`);
  }
}

function exceptionCode(error: object): number {
  const response = "response" in error ? error.response : undefined;
  const body =
    typeof response === "object" && response !== null && "body" in response ? response.body : undefined;
  const code = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  return typeof code === "number" ? code : 0;
}

/** Modbus Application Protocol V1.1b3, 7. */
const exceptions: Readonly<Record<number, string>> = {
  1: "illegal function",
  2: "illegal data address: the profile does not fit this device",
  3: "illegal data value",
  4: "device failure",
  5: "acknowledge",
  6: "device busy",
  8: "memory parity error",
  10: "gateway path unavailable",
  11: "target device did not respond to its gateway: check the unit id and the serial line",
};
