import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { Connection } from "./connection.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function rtuDevice(reply: (request: Buffer) => Buffer) {
  const server = createServer((socket) => socket.on("data", (data) => socket.write(reply(data))));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const connection = new Connection(
    { transport: "rtu-over-tcp", host: "127.0.0.1", port, unit: 17 },
    [17],
    100,
  );
  open.push(
    () => server.close(),
    () => connection.close(),
  );
  return connection;
}

// The CRC-16 of the serial line guide's example request 11 03 00 6B 00 03 is 76 87 (low byte first).
const REQUEST = Buffer.from("1103006b00037687", "hex");
// Its answer: registers AE41 5652 4340, CRC 49 AD.
const ANSWER = Buffer.from("110306ae415652434049ad", "hex");

it("frames as RTU inside TCP", async () => {
  let heard: Buffer | undefined;
  const connection = await rtuDevice((request) => {
    heard = request;
    return ANSWER;
  });
  expect(await connection.read(17, { fc: 3, address: 0x6b, count: 3 })).toEqual({
    ok: true,
    data: Buffer.from("ae4156524340", "hex"),
  });
  expect(heard).toEqual(REQUEST);
});

it("refuses a frame whose CRC is wrong, and reads the next", async () => {
  let nth = 0;
  const damaged = Buffer.from(ANSWER);
  damaged[4]! ^= 1;
  const connection = await rtuDevice(() => (nth++ === 0 ? damaged : ANSWER));
  const block = { fc: 3, address: 0x6b, count: 3 } as const;
  expect(await connection.read(17, block)).toMatchObject({ ok: false, kind: "garbled" });
  expect(await connection.read(17, block)).toMatchObject({ ok: true });
});
