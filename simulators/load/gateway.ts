import { connect, type Socket } from "node:net";
import { connectFrame, writePublish } from "./frames.ts";

export interface LoadGatewayOptions {
  readonly host: string;
  readonly port: number;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** Unacknowledged messages at once; below MQTT's 65 535. */
  readonly window: number;
  /** The next message; `sequence` counts this gateway's messages from 0. */
  readonly next: (sequence: number) => { topic: string; payload: string };
  /** Called for every acknowledged message. */
  readonly acknowledged?: (sequence: number) => void;
}

const CHUNK = 64 * 1024;

/** One gateway's connection, as fast as the broker acknowledges: publishes in bulk, counts every PUBACK. */
export class LoadGateway {
  readonly #options: LoadGatewayOptions;
  readonly #socket: Socket;
  /** Which message an id in flight stands for; ids are used round and round. */
  readonly #inFlight = new Map<number, number>();
  #rest: Buffer = Buffer.alloc(0);
  sent = 0;
  acked = 0;
  #writable = true;

  private constructor(options: LoadGatewayOptions, socket: Socket) {
    this.#options = options;
    this.#socket = socket;
    socket.on("data", (data) => this.#read(data));
    socket.on("drain", () => {
      this.#writable = true;
    });
  }

  static open(options: LoadGatewayOptions): Promise<LoadGateway> {
    return new Promise((opened, failed) => {
      const socket = connect(options.port, options.host);
      socket.setNoDelay(true);
      socket.once("error", failed);
      socket.once("close", () => failed(new Error("the broker closed the connection before it accepted it")));
      socket.once("data", (data) => {
        // CONNACK §3.2: 20 02 flags code.
        if (data[0] !== 0x20 || data[3] !== 0) {
          socket.destroy();
          return failed(new Error(`the broker refused the connection with code ${data[3]}`));
        }
        socket.off("error", failed);
        socket.on("error", () => socket.destroy());
        opened(new LoadGateway(options, socket));
      });
      socket.write(connectFrame(options.clientId, options.username, options.password));
    });
  }

  get waiting(): number {
    return this.#inFlight.size;
  }

  get connected(): boolean {
    return !this.#socket.destroyed;
  }

  /** Publishes up to `count` messages as far as the window and the socket allow; answers how many. */
  publish(count: number): number {
    if (!this.#writable || this.#socket.destroyed) return 0;
    const buffer = Buffer.allocUnsafe(CHUNK + 8_192);
    let offset = 0;
    let published = 0;
    while (published < count && this.#inFlight.size < this.#options.window && offset < CHUNK) {
      const { topic, payload } = this.#options.next(this.sent);
      const id = (this.sent % 65_535) + 1;
      this.#inFlight.set(id, this.sent++);
      offset = writePublish(buffer, offset, topic, id, payload);
      published++;
    }
    if (offset > 0) this.#writable = this.#socket.write(buffer.subarray(0, offset));
    return published;
  }

  #read(data: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, data]) : data;
    let at = 0;
    // Nothing is subscribed, so all that comes is PUBACK (40 02 id id) and PINGRESP (d0 00).
    while (at + 4 <= bytes.length) {
      if (bytes[at] !== 0x40) {
        at += 2;
        continue;
      }
      const id = (bytes[at + 2]! << 8) | bytes[at + 3]!;
      const sequence = this.#inFlight.get(id);
      if (sequence !== undefined) {
        this.#inFlight.delete(id);
        this.acked++;
        this.#options.acknowledged?.(sequence);
      }
      at += 4;
    }
    this.#rest = bytes.subarray(at);
  }

  close(): void {
    this.#socket.end(Buffer.from([0xe0, 0]));
    this.#socket.destroySoon();
  }

  /** Ends as a crash would: no DISCONNECT. */
  break(): void {
    this.#socket.destroy();
  }
}
