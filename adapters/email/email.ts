import { createTransport } from "nodemailer";
import type { Channel, Message } from "../../facility/oncall/index.ts";
import type { Text } from "../../facility/units/index.ts";
import type { Recipient, Sender } from "../../rules/index.ts";

type EmailChannel = Extract<Channel, { kind: "email" }>;

const escaped = (text: string): string =>
  text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll("\n", "<br>");

const answerWord: Text = { en: "Answer", zh: "响应" };
const linkOf = ({ link, page }: Recipient): string => link || page;

/** The recipient's language first, the other below: whoever stands beside him can read it too. */
function bodies(message: Message, to: Recipient): { text: string; html: string } {
  const other = to.language === "zh" ? "en" : "zh";
  const link = linkOf(to);
  const text = [
    message.title[to.language],
    message.body[to.language],
    ...(link ? ["", `${answerWord[to.language]} · ${answerWord[other]}: ${link}`] : []),
    "",
    "—",
    message.title[other],
    message.body[other],
  ].join("\n");
  const part = (language: keyof Text) =>
    `<h2 style="font-size:18px;margin:0 0 8px">${escaped(message.title[language])}</h2><p>${escaped(message.body[language])}</p>`;
  const button = link
    ? `<p><a href="${escaped(link)}" style="background:#0B6BB5;border-radius:6px;color:#fff;display:inline-block;padding:12px 24px;text-decoration:none">${answerWord[to.language]} · ${answerWord[other]}</a></p>`
    : "";
  const html = `<!doctype html><html lang="${to.language}"><meta charset="utf-8"><body style="font:16px/1.5 system-ui,'PingFang SC','Microsoft YaHei',sans-serif">${part(to.language)}${button}<hr style="border:0;border-top:1px solid #ccc"><div style="color:#555">${part(other)}</div></body></html>`;
  return { text, html };
}

/** 4xx may pass (RFC 5321 §4.2.1), 5xx will not; without a code the line or the name was the trouble. */
const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && "responseCode" in error && typeof error.responseCode === "number"
    ? error.responseCode
    : undefined;

export const emailSender = (): Sender<EmailChannel> => ({
  async send(channel, to, message, signal) {
    const recipient = to[0];
    if (!recipient?.address.includes("@"))
      return { ok: false, permanent: true, detail: `"${recipient?.address ?? ""}" is no e-mail address` };
    const transport = createTransport({
      host: channel.host,
      port: channel.port,
      secure: channel.security === "tls",
      requireTLS: channel.security === "starttls",
      ignoreTLS: channel.security === "none",
      ...(channel.user ? { auth: { user: channel.user, pass: channel.password } } : {}),
      connectionTimeout: 8_000,
      greetingTimeout: 8_000,
      socketTimeout: 10_000,
    });
    const cut = () => transport.close();
    signal.addEventListener("abort", cut, { once: true });
    try {
      const urgent = message.urgency !== "normal" && message.kind !== "over";
      const thread = `<${Buffer.from(message.call).toString("base64url")}@watchkeeper>`;
      const info = await transport.sendMail({
        from: channel.from,
        to: { name: recipient.name[recipient.language], address: recipient.address },
        subject: message.title[recipient.language],
        ...bodies(message, recipient),
        // The same after a crash: mail programs show a repeated message once.
        messageId: `<${recipient.delivery}@watchkeeper>`,
        // What belongs to one call stands together in the mailbox.
        references: thread,
        priority: urgent ? "high" : "normal",
        headers: { "auto-submitted": "auto-generated", "x-watchkeeper-call": message.call },
      });
      return { ok: true, delivered: false, detail: String(info.response ?? "accepted") };
    } catch (error) {
      const code = codeOf(error);
      return {
        ok: false,
        permanent: code !== undefined && code >= 500,
        detail: error instanceof Error ? error.message : String(error),
      };
    } finally {
      signal.removeEventListener("abort", cut);
      transport.close();
    }
  },
});
