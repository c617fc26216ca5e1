import type { Message } from "../../facility/oncall/index.ts";
import type { Recipient } from "../../rules/index.ts";

/**
 * What a robot says to its group: the words in the language of most, and the way to the console. One-time links stay
 * out of it: whoever reads the group could answer in another's name.
 */
export function groupText(message: Message, to: readonly Recipient[], mostBytes: number): string {
  const zh = to.filter(({ language }) => language === "zh").length * 2 >= to.length;
  const language = zh ? "zh" : "en";
  const page = to[0]?.page;
  const over = message.kind === "over";
  const word = zh ? (over ? "详情" : "响应") : over ? "Details" : "Answer";
  const foot = page ? `\n${word}: ${page}` : "";
  const room = mostBytes - Buffer.byteLength(foot);
  return cut(`${message.title[language]}\n${message.body[language]}`, room) + foot;
}

/** Cuts between characters, never inside one. */
function cut(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  let size = 3;
  let kept = "";
  for (const sign of text) {
    size += Buffer.byteLength(sign);
    if (size > mostBytes) break;
    kept += sign;
  }
  return `${kept}…`;
}

/** A robot's answer, JSON or not. */
export function robotAnswer(text: string): { readonly code: number | undefined; readonly said: string } {
  try {
    const answer = JSON.parse(text) as { errcode?: number; code?: number; errmsg?: string; msg?: string };
    return { code: answer.errcode ?? answer.code, said: answer.errmsg ?? answer.msg ?? "" };
  } catch {
    return { code: undefined, said: text.slice(0, 200) };
  }
}

export const isMobile = (address: string): boolean => /^\+?[\d -]{7,20}$/.test(address);
