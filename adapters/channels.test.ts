import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import webpush from "web-push";
import type { Message, PushSubscription } from "../facility/oncall/index.ts";
import { Channel } from "../facility/oncall/index.ts";
import { instant } from "../facility/units/index.ts";
import type { Recipient } from "../rules/index.ts";
import { dingtalkSender } from "./dingtalk/index.ts";
import { emailSender } from "./email/index.ts";
import { feishuSender } from "./feishu/index.ts";
import { allowedOf, mayReach, targetsOf } from "./outbound/guard.ts";
import { openOutbound } from "./outbound/index.ts";
import { webhookSender } from "./webhook/index.ts";
import { webpushSender } from "./webpush/index.ts";
import { wecomSender } from "./wecom/index.ts";

const NOW = instant(Date.parse("2026-03-02T02:13:00+08:00"));
const clock = () => NOW;
const name = { en: "x", zh: "x" };
const outbound = openOutbound(["127.0.0.1"]);
const signal = () => AbortSignal.timeout(2_000);
const message: Message = {
  call: "alarm:s.pump.dry-run#1",
  kind: "page",
  urgency: "urgent",
  drill: false,
  site: "s",
  title: { en: 'Urgent: ▲ Pump 2 "dry"', zh: "【紧急】▲ 2 号泵干转" },
  body: { en: "What to do: stop the pump.", zh: "处置：停泵。" },
  merged: 1,
};
const to = (address: string, more: Partial<Recipient> = {}): Recipient => ({
  delivery: "d-1",
  person: "tech",
  name: { en: "Zhang Wei", zh: "张伟" },
  language: "zh",
  address,
  link: "https://watch.example/answer/token",
  page: "https://watch.example/oncall",
  receipt: "r",
  ...more,
});

interface Got {
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}
let server: Server;
let base: string;
const got: Got[] = [];
/** What the receiver does by the first part of the path. */
const behave: Record<
  string,
  (got: Got) => { status: number; body?: string; headers?: Record<string, string> } | "stall"
> = {
  ok: () => ({ status: 200, body: "{}" }),
  delivered: () => ({ status: 202, body: '{"delivered": true}' }),
  wecom: () => ({ status: 200, body: '{"errcode":0,"errmsg":"ok"}' }),
  "wecom-fast": () => ({ status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }),
  /** As open.dingtalk.com says: base64 HMAC-SHA256 of `timestamp\nsecret`, not older than an hour. */
  dingtalk: ({ url }) => {
    const timestamp = url.searchParams.get("timestamp");
    const right = createHmac("sha256", "SECdemo").update(`${timestamp}\nSECdemo`).digest("base64");
    const fits = url.searchParams.get("sign") === right && Math.abs(Number(timestamp) - NOW) < 3_600_000;
    return { status: 200, body: fits ? '{"errcode":0}' : '{"errcode":310000,"errmsg":"sign not match"}' };
  },
  /** As open.feishu.cn says: the key is `timestamp\nsecret`, the message empty. */
  feishu: ({ body }) => {
    const { timestamp, sign } = JSON.parse(body.toString()) as { timestamp: string; sign: string };
    const right = createHmac("sha256", `${timestamp}\nFSdemo`).update("").digest("base64");
    return { status: 200, body: sign === right ? '{"code":0}' : '{"code":19021,"msg":"sign match fail"}' };
  },
  busy: () => ({ status: 429, headers: { "retry-after": "90" }, body: "slow down" }),
  broken: () => ({ status: 500, body: "oops" }),
  refuse: () => ({ status: 403, body: "who are you" }),
  away: () => ({ status: 302, headers: { location: "http://127.0.0.1:1/inside" } }),
  gone: () => ({ status: 410 }),
  push: () => ({ status: 201 }),
  stall: () => "stall",
};
beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", base);
      const one = { url, headers: request.headers, body: Buffer.concat(parts) };
      got.push(one);
      const answer = behave[url.pathname.split("/")[1] ?? ""]?.(one) ?? { status: 404 };
      if (answer === "stall") return;
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const channel = <K extends Channel["kind"]>(kind: K, more: object): Extract<Channel, { kind: K }> =>
  Channel.parse({ id: kind, kind, name, ...more }) as Extract<Channel, { kind: K }>;
const json = (): Record<string, never> => JSON.parse(got.at(-1)!.body.toString());

describe("robots", () => {
  it("WeCom mentions by user id and by mobile, and keeps one-time links out of the group", async () => {
    const send = wecomSender(outbound).send;
    const sent = await send(
      channel("wecom", { url: `${base}/wecom` }),
      [to("zhang"), to("13800000000")],
      message,
      signal(),
    );
    expect(sent).toMatchObject({ ok: true });
    const { text } = json() as unknown as {
      text: { content: string; mentioned_list: string[]; mentioned_mobile_list: string[] };
    };
    expect([text.mentioned_list, text.mentioned_mobile_list]).toEqual([["zhang"], ["13800000000"]]);
    expect(text.content).toContain("【紧急】▲ 2 号泵干转");
    expect(text.content).toContain("https://watch.example/oncall");
    expect(text.content).not.toContain("/answer/");
    const long = { ...message, body: { en: "x", zh: "长".repeat(3_000) } };
    await send(channel("wecom", { url: `${base}/wecom` }), [to("zhang")], long, signal());
    expect(
      Buffer.byteLength((json() as unknown as { text: { content: string } }).text.content),
    ).toBeLessThanOrEqual(2_048);
  });

  it("WeCom's limit is waited for", async () => {
    const sent = await wecomSender(outbound).send(
      channel("wecom", { url: `${base}/wecom-fast` }),
      [to("z")],
      message,
      signal(),
    );
    expect(sent).toMatchObject({ ok: false, permanent: false, retryAfterMs: 60_000 });
  });

  it("DingTalk's signature is right, and a wrong secret is refused for good", async () => {
    const send = dingtalkSender(outbound, clock).send;
    const url = `${base}/dingtalk?access_token=abc`;
    expect(
      await send(channel("dingtalk", { url, secret: "SECdemo" }), [to("13800000000")], message, signal()),
    ).toMatchObject({ ok: true });
    expect(json()).toMatchObject({ at: { atMobiles: ["13800000000"] } });
    expect(got.at(-1)!.url.searchParams.get("access_token")).toBe("abc");
    expect(
      await send(channel("dingtalk", { url, secret: "other" }), [to("")], message, signal()),
    ).toMatchObject({
      ok: false,
      permanent: true,
      detail: expect.stringContaining("310000"),
    });
  });

  it("Feishu's signature is right, with a mention that cannot break out of its tag", async () => {
    const send = feishuSender(outbound, clock).send;
    const url = `${base}/feishu`;
    const sent = await send(
      channel("feishu", { url, secret: "FSdemo" }),
      [to('ou_1"><b>')],
      message,
      signal(),
    );
    expect(sent).toMatchObject({ ok: true });
    const { content } = json() as unknown as { content: { text: string } };
    expect(content.text).toContain('<at user_id="ou_1&#34;&#62;&#60;b&#62;">张伟</at>');
    expect(await send(channel("feishu", { url, secret: "no" }), [to("")], message, signal())).toMatchObject({
      ok: false,
      permanent: true,
    });
  });
});

describe("the webhook", () => {
  const send = webhookSender(outbound, clock).send;
  it("sends every field, signed, with a key by which a repetition is known", async () => {
    const sent = await send(
      channel("webhook", { url: `${base}/delivered`, secret: "s3" }),
      [to("+86")],
      message,
      signal(),
    );
    expect(sent).toMatchObject({ ok: true, delivered: true });
    const { headers, body } = got.at(-1)!;
    const timestamp = headers["x-watchkeeper-timestamp"];
    const right = createHmac("sha256", "s3").update(`${timestamp}.${body}`).digest("hex");
    expect(headers["x-watchkeeper-signature"]).toBe(`v1=${right}`);
    expect(headers["idempotency-key"]).toBe("d-1");
    expect(json()).toMatchObject({
      address: "+86",
      title: message.title.zh,
      titleEn: message.title.en,
      urgency: "urgent",
    });
  });
  it("fills templates in without letting a value break out of JSON or a form", async () => {
    const template = '{"to":"{{address}}","text":"{{titleEn}}"}';
    await send(channel("webhook", { url: `${base}/ok`, template }), [to('1","x":"2')], message, signal());
    expect(json()).toEqual({ to: '1","x":"2', text: message.title.en });
    const form = {
      url: `${base}/ok`,
      template: "to={{address}}&text={{title}}",
      contentType: "application/x-www-form-urlencoded",
    };
    await send(channel("webhook", form), [to("1&b=2")], message, signal());
    expect([...new URLSearchParams(got.at(-1)!.body.toString())]).toEqual([
      ["to", "1&b=2"],
      ["text", message.title.zh],
    ]);
  });
  it.each([
    ["busy", { permanent: false, retryAfterMs: 90_000 }],
    ["broken", { permanent: false }],
    ["refuse", { permanent: true }],
    ["away", { permanent: true }],
  ])("%s: %j", async (path, outcome) => {
    const sent = await send(channel("webhook", { url: `${base}/${path}` }), [to("1")], message, signal());
    expect(sent).toMatchObject({ ok: false, ...outcome });
  });
  it("gives a provider up that does not answer, and one that is not there", async () => {
    const short = AbortSignal.timeout(100);
    expect(await send(channel("webhook", { url: `${base}/stall` }), [to("1")], message, short)).toMatchObject(
      { ok: false, permanent: false },
    );
    expect(
      await send(channel("webhook", { url: "http://127.0.0.1:1/" }), [to("1")], message, signal()),
    ).toMatchObject({
      ok: false,
      permanent: false,
      detail: expect.stringContaining("ECONNREFUSED"),
    });
  });
});

describe("where requests may go", () => {
  const none = allowedOf([]);
  it.each([
    ["127.0.0.1", false],
    ["10.1.2.3", false],
    ["192.168.1.1", false],
    ["169.254.169.254", false],
    ["100.64.0.1", false],
    ["0.0.0.0", false],
    ["::1", false],
    ["::ffff:10.0.0.1", false],
    ["::ffff:7f00:1", false],
    ["fe80::1", false],
    ["fd00::1", false],
    ["64:ff9b::a00:1", false],
    ["224.0.0.1", false],
    ["8.8.8.8", true],
    ["2606:4700::1111", true],
  ])("%s: %s", (address, may) => {
    expect(mayReach(address, none)).toBe(may);
  });
  it("a name is resolved once and connected to where it was checked; localhost is inside", async () => {
    expect(await targetsOf("localhost", none)).toEqual([]);
    expect(await targetsOf("localhost", allowedOf(["localhost"]))).not.toEqual([]);
    expect(await targetsOf("[::1]", none)).toEqual([]);
    expect(await targetsOf("10.0.0.8", allowedOf(["10.0.0.0/24"]))).toHaveLength(1);
    const sent = await webhookSender(openOutbound(), clock).send(
      channel("webhook", { url: base.replace("127.0.0.1", "localhost") }),
      [to("1")],
      message,
      signal(),
    );
    expect(sent).toMatchObject({
      ok: false,
      permanent: true,
      detail: expect.stringContaining("WATCHKEEPER_OUTBOUND_ALLOW"),
    });
  });
});

describe("web push", () => {
  it("is encrypted so that this browser alone can read it; a browser that has gone is asked no more", async () => {
    const browser = createECDH("prime256v1");
    browser.generateKeys();
    const auth = randomBytes(16);
    const subscription = (path: string): PushSubscription => ({
      endpoint: `${base}/${path}`,
      person: "tech",
      p256dh: browser.getPublicKey("base64url"),
      auth: auth.toString("base64url"),
      label: "",
      since: NOW,
    });
    let held = [subscription("push"), subscription("gone")];
    const subscriptions = {
      all: async () => held,
      of: async () => held,
      put: async () => undefined,
      remove: async (endpoint: string) => {
        held = held.filter((one) => one.endpoint !== endpoint);
      },
    };
    const sender = webpushSender(
      outbound,
      subscriptions,
      webpush.generateVAPIDKeys(),
      () => "https://watch.example",
    );
    expect(await sender.send(channel("webpush", {}), [to("")], message, signal())).toMatchObject({
      ok: true,
    });
    expect(held.map(({ endpoint }) => endpoint)).toEqual([`${base}/push`]);
    const { headers, body } = got.find(({ url }) => url.pathname === "/push")!;
    expect(headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "high" });
    expect(headers.authorization).toMatch(/^vapid t=.+, k=/);
    expect(JSON.parse(decrypt(body, browser, auth))).toMatchObject({
      title: message.title.zh,
      call: message.call,
      receipt: "r",
    });
  });
});

/** RFC 8291 §3.4, from the browser's side. */
function decrypt(body: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const idLength = body[20]!;
  const server = body.subarray(21, 21 + idLength);
  const sealed = body.subarray(21 + idLength);
  const secret = browser.computeSecret(server);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), server]);
  const key = Buffer.from(hkdfSync("sha256", secret, auth, info, 32));
  const cek = Buffer.from(hkdfSync("sha256", key, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", key, salt, "Content-Encoding: nonce\0", 12));
  const cipher = createDecipheriv("aes-128-gcm", cek, nonce);
  cipher.setAuthTag(sealed.subarray(-16));
  const open = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  return open.subarray(0, open.lastIndexOf(2)).toString("utf8");
}

describe("e-mail", () => {
  const received: { to: string; text: string }[] = [];
  let smtp: SMTPServer;
  let port: number;
  beforeAll(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onAuth: ({ username, password }, _, done) =>
        username === "watch" && password === "secret"
          ? done(null, { user: username })
          : done(new Error("wrong password")),
      onRcptTo({ address }, _, done) {
        if (address.startsWith("nobody"))
          return done(Object.assign(new Error("no such box"), { responseCode: 550 }));
        if (address.startsWith("later"))
          return done(Object.assign(new Error("greylisted"), { responseCode: 451 }));
        return done();
      },
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          received.push({
            to: session.envelope.rcptTo[0]?.address ?? "",
            text: Buffer.concat(parts).toString(),
          });
          done();
        });
      },
    });
    await new Promise<void>((listening) => {
      smtp.listen(0, "127.0.0.1", listening);
    });
    port = (smtp.server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise<void>((closed) => smtp.close(() => closed())));
  const box = (more: object = {}) =>
    channel("email", {
      host: "127.0.0.1",
      port,
      security: "none",
      from: "Watchkeeper <watch@example.org>",
      user: "watch",
      password: "secret",
      ...more,
    });

  it("goes out as MIME in both languages, urgent, threaded by call, and the same message keeps its id", async () => {
    const sent = await emailSender().send(box(), [to("zhang@example.org")], message, signal());
    expect(sent).toMatchObject({ ok: true });
    const { text, to: address } = received.at(-1)!;
    expect(address).toBe("zhang@example.org");
    expect(text).toMatch(/Message-ID: <d-1@watchkeeper>/);
    expect(text).toMatch(/X-Priority: 1/);
    expect(text).toMatch(/multipart\/alternative/);
    const bytes = text
      .replaceAll("=\r\n", "")
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    const words = Buffer.from(bytes, "latin1").toString("utf8");
    expect(words).toContain("处置：停泵。");
    expect(words).toContain("What to do: stop the pump.");
  });

  it.each([
    ["nobody@example.org", {}, { permanent: true }],
    ["later@example.org", {}, { permanent: false }],
    ["zhang@example.org", { password: "wrong" }, { permanent: true }],
    ["zhang@example.org", { port: 1 }, { permanent: false }],
    ["no address", {}, { permanent: true }],
  ])("to %s with %j: %j", async (address, more, outcome) => {
    expect(await emailSender().send(box(more), [to(address)], message, signal())).toMatchObject({
      ok: false,
      ...outcome,
    });
  });
});
