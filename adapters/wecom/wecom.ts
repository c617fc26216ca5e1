import type { Channel } from "../../facility/oncall/index.ts";
import type { Sender } from "../../rules/index.ts";
import { failureOf, groupText, isMobile, type Outbound, robotAnswer } from "../outbound/index.ts";

/** developer.work.weixin.qq.com, "group robot": 2 048 bytes of text; 45009 is "more than 20 messages a minute". */
const MOST_BYTES = 2_048;
const TOO_FAST = 45_009;

export const wecomSender = (outbound: Outbound): Sender<Extract<Channel, { kind: "wecom" }>> => ({
  async send(channel, to, message, signal) {
    const addresses = [...new Set(to.map(({ address }) => address).filter((address) => address !== ""))];
    const body = JSON.stringify({
      msgtype: "text",
      text: {
        content: groupText(message, to, MOST_BYTES),
        mentioned_list: addresses.filter((address) => !isMobile(address)),
        mentioned_mobile_list: addresses.filter(isMobile),
      },
    });
    try {
      const answer = await outbound.request({
        url: channel.url,
        body,
        signal,
        headers: { "content-type": "application/json" },
      });
      if (answer.status !== 200) return failureOf(answer);
      const { code, said } = robotAnswer(answer.text);
      if (code === 0) return { ok: true, delivered: false, detail: "ok" };
      return code === TOO_FAST
        ? { ok: false, permanent: false, retryAfterMs: 60_000, detail: `${code} ${said}` }
        : { ok: false, permanent: code !== undefined && code > 0, detail: `${code ?? "no code"} ${said}` };
    } catch (error) {
      return failureOf(error);
    }
  },
});
