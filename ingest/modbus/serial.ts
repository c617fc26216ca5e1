import { Duplex } from "node:stream";
import type { SerialAddress } from "../../facility/assets/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { guarded, type Line } from "./line.ts";

/** What a serial port does for us; the package serialport's SerialPort is one. */
export interface SerialPortLike {
  on(event: "data", listen: (data: Buffer) => void): unknown;
  on(event: "close" | "error", listen: (error?: Error | null) => void): unknown;
  write(data: Buffer): unknown;
  /** Calls back when all bytes have left. */
  drain(said: (error?: Error | null) => void): void;
  close(said?: (error?: Error | null) => void): void;
}

/** Opens a port with its settings, or says why it cannot be. */
export type OpenSerialPort = (address: SerialAddress) => Promise<Result<SerialPortLike>>;

/** Start, eight data bits, parity or second stop bit, stop (Modbus over serial line V1.02, 2.5.1). */
const BITS_PER_CHARACTER = 11;
/** Above 19200 baud the guide fixes the gap: 1.75 ms (2.5.1.1). */
const FAST_GAP_MS = 1.75;
const LONGEST_FRAME = 256;
/** After an answer that did not come, one that is late gets so long to pass before the line is used again. */
const SETTLE_MS = 100;

const characterMs = (baudRate: number): number => (BITS_PER_CHARACTER * 1_000) / baudRate;

/** The silence between two frames, ms: 3.5 characters, so that every unit sees where one begins. */
export const frameGapMs = (baudRate: number): number =>
  baudRate > 19_200 ? FAST_GAP_MS : 3.5 * characterMs(baudRate);

/**
 * One serial port, opened when first needed and kept open: its units are asked one after the other. A line of it
 * lasts until something goes wrong; the next begins in silence, with nothing left of a half answer.
 */
export class SerialBus {
  readonly #address: SerialAddress;
  readonly #openPort: OpenSerialPort;
  #port: SerialPortLike | undefined;
  #current: Session | undefined;
  /** When a byte last went either way, on the monotonic clock. */
  #busyAt = Number.NEGATIVE_INFINITY;
  #settleUntil = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(address: SerialAddress, openPort: OpenSerialPort = openSerialPort) {
    this.#address = address;
    this.#openPort = openPort;
  }

  line(): Line {
    const session = guarded(new Session((bytes, sent) => this.#write(bytes, sent)));
    session.on("close", () => {
      if (this.#current === session) this.#current = undefined;
      this.#settleUntil = performance.now() + SETTLE_MS;
    });
    // Without a listener an error would end the process; "close" follows and is what the reader sees.
    session.on("error", () => undefined);
    return {
      stream: session,
      wireMs: Math.ceil(characterMs(this.#address.baudRate) * (LONGEST_FRAME + 8)),
      open: async () => {
        const trouble = await this.#open();
        if (trouble === undefined) this.#current = session;
        return trouble;
      },
      ready: () => this.#silence(),
    };
  }

  close(): void {
    this.#closed = true;
    this.#current?.destroy();
    this.#port?.close(() => undefined);
    this.#port = undefined;
  }

  async #open(): Promise<string | undefined> {
    if (this.#port) return undefined;
    const opened = await this.#openPort(this.#address);
    if (!opened.ok) return opened.problem;
    const port = opened.value;
    if (this.#closed) {
      port.close(() => undefined);
      return "the gateway is closing";
    }
    this.#port = port;
    port.on("data", (data) => {
      this.#busyAt = performance.now();
      this.#current?.hear(data);
    });
    const gone = () => {
      if (this.#port === port) this.#port = undefined;
      this.#current?.destroy();
    };
    port.on("close", gone);
    // An adapter that is pulled out says so by an error first.
    port.on("error", gone);
    return undefined;
  }

  #write(bytes: Buffer, sent: (error?: Error | null) => void): void {
    const port = this.#port;
    if (!port) return sent(new Error(`${this.#address.serial} is closed`));
    port.write(bytes);
    port.drain((error) => {
      this.#busyAt = performance.now();
      sent(error);
    });
  }

  async #silence(): Promise<void> {
    const gap = frameGapMs(this.#address.baudRate);
    for (;;) {
      const wait = Math.max(this.#busyAt + gap, this.#settleUntil) - performance.now();
      if (wait <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, Math.ceil(wait)));
    }
  }
}

/** What jsmodbus talks to: it lives from one trouble to the next, while the port below it stays open. */
class Session extends Duplex {
  readonly #out: (bytes: Buffer, sent: (error?: Error | null) => void) => void;

  constructor(out: (bytes: Buffer, sent: (error?: Error | null) => void) => void) {
    super();
    this.#out = out;
  }

  hear(data: Buffer): void {
    if (!this.destroyed) this.push(data);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _: BufferEncoding, sent: (error?: Error | null) => void): void {
    this.#out(chunk, sent);
  }
}

/** The package is optional, for most gateways have no serial port; it is loaded when one is first named. */
async function openSerialPort({
  serial,
  baudRate,
  parity,
  stopBits,
}: SerialAddress): Promise<Result<SerialPortLike>> {
  const library = await import("serialport").catch((error: unknown) => error);
  if (!(typeof library === "object" && library !== null && "SerialPort" in library))
    return problem(
      `${serial} needs the package serialport, which is not installed on this machine. Install it beside the program: npm install serialport. Or reach the line through a Modbus TCP converter.`,
    );
  const { SerialPort } = library as typeof import("serialport");
  const port = new SerialPort({ path: serial, baudRate, parity, stopBits, dataBits: 8, autoOpen: false });
  const error = await new Promise<Error | null>((resolve) => port.open((failed) => resolve(failed ?? null)));
  if (!error) return done(port);
  return problem(`serial port ${serial} cannot be opened (${error.message}). ${remedyFor(error.message)}`);
}

function remedyFor(message: string): string {
  if (/permission|access denied|EACCES/i.test(message))
    return "Give the account that runs the program the right to use it (on Linux: add it to the group dialout).";
  if (/lock|busy|temporarily unavailable/i.test(message))
    return "Another program holds it: stop that one first.";
  return "Check that the adapter is plugged in and that its name is right.";
}
