import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { createGzip } from "node:zlib";
import { dumpState } from "../../adapters/sql/index.ts";

interface Order {
  readonly address: string;
  readonly file: string;
}

/**
 * Writes the state into a file, one JSON line after the other, in a thread of its own: SQLite's reads would block the
 * one that serves. Answers the rows by table.
 */
export function dumpInWorker(order: Order): Promise<Record<string, number>> {
  return new Promise((dumped, failed) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: order });
    worker.once("message", dumped);
    worker.once("error", failed);
    worker.once("exit", (code) => failed(new Error(`the dump of the state ended with ${code}`)));
  });
}

if (parentPort) {
  const { address, file } = workerData as Order;
  const counted: Record<string, number> = {};
  async function* lines() {
    for await (const line of dumpState(address)) {
      if ("table" in line) counted[line.table] = (counted[line.table] ?? 0) + line.rows.length;
      yield `${JSON.stringify(line)}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createGzip({ level: 1 }), createWriteStream(file, { mode: 0o600 }));
  parentPort.postMessage(counted);
}
