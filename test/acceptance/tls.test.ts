import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";

import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type PeerCertificate } from "node:tls";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Broker, startBroker } from "../../broker/index.ts";
import { instant } from "../../facility/units/index.ts";
import { checkCertificates } from "../../house/doctor/checks.ts";
import { closeHttp, listenHttp } from "../../house/http.ts";
import { readSettings } from "../../house/index.ts";
import { Certificates, listenHttps, readTlsFiles } from "../../house/tls/index.ts";
import { makeCa, makeCertificate } from "../../house/tls/private-ca.ts";

const DAY_MS = 86_400_000;
const log = { info() {}, warn() {} };
const folder = mkdtempSync(join(tmpdir(), "wk-tls-"));
const at = (name: string) => join(folder, name);
const files = { cert: at("server.crt"), key: at("server.key"), clientCa: at("ca.crt") };

let broker: Broker;
let certificates: Certificates;
beforeAll(async () => {
  const now = Date.now();
  for (const made of [
    await makeCa(folder, "Test CA", now),
    await makeCertificate(folder, { for: "server", hosts: ["localhost", "127.0.0.1"] }, now),
    await makeCertificate(folder, { for: "gateway", name: "riverside/gw-b1" }, now),
  ])
    if (!made.ok) throw new Error(made.problem);
  const opened = await Certificates.open(files, log);
  if (!opened.ok) throw new Error(opened.problem);
  certificates = opened.value;
  const started = await startBroker({
    port: 0,
    host: "127.0.0.1",
    tls: {
      port: 0,
      host: "127.0.0.1",
      context: certificates.context,
      mutual: true,
      renewed: (use) => certificates.renewed(use),
    },
    verify: async (_username, secret) => secret === "secret",
    take: (_message, taken) => taken(),
    clock: () => instant(1),
    log,
  });
  if (!started.ok) throw new Error(started.problem);
  broker = started.value;
});
afterAll(async () => {
  certificates?.close();
  await broker?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** "in", or why not. */
async function signIn(username: string, more: mqtt.IClientOptions): Promise<string> {
  const client = mqtt.connect(`mqtts://localhost:${broker.tlsPort}`, {
    username,
    password: "secret",
    reconnectPeriod: 0,
    ...more,
  });
  const outcome = await new Promise<string>((said) => {
    client.once("connect", () => said("in"));
    client.once("error", (error) => said(error.message));
    client.once("close", () => said("closed"));
  });
  await client.endAsync(true);
  return outcome;
}
const ca = () => readFileSync(files.clientCa);
const own = () => ({
  cert: readFileSync(at("riverside.gw-b1.crt")),
  key: readFileSync(at("riverside.gw-b1.key")),
});

describe("MQTT over mutual TLS", () => {
  it("lets in the gateway the certificate is made out to", async () => {
    expect(await signIn("riverside/gw-b1", { ca: ca(), ...own() })).toBe("in");
  });
  it("refuses another gateway's name with the same certificate, whatever secret it knows", async () => {
    expect(await signIn("riverside/gw-b2", { ca: ca(), ...own() })).toMatch(/Not authorized/);
  });
  it("refuses whoever shows none, or the server's own", async () => {
    expect(await signIn("riverside/gw-b1", { ca: ca() })).not.toBe("in");
    const servers = { cert: readFileSync(files.cert), key: readFileSync(files.key) };
    expect(await signIn("riverside/gw-b1", { ca: ca(), ...servers })).not.toBe("in");
  });
  it("is not trusted by a gateway that does not know the CA", async () => {
    expect(await signIn("riverside/gw-b1", own())).toMatch(/certificate/);
  });
});

const shownAt = (port: number) =>
  new Promise<PeerCertificate>((shown, failed) => {
    const socket = connect({ port, host: "localhost", ca: ca(), ...own() }, () => {
      shown(socket.getPeerCertificate());
      socket.destroy();
    });
    socket.once("error", failed);
  });

it("HTTPS hands requests on, known as TLS, and takes a renewed certificate without a restart", async () => {
  const http = await listenHttp(
    (asked: Request) => new Response(new URL(asked.url).protocol),
    0,
    "127.0.0.1",
  );
  if (!http.ok) throw new Error(http.problem);
  const https = await listenHttps(http.value.server, certificates, 0);
  if (!https.ok) throw new Error(https.problem);
  const answer = await new Promise<string>((got, failed) => {
    const asked = request({ port: https.value.port, host: "localhost", ca: ca() }, (response) => {
      response.setEncoding("utf8").once("data", got);
    });
    asked.once("error", failed).end();
  });
  expect(answer).toBe("https:");

  const before = await shownAt(https.value.port);
  // A pair half written is not taken.
  const old = { cert: readFileSync(files.cert), key: readFileSync(files.key) };
  await makeCertificate(folder, { for: "server", hosts: ["localhost"] }, Date.now());
  const fresh = readFileSync(files.key);
  writeFileSync(files.key, old.key);
  await certificates.look();
  expect((await shownAt(https.value.port)).serialNumber).toBe(before.serialNumber);
  writeFileSync(files.key, fresh);
  await certificates.look();
  const [web, gateways] = [await shownAt(https.value.port), await shownAt(broker.tlsPort ?? 0)];
  expect(web.serialNumber).not.toBe(before.serialNumber);
  expect(gateways.serialNumber).toBe(web.serialNumber);
  expect(await signIn("riverside/gw-b1", { ca: ca(), ...own() })).toBe("in");
  await closeHttp(https.value.server as never);
  await closeHttp(http.value.server);
});

describe("what people are told", () => {
  const settings = { tls: { ...files, httpsPort: 1, mqttsPort: 2, plain: "local" } } as const;
  it("by doctor: when a certificate ends, in time and urgently", async () => {
    const said = async (days: number) =>
      (await checkCertificates(settings as never, Date.now() + days * DAY_MS)).map(({ is }) => is);
    expect(await said(0)).toEqual(["well", "well"]);
    expect(await said(397 - 20)).toEqual(["look", "well"]);
    expect(await said(397 - 3)).toEqual(["mend", "well"]);
    expect(await said(400)).toEqual(["mend", "well"]);
    expect(await said(3_651)).toEqual(["mend", "mend"]);
    expect((await checkCertificates({} as never, 0))[0]).toMatchObject({ is: "look", check: "TLS" });
  });
  it("at the start: a key of another certificate, a file that is not there, half of the settings", async () => {
    expect(await readTlsFiles({ ...files, key: at("ca.key") })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/is not the key of/),
    });
    expect(await readTlsFiles({ ...files, cert: at("none.crt") })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/WATCHKEEPER_TLS_CERT: .*none\.crt cannot be read \(ENOENT\)/),
    });
    expect(readSettings({ WATCHKEEPER_TLS_CERT: "x" })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/go together/),
    });
  });
  it("by the CA's maker: there is one already; keys are their owner's alone", async () => {
    expect(await makeCa(folder, "Another", 0)).toMatchObject({ ok: false });
    for (const key of ["ca.key", "server.key", "riverside.gw-b1.key"])
      expect(statSync(at(key)).mode & 0o077).toBe(0);
  });
});
