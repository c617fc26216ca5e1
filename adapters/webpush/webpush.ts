import webpush from "web-push";
import type { Channel, PushSubscriptions } from "../../facility/oncall/index.ts";
import type { Sender, Sent } from "../../rules/index.ts";
import { failureOf, type Outbound } from "../outbound/index.ts";
import type { Vapid } from "./vapid.ts";

/** A page that nobody has taken for an hour is told by other ways by then. */
const TTL_SECONDS = 3_600;
/** A push service takes 4 096 bytes; encryption and JSON need some of them. */
const MOST_BODY = 900;

export const webpushSender = (
  outbound: Outbound,
  subscriptions: PushSubscriptions,
  vapid: Vapid,
  /** Whom a push service may write to about trouble (RFC 8292 §2.1): the public address of the console. */
  subject: () => string,
): Sender<Extract<Channel, { kind: "webpush" }>> => ({
  async send(_, to, message, signal): Promise<Sent> {
    const recipient = to[0];
    if (!recipient) return { ok: false, permanent: true, detail: "nobody to send to" };
    const browsers = await subscriptions.of(recipient.person);
    if (browsers.length === 0)
      return { ok: false, permanent: true, detail: "no browser of this person takes push messages" };
    const { language } = recipient;
    const payload = JSON.stringify({
      title: message.title[language],
      body: message.body[language].slice(0, MOST_BODY),
      language,
      call: message.call,
      kind: message.kind,
      urgency: message.urgency,
      delivery: recipient.delivery,
      receipt: recipient.receipt,
      page: recipient.page || `/oncall?call=${encodeURIComponent(message.call)}`,
    });
    const outcomes = await Promise.all(
      browsers.map(async ({ endpoint, p256dh, auth }): Promise<Sent> => {
        try {
          const request = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
            vapidDetails: { subject: subject(), ...vapid },
            TTL: TTL_SECONDS,
            urgency: message.urgency === "normal" ? "normal" : "high",
          });
          const answer = await outbound.request({
            url: endpoint,
            signal,
            headers: Object.fromEntries(
              Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
            ),
            ...(request.body ? { body: request.body } : {}),
          });
          if (answer.status >= 200 && answer.status < 300)
            return { ok: true, delivered: false, detail: `HTTP ${answer.status}` };
          // The browser has unsubscribed: it is never to be asked again.
          if (answer.status === 404 || answer.status === 410) await subscriptions.remove(endpoint);
          return failureOf(answer);
        } catch (error) {
          return failureOf(error);
        }
      }),
    );
    return outcomes.find(({ ok }) => ok) ?? outcomes.find((one) => !one.ok && !one.permanent) ?? outcomes[0]!;
  },
});
