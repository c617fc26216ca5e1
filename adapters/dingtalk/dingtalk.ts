import { createHmac } from "node:crypto";
import type { Channel } from "../../facility/oncall/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import type { Sender } from "../../rules/index.ts";
import { failureOf, groupText, isMobile, type Outbound, robotAnswer } from "../outbound/index.ts";

/** open.dingtalk.com, "custom robot": 130101 and 660026 are "too fast", 20 messages a minute. */
const TOO_FAST = new Set([130_101, 660_026]);
const MOST_BYTES = 18_000;

/** base64 of HMAC-SHA256 with the secret as key over `<ms>\n<secret>`. */
export const dingtalkSignature = (secret: string, timestamp: number): string =>
  createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");

export const dingtalkSender = (
  outbound: Outbound,
  clock: Clock,
): Sender<Extract<Channel, { kind: "dingtalk" }>> => ({
  async send(channel, to, message, signal) {
    const addresses = [...new Set(to.map(({ address }) => address).filter((address) => address !== ""))];
    // A mention shows only where the text itself names it too.
    const mentions = addresses.map((address) => `@${address}`).join(" ");
    const body = JSON.stringify({
      msgtype: "text",
      text: { content: `${groupText(message, to, MOST_BYTES)}\n${mentions}`.trim() },
      at: {
        atMobiles: addresses.filter(isMobile),
        atUserIds: addresses.filter((address) => !isMobile(address)),
        isAtAll: false,
      },
    });
    try {
      const url = new URL(channel.url);
      if (channel.secret) {
        const timestamp = clock();
        url.searchParams.set("timestamp", String(timestamp));
        url.searchParams.set("sign", dingtalkSignature(channel.secret, timestamp));
      }
      const answer = await outbound.request({
        url: url.href,
        body,
        signal,
        headers: { "content-type": "application/json" },
      });
      if (answer.status !== 200) return failureOf(answer);
      const { code, said } = robotAnswer(answer.text);
      if (code === 0) return { ok: true, delivered: false, detail: "ok" };
      return code !== undefined && TOO_FAST.has(code)
        ? { ok: false, permanent: false, retryAfterMs: 60_000, detail: `${code} ${said}` }
        : { ok: false, permanent: code !== undefined && code > 0, detail: `${code ?? "no code"} ${said}` };
    } catch (error) {
      return failureOf(error);
    }
  },
});
