import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/** A request as it came in: MBAP header and the read that it asks for. */
export interface HeardRequest {
  readonly transaction: number;
  readonly unit: number;
  readonly fc: number;
  readonly address: number;
  readonly count: number;
}

/** What to send back, byte for byte; undefined for silence. Several buffers are sent one after the other. */
export type Reply = (
  request: HeardRequest,
  nth: number,
) => Buffer | readonly Buffer[] | undefined | Promise<Buffer>;

/** A fake device for tests that answers exactly as it is told, rightly or wrongly. */
export async function hostileDevice(reply: Reply) {
  const heard: HeardRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.on("data", async (data) => {
      for (let at = 0; at + 12 <= data.length; at += 12) {
        const request = {
          transaction: data.readUInt16BE(at),
          unit: data.readUInt8(at + 6),
          fc: data.readUInt8(at + 7),
          address: data.readUInt16BE(at + 8),
          count: data.readUInt16BE(at + 10),
        };
        heard.push(request);
        const answer = await reply(request, heard.length);
        for (const piece of answer === undefined ? [] : [answer].flat()) {
          socket.write(piece);
          // Long enough that the pieces are not joined into one segment.
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    heard,
    connections: () => sockets.size,
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** An answer in order: `words` after the byte count, with anything in the header made wrong at will. */
export function answer(
  request: HeardRequest,
  words: readonly number[],
  wrong: { transaction?: number; unit?: number; fc?: number; byteCount?: number; protocol?: number } = {},
): Buffer {
  const data = Buffer.alloc(words.length * 2);
  for (const [i, word] of words.entries()) data.writeUInt16BE(word, i * 2);
  const pdu = Buffer.concat([Buffer.from([wrong.fc ?? request.fc, wrong.byteCount ?? data.length]), data]);
  return mbap(request, pdu, wrong);
}

export const exception = (request: HeardRequest, code: number): Buffer =>
  mbap(request, Buffer.from([request.fc | 0x80, code]));

function mbap(
  request: HeardRequest,
  pdu: Buffer,
  wrong: { transaction?: number; unit?: number; protocol?: number } = {},
): Buffer {
  const header = Buffer.alloc(7);
  header.writeUInt16BE(wrong.transaction ?? request.transaction, 0);
  header.writeUInt16BE(wrong.protocol ?? 0, 2);
  header.writeUInt16BE(pdu.length + 1, 4);
  header.writeUInt8(wrong.unit ?? request.unit, 6);
  return Buffer.concat([header, pdu]);
}
