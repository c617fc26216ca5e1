import { html, raw } from "hono/html";
import type { Call, Delivery } from "../../../facility/oncall/index.ts";
import type { Text } from "../../../facility/units/index.ts";

type Language = keyof Text;

/** The page's own style; the content policy names its hash. */
export const answerStyle = `
:root{color-scheme:light dark;--paper:#fff;--ground:#f3f4f6;--ink:#1b1f24;--soft:#5b6470;--line:#d5d9df;--act:#2b3442;--hot:#c62828}
@media (prefers-color-scheme:dark){:root{--paper:#1d2127;--ground:#121519;--ink:#eef1f4;--soft:#a3adb8;--line:#39414b;--act:#4f6079;--hot:#ff6b5e}}
*{box-sizing:border-box}body{background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;margin:0}
main{margin:0 auto;max-width:34rem;padding:16px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:20px}
.card.hot{border-left:6px solid var(--hot)}
h1{font-size:1.3rem;line-height:1.35;margin:0 0 12px}p{margin:0 0 12px;white-space:pre-line}a{color:inherit}.soft{color:var(--soft);font-size:.95rem}
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

/** What can be set going from the page beside an answer. */
export interface Offered {
  readonly plan: { readonly title: Text } | undefined;
  readonly order: boolean;
  /** Whoever comes has answered by this link already. */
  readonly answered: boolean;
}

/** What happened, and the buttons that answer it. */
export function askPage(
  language: Language,
  delivery: Delivery,
  call: Call,
  name: Text,
  offered: Offered,
  heldBy: Text | undefined,
) {
  const { message } = delivery;
  const l = language;
  const held = heldBy && say(l, `${heldBy.en} has it already.`, `${heldBy.zh} 已响应。`);
  const begun = call.begun.map(({ what, id }) =>
    what === "plan"
      ? say(l, "The emergency plan is under way.", "应急预案已启动。")
      : say(l, `Work order ${id} is open.`, `工单 ${id} 已开。`),
  );
  return page(
    l,
    message.title[l],
    html`<form method="post" class="card ${message.urgency === "normal" ? "" : "hot"}">
<h1>${message.title[l]}</h1>
<p>${message.body[l]}</p>
${held ? html`<p><strong>${held}</strong></p>` : ""}
${begun.map((line) => html`<p><strong>${line}</strong></p>`)}
<p class="soft">${say(l, `You answer as ${name.en}. Each of these works once.`, `您将以“${name.zh}”的身份响应，每个操作仅可使用一次。`)}</p>
${
  offered.answered
    ? html`<p class="soft">${say(l, "You have answered by this link.", "您已通过此链接响应。")}</p>`
    : html`<label for="comment">${say(l, "Comment (optional)", "备注（可选）")}</label>
<textarea id="comment" name="comment" maxlength="1000"></textarea>
<button class="first" name="do" value="acknowledge">${say(l, "Acknowledge", "确认收到")}</button>
<button name="do" value="on-my-way">${say(l, "On my way", "正在前往")}</button>
<button name="do" value="escalate">${say(l, "Escalate now", "立即升级")}</button>
<button name="do" value="comment">${say(l, "Only comment", "仅备注")}</button>`
}
${offered.plan ? html`<button name="do" value="plan">${say(l, `Start plan: ${offered.plan.title.en} …`, `启动预案：${offered.plan.title.zh}……`)}</button>` : ""}
${offered.order ? html`<button name="do" value="order">${say(l, "Open a work order …", "开工单……")}</button>` : ""}
</form>`,
  );
}

/** What a plan or an order would bring about; nothing has happened yet. */
export function confirmPage(
  language: Language,
  what: "plan" | "order",
  plan: { readonly title: Text; readonly about: Text } | undefined,
  delivery: Delivery,
  words: string,
) {
  const l = language;
  const title =
    what === "plan"
      ? say(l, `Start the plan “${plan?.title.en ?? ""}”?`, `启动预案“${plan?.title.zh ?? ""}”？`)
      : say(l, "Open a work order?", "开工单？");
  const consequence =
    what === "plan"
      ? say(
          l,
          "Its people are told now and its clocks begin. Where it is under way for this place already, you join it. The call goes on until somebody acknowledges it.",
          "将立即通知预案人员并开始计时；若该地点已有进行中的处置，则并入其中。呼叫会继续，直到有人确认。",
        )
      : say(
          l,
          "Whoever plans the work sees it at once. Where this alarm has an order already, it stays the one. The call goes on until somebody acknowledges it.",
          "计划人员将立即看到工单；若该报警已有工单，则沿用原工单。呼叫会继续，直到有人确认。",
        );
  return page(
    l,
    title,
    html`<form method="post" class="card hot">
<h1>${title}</h1>
<p>${delivery.message.title[l]}</p>
${plan && what === "plan" ? html`<p class="soft">${plan.about[l]}</p>` : ""}
<p>${consequence}</p>
<input type="hidden" name="confirm" value="yes">
<label for="comment">${say(l, "What has happened? (optional)", "情况说明（可选）")}</label>
<textarea id="comment" name="comment" maxlength="1000">${words}</textarea>
<button class="first" name="do" value="${what}">${what === "plan" ? say(l, "Start it now", "立即启动") : say(l, "Open it", "开工单")}</button>
<p class="soft"><a href="">${say(l, "Back", "返回")}</a></p>
</form>`,
  );
}

/** One thing to say: it is done, it was done before, it cannot be. */
export const saidPage = (language: Language, title: string, words: string, back = false) =>
  page(
    language,
    title,
    html`<div class="card"><h1>${title}</h1><p>${words}</p>${back ? html`<p><a href="">${say(language, "Back to the call", "返回呼叫")}</a></p>` : ""}</div>`,
  );
