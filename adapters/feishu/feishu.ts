import { createHmac } from "node:crypto";
import type { Channel } from "../../facility/oncall/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import type { Sender } from "../../rules/index.ts";
import { failureOf, groupText, type Outbound, robotAnswer } from "../outbound/index.ts";

/** open.feishu.cn, "custom bot": 9499 and 11232 are "too many requests", 5 a second and 100 a minute. */
const TOO_FAST = new Set([9_499, 11_232]);
const MOST_BYTES = 18_000;

/** base64 of HMAC-SHA256 over nothing, with `<seconds>\n<secret>` as the key. */
export const feishuSignature = (secret: string, timestamp: number): string =>
  createHmac("sha256", `${timestamp}\n${secret}`).digest("base64");

const escaped = (text: string): string => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const feishuSender = (
  outbound: Outbound,
  clock: Clock,
): Sender<Extract<Channel, { kind: "feishu" }>> => ({
  async send(channel, to, message, signal) {
    const mentioned = new Map(to.filter(({ address }) => address !== "").map((one) => [one.address, one]));
    const mentions = [...mentioned.values()]
      .map(({ address, name }) => `<at user_id="${escaped(address)}">${escaped(name.zh)}</at>`)
      .join(" ");
    const timestamp = Math.floor(clock() / 1_000);
    const body = JSON.stringify({
      ...(channel.secret
        ? { timestamp: String(timestamp), sign: feishuSignature(channel.secret, timestamp) }
        : {}),
      msg_type: "text",
      content: { text: `${groupText(message, to, MOST_BYTES)}\n${mentions}`.trim() },
    });
    try {
      const answer = await outbound.request({
        url: channel.url,
        body,
        signal,
        headers: { "content-type": "application/json" },
      });
      const { code, said } = robotAnswer(answer.text);
      if (code !== undefined && TOO_FAST.has(code))
        return { ok: false, permanent: false, retryAfterMs: 60_000, detail: `${code} ${said}` };
      if (answer.status !== 200) return failureOf(answer);
      if (code === 0) return { ok: true, delivered: false, detail: "ok" };
      return { ok: false, permanent: code !== undefined && code > 0, detail: `${code ?? "no code"} ${said}` };
    } catch (error) {
      return failureOf(error);
    }
  },
});
