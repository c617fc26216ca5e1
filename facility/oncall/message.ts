import type { Priority } from "../alarms/index.ts";
import { type Instant, type Text, wallOf } from "../units/index.ts";
import type { Call, Member, TellKind } from "./call.ts";
import type { Urgency } from "./notice.ts";

type Language = keyof Text;

/** What a channel is handed to put into its own form. */
export interface Message {
  readonly call: string;
  readonly kind: TellKind;
  readonly urgency: Urgency;
  readonly drill: boolean;
  readonly site: string;
  /** One line; says what and how bad. */
  readonly title: Text;
  /** Several lines, plain text. */
  readonly body: Text;
  /** How many messages have been put into this one. */
  readonly merged: number;
}

const first: Record<TellKind, Text> = {
  page: { en: "", zh: "" },
  more: { en: "More alarms", zh: "新增报警" },
  reminder: { en: "Still not over", zh: "仍未复归" },
  escalated: { en: "Escalated to you", zh: "已升级给您" },
  unanswered: { en: "Nobody has answered", zh: "无人响应" },
  contractor: { en: "Please come", zh: "请到场处理" },
  "contractor-late": { en: "The contractor is late", zh: "维保单位超时未到" },
  over: { en: "Over", zh: "已复归" },
};

const grade: Record<Urgency, Text> = {
  "life-safety": { en: "PEOPLE IN DANGER", zh: "人身安全" },
  urgent: { en: "Urgent", zh: "加急" },
  normal: { en: "", zh: "" },
};

const shape: Record<Priority, string> = { critical: "■", high: "▲", medium: "◆", low: "●" };
const MOST_LISTED = 8;

const clock = (at: Instant, timeZone: string): string => {
  const { minute } = wallOf(at, timeZone);
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
};

/** Puts a call into words, in both languages. `timeZone` is the site's. */
export function compose(call: Call, kind: TellKind, siteName: Text, timeZone: string): Message {
  const text = (language: Language): { title: string; body: string } => {
    const zh = language === "zh";
    const byContract = call.contractor?.basis?.is === "contract";
    const concerned = call.members.filter(({ is }) => kind === "over" || is !== "over");
    const lead = concerned[0] ?? call.members[0];
    const rest = concerned.length - 1;
    const head = [
      call.drill ? (zh ? "【演练】" : "[DRILL] ") : "",
      first[kind][language] && (zh ? `【${first[kind][language]}】` : `${first[kind][language]}: `),
      kind !== "over" && grade[call.urgency][language]
        ? zh
          ? `【${grade[call.urgency][language]}】`
          : `${grade[call.urgency][language]}: `
        : "",
      lead ? `${shape[lead.priority]} ${lead.where[language]} ${lead.title[language]}` : call.title[language],
      rest > 0 ? (zh ? `，另有 ${rest} 条` : ` and ${rest} more`) : "",
    ].join("");
    const since = (member: Member) => clock(member.raisedAt, timeZone);
    const list = concerned
      .slice(1, 1 + MOST_LISTED)
      .map(
        (member) =>
          `${shape[member.priority]} ${since(member)} ${member.where[language]} ${member.title[language]}`,
      );
    const left = rest - list.length;
    const lines = [
      zh ? `项目：${siteName.zh}` : `Site: ${siteName.en}`,
      ...(lead ? [zh ? `发生时间：${since(lead)}` : `Since: ${since(lead)}`] : []),
      ...(call.contractor && kind.startsWith("contractor")
        ? [
            zh
              ? `${byContract ? "合同" : ""}到场时限：${clock(call.contractor.dueAt, timeZone)}`
              : `To be there by${byContract ? " contract" : ""}: ${clock(call.contractor.dueAt, timeZone)}`,
          ]
        : []),
      ...(kind === "over" ? [] : [call.body[language]]),
      ...list,
      ...(left > 0 ? [zh ? `……以及其他 ${left} 条` : `… and ${left} others`] : []),
    ];
    return { title: head, body: lines.filter((line) => line !== "").join("\n") };
  };
  const [en, zh] = [text("en"), text("zh")];
  return {
    call: call.id,
    kind,
    urgency: call.urgency,
    drill: call.drill,
    site: call.site,
    title: { en: en.title, zh: zh.title },
    body: { en: en.body, zh: zh.body },
    merged: 1,
  };
}

/** Several messages that had to wait for a slot, as one. The most urgent gives the title; none is left out. */
export function merge(messages: readonly Message[]): Message {
  const [lead, ...others] = messages;
  if (!lead) throw new Error("nothing to merge");
  if (others.length === 0) return lead;
  const all = (language: Language) => messages.map(({ title }) => title[language]);
  return {
    ...lead,
    title: {
      en: `${messages.length} messages: ${lead.title.en}`,
      zh: `${messages.length} 条消息：${lead.title.zh}`,
    },
    body: {
      en: [...all("en"), "", lead.body.en].join("\n"),
      zh: [...all("zh"), "", lead.body.zh].join("\n"),
    },
    merged: messages.length,
  };
}
