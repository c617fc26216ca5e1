import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";

/** What the demo's phones would show. */
export interface WallMessage {
  readonly id: number;
  readonly at: number;
  readonly channel: string;
  readonly to: string;
  readonly text: string;
  readonly link: string;
}

export interface MessageWall {
  readonly port: number;
  /** Oldest first. */
  messages(): readonly WallMessage[];
  close(): Promise<void>;
}

/** More than a person reads; the oldest go. */
const KEPT = 200;
const MOST_BYTES = 64 * 1024;

const WeCom = z.object({
  text: z.object({
    content: z.string(),
    mentioned_list: z.array(z.string()).default([]),
    mentioned_mobile_list: z.array(z.string()).default([]),
  }),
});
const Sms = z.object({
  address: z.string(),
  name: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string().default(""),
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > MOST_BYTES) throw new Error("too long");
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString("utf8");
}

/**
 * A receiver on this machine that stands for the outside in the demo: a WeCom group and an SMS provider. What the
 * channels really send arrives here, and the console shows it.
 */
export async function openMessageWall(): Promise<MessageWall> {
  const kept: WallMessage[] = [];
  let count = 0;
  const keep = (message: Omit<WallMessage, "id" | "at">) => {
    kept.push({ ...message, id: ++count, at: Date.now() });
    if (kept.length > KEPT) kept.shift();
  };
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    bodyOf(request)
      .then((body) => {
        const told: unknown = JSON.parse(body);
        if (request.url?.startsWith("/wecom")) {
          const { text } = WeCom.parse(told);
          const to = [...text.mentioned_list, ...text.mentioned_mobile_list]
            .map((one) => `@${one}`)
            .join(" ");
          keep({ channel: "wecom", to, text: text.content, link: "" });
          answer(200, { errcode: 0, errmsg: "ok" });
        } else {
          const { address, name, title, body: words, link } = Sms.parse(told);
          keep({ channel: "sms", to: `${name} ${address}`.trim(), text: `${title}\n${words}`, link });
          answer(200, { delivered: true });
        }
      })
      .catch((error: unknown) => answer(400, { problem: String(error) }));
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    messages: () => kept,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
