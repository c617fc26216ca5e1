import { html, raw } from "hono/html";
import type { Call, Delivery } from "../../../facility/oncall/index.ts";
import type { Text } from "../../../facility/units/index.ts";

type Language = keyof Text;

/** The page's own style; the content policy names its hash. */
export const answerStyle = `
:root{color-scheme:light dark;--paper:#fff;--ground:#f3f4f6;--ink:#1b1f24;--soft:#5b6470;--line:#d5d9df;--act:#0b6bb5;--hot:#c62828}
@media (prefers-color-scheme:dark){:root{--paper:#1d2127;--ground:#121519;--ink:#eef1f4;--soft:#a3adb8;--line:#39414b;--act:#2f7fc0;--hot:#ff6b5e}}
*{box-sizing:border-box}body{background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;margin:0}
main{margin:0 auto;max-width:34rem;padding:16px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:20px}
.card.hot{border-left:6px solid var(--hot)}
h1{font-size:1.3rem;line-height:1.35;margin:0 0 12px}p{margin:0 0 12px;white-space:pre-line}.soft{color:var(--soft);font-size:.95rem}
label{display:block;margin:16px 0 4px}textarea{background:var(--ground);border:1px solid var(--line);border-radius:8px;color:inherit;font:inherit;min-height:72px;padding:8px;width:100%}
button{background:transparent;border:1px solid var(--line);border-radius:10px;color:inherit;cursor:pointer;font:inherit;font-weight:600;margin-top:12px;min-height:56px;padding:0 16px;width:100%}
button.first{background:var(--act);border-color:var(--act);color:#fff}
button:focus-visible,textarea:focus-visible{outline:3px solid var(--act);outline-offset:2px}
`;

const page = (language: Language, title: string, content: unknown) => html`<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${raw(answerStyle)}</style></head>
<body><main>${content}</main></body></html>`;

const say = (language: Language, en: string, zh: string): string => (language === "zh" ? zh : en);

/** What happened, and the buttons that answer it. */
export function askPage(language: Language, delivery: Delivery, call: Call, name: Text) {
  const { message } = delivery;
  const l = language;
  const held =
    call.state.is === "answered"
      ? say(l, `${call.state.by} has it already.`, `${call.state.by} 已响应。`)
      : undefined;
  return page(
    l,
    message.title[l],
    html`<form method="post" class="card ${message.urgency === "normal" ? "" : "hot"}">
<h1>${message.title[l]}</h1>
<p>${message.body[l]}</p>
${held ? html`<p><strong>${held}</strong></p>` : ""}
<p class="soft">${say(l, `You answer as ${name.en}. This link works once.`, `您将以“${name.zh}”的身份响应，此链接仅可使用一次。`)}</p>
<label for="comment">${say(l, "Comment (optional)", "备注（可选）")}</label>
<textarea id="comment" name="comment" maxlength="1000"></textarea>
<button class="first" name="do" value="acknowledge">${say(l, "Acknowledge", "确认收到")}</button>
<button name="do" value="on-my-way">${say(l, "On my way", "正在前往")}</button>
<button name="do" value="escalate">${say(l, "Escalate now", "立即升级")}</button>
<button name="do" value="comment">${say(l, "Only comment", "仅备注")}</button>
</form>`,
  );
}

/** One thing to say: it is done, it was done before, it cannot be. */
export const saidPage = (language: Language, title: string, words: string) =>
  page(language, title, html`<div class="card"><h1>${title}</h1><p>${words}</p></div>`);
