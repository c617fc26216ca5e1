import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOutbound } from "../../adapters/outbound/index.ts";
import { fakeHouse } from "../../api/fakes/index.ts";
import { closeHttp, listenHttp, USUAL_PATIENCE } from "../../house/http.ts";

/**
 * Attacks on the HTTP side that no other test tries; docs/security.md names the test of each of the others. A real
 * listener with short patience, an API on fakes behind it.
 */
const patience = { headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 30 };
let listening: { server: Parameters<typeof closeHttp>[0]; port: number };
let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeAll(async () => {
  house = await fakeHouse();
  const opened = await listenHttp(house.api.fetch, 0, "127.0.0.1", patience);
  if (!opened.ok) throw new Error(opened.problem);
  listening = opened.value;
});
afterAll(() => closeHttp(listening.server));

/** Sends what is given, then a byte now and then; resolves with all that came back once the server has hung up. */
function dribble(first: string, again: string): Promise<string> {
  return new Promise((ended) => {
    let heard = "";
    const socket = connect(listening.port, "127.0.0.1", () => socket.write(first));
    const drip = setInterval(() => socket.write(again), 20);
    socket.on("data", (data) => (heard += data.toString("latin1")));
    // Hung up on while it writes: that is the point.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearInterval(drip);
      ended(heard);
    });
  });
}
const request = (path: string, more: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${listening.port}${path}`, more);

describe("slow and oversized requests", () => {
  it("hangs up on headers that never end, while others are answered", async () => {
    const slow = Array.from({ length: 50 }, () =>
      dribble("GET /healthz HTTP/1.1\r\nhost: x\r\n", "x-a: b\r\n"),
    );
    expect((await request("/healthz")).status).toBe(200);
    for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^(HTTP\/1\.1 4\d\d|$)/);
    expect(USUAL_PATIENCE.headersTimeout + USUAL_PATIENCE.connectionsCheckingInterval).toBeLessThanOrEqual(
      20_000,
    );
  });

  it("hangs up on a body that never ends", async () => {
    const head =
      "POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n";
    expect(await dribble(head, " ")).toMatch(/^(HTTP\/1\.1 4\d\d|$)/);
  });

  it("reads no more of a body than a form has, whether its length is told or not", async () => {
    const told = await request("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "x".repeat(100_000), password: "y" }),
    });
    expect(told.status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(32));
      },
    });
    const untold = await request("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit).then(
      ({ status }) => status,
      // Hung up on before all was sent: as good a refusal.
      () => 413,
    );
    // 408 where the machine is so busy that the short patience here is over first. What was sent beyond lies in the
    // system's buffers, a few megabytes on one machine, and was never read.
    expect([408, 413]).toContain(untold);
    expect(sent).toBeLessThan(32_000_000);
  });

  it("takes no header block of megabytes", async () => {
    const answer = await request("/healthz", { headers: { "x-long": "a".repeat(100_000) } });
    expect(answer.status).toBe(431);
  });
});

describe("paths and hosts", () => {
  it.each([
    "/api/files/..%2f..%2fstate.sqlite",
    "/api/files/%2e%2e%2fsecrets.key",
    "/api/sites/..%2f..%2fetc%2fpasswd",
    "/..%5c..%5cpackage.json",
    "/%00/etc/passwd",
  ])("%s gives nothing away", async (path) => {
    const answer = await house.call("admin", "GET", path);
    expect([400, 404]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(/root:|SQLite format|"dependencies"/);
  });

  it("sends to no address inside, however it is written", async () => {
    const inside = createServer((_, answer) => answer.end("secret of the inside"));
    await new Promise<void>((up) => inside.listen(0, "127.0.0.1", up));
    const { port } = inside.address() as AddressInfo;
    const outbound = openOutbound();
    try {
      // Decimal, octal, hexadecimal, short, IPv6-mapped in both spellings, a name that resolves inside.
      for (const host of [
        "2130706433",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::1]",
        "localhost",
        "0",
      ])
        await expect(
          outbound.request({
            url: `http://${host}:${port}/`,
            method: "GET",
            signal: AbortSignal.timeout(5_000),
          }),
          host,
        ).rejects.toThrow(/not allowed/);
    } finally {
      inside.close();
    }
  });
});

it("a rule of names is for one name: the name server's second answer is never asked for", async () => {
  // DNS rebinding: checked and connected to must be one resolution. The connection is pinned, so Node's own look-up
  // for this name, which would fail, is not what decides where it goes.
  const target = createServer((_, answer) => answer.end("reached"));
  await new Promise<void>((up) => target.listen(0, "127.0.0.1", up));
  const { port } = target.address() as AddressInfo;
  let asked = 0;
  const outbound = openOutbound(["rebinding.example"], async () => {
    asked++;
    return asked === 1
      ? [{ address: "127.0.0.1", family: 4 as const }]
      : [{ address: "10.0.0.1", family: 4 as const }];
  });
  try {
    const url = `http://rebinding.example:${port}/`;
    const answer = await outbound.request({ url, method: "GET", signal: AbortSignal.timeout(5_000) });
    expect([answer.text, asked]).toEqual(["reached", 1]);
  } finally {
    target.close();
  }
});
