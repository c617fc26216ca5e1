import type { Channel, Message } from "../../facility/oncall/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import type { Recipient, Sender } from "../../rules/index.ts";
import { failureOf, type Outbound } from "../outbound/index.ts";
import { signatureOf } from "./signature.ts";

type WebhookChannel = Extract<Channel, { kind: "webhook" }>;

/** Every field that a template may name. */
function fieldsOf(
  { language, ...to }: Recipient,
  message: Message,
): Record<string, string | number | boolean> {
  return {
    delivery: to.delivery,
    call: message.call,
    kind: message.kind,
    urgency: message.urgency,
    drill: message.drill,
    site: message.site,
    person: to.person,
    name: to.name[language],
    language,
    address: to.address,
    title: message.title[language],
    body: message.body[language],
    titleEn: message.title.en,
    titleZh: message.title.zh,
    link: to.link,
    page: to.page,
    merged: message.merged,
  };
}

/** Fills a template in; values are written so that they cannot break out of the body's own form. */
function fill(
  template: string,
  fields: Record<string, string | number | boolean>,
  contentType: string,
): string {
  const write = (value: string): string => {
    if (contentType.includes("json")) return JSON.stringify(value).slice(1, -1);
    if (contentType.includes("x-www-form-urlencoded")) return encodeURIComponent(value);
    if (contentType.includes("xml") || contentType.includes("html"))
      return value.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return value;
  };
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => write(String(fields[name] ?? "")));
}

export const webhookSender = (outbound: Outbound, clock: Clock): Sender<WebhookChannel> => ({
  async send(channel, to, message, signal) {
    const recipient = to[0];
    if (!recipient) return { ok: false, permanent: true, detail: "nobody to send to" };
    const fields = fieldsOf(recipient, message);
    const body = channel.template
      ? fill(channel.template, fields, channel.contentType)
      : JSON.stringify(fields);
    const timestamp = Math.floor(clock() / 1_000);
    try {
      const answer = await outbound.request({
        url: channel.url,
        body,
        signal,
        headers: {
          ...channel.headers,
          "content-type": channel.contentType,
          // The same after a crash, so that a receiver can tell a repetition.
          "idempotency-key": recipient.delivery,
          "x-watchkeeper-timestamp": String(timestamp),
          ...(channel.secret
            ? { "x-watchkeeper-signature": signatureOf(channel.secret, timestamp, body) }
            : {}),
        },
      });
      if (answer.status < 200 || answer.status > 299) return failureOf(answer);
      const delivered = /"delivered"\s*:\s*true/.test(answer.text);
      return { ok: true, delivered, detail: `HTTP ${answer.status} ${answer.text.slice(0, 100)}`.trim() };
    } catch (error) {
      return failureOf(error);
    }
  },
});
