import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { NetworkAddress } from "../../facility/assets/index.ts";

/** Bytes to and from the devices of one address, dialled once; after any trouble a fresh one is made. */
export interface Line {
  /** "data" comes in whatever pieces the line makes; "close" once, when nothing more will come. */
  readonly stream: Duplex;
  /** Resolves when bytes may flow, or with what is wrong and what to do. Called once, never rejects. */
  open(timeoutMs: number): Promise<string | undefined>;
  /** Resolves when a request may be sent: a serial line wants silence before each. */
  ready(): Promise<void>;
  /** How long the longest question and answer are under way; beside the network, serial lines are slow. */
  readonly wireMs: number;
}

/**
 * jsmodbus parses answers inside its data listener and throws there on some of them (an exception code it does
 * not know, for one). A device must not be able to end the gateway: such a stream is closed instead.
 */
export function guarded<T extends Duplex>(stream: T): T {
  const emit = stream.emit.bind(stream) as (event: string | symbol, ...args: unknown[]) => boolean;
  stream.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    if (event !== "data") return emit(event, ...args);
    try {
      return emit(event, ...args);
    } catch {
      stream.destroy();
      return true;
    }
  };
  return stream;
}

const CHECK = "Check the device's supply, its network line and the address.";

/** A TCP socket to a device or to a converter before a serial line. */
export function networkLine({ host, port }: NetworkAddress): Line {
  const socket = guarded(new Socket());
  socket.setNoDelay(true);
  return {
    stream: socket,
    wireMs: 0,
    ready: async () => undefined,
    async open(timeoutMs) {
      socket.connect({ host, port });
      const trouble = await new Promise<string | undefined>((resolve) => {
        const giveUp = setTimeout(() => {
          socket.destroy();
          resolve("does not answer");
        }, timeoutMs);
        socket.on("connect", () => {
          clearTimeout(giveUp);
          resolve(undefined);
        });
        // Stays for the socket's life: an error after the dial also ends in "close", which the reader sees.
        socket.on("error", (error: NodeJS.ErrnoException) => {
          clearTimeout(giveUp);
          resolve(error.code === "ECONNREFUSED" ? "refuses the connection" : error.message);
        });
        socket.on("close", () => {
          clearTimeout(giveUp);
          resolve("closed the connection");
        });
      });
      return trouble && `${host}:${port} ${trouble}. ${CHECK}`;
    },
  };
}
