import type { AlarmId } from "../../facility/alarms/index.ts";
import type { AnswerKind, Begun, Call, StaffId } from "../../facility/oncall/index.ts";
import type { Text } from "../../facility/units/index.ts";
import type { PagedDesk } from "./ports.ts";

/** What a person answers to a call, and what came of it. */
export interface Answer {
  readonly call: string;
  readonly by: StaffId;
  readonly do: AnswerKind;
  readonly comment: string;
}
export type Answered =
  | { readonly ok: true; readonly call: Call }
  | { readonly ok: false; readonly problem: Text };

const said: Record<AnswerKind, string> = {
  acknowledge: "",
  take: "takes it over · 接手处理",
  "on-my-way": "on the way · 正在前往",
  arrived: "on the spot · 已到现场",
  escalate: "escalated · 升级通知",
  comment: "",
};

const wordsOf = (what: AnswerKind, comment: string): string =>
  [said[what], comment].filter((part) => part !== "").join(": ");

const concerned = (call: Call) => call.members.filter(({ is }) => is === "calling" || is === "acknowledged");

/**
 * Answers the alarms of a call at the desk, so that it stands in their journals.
 * @returns why it could not be, where the desk refused every one of them
 */
export async function answerAtDesk(
  desk: Pick<PagedDesk, "act">,
  call: Call,
  { by, do: what, comment }: Answer,
): Promise<Text | undefined> {
  const holds = what === "acknowledge" || what === "take" || what === "on-my-way";
  const words = wordsOf(what, comment);
  const open = concerned(call);
  // One by one in one go, so that they share a write of the journal.
  const acted = await Promise.all(
    open.map(async ({ alarm, is }) => {
      const id = alarm as AlarmId;
      if (holds && is === "calling") return desk.act({ id, by, act: { do: "acknowledge", comment: words } });
      return words === "" ? undefined : desk.act({ id, by, act: { do: "comment", text: words } });
    }),
  );
  if (what === "take" || what === "on-my-way")
    await Promise.all(
      open.map(({ alarm }) =>
        desk.act({ id: alarm as AlarmId, by, act: { do: "assign", to: by, comment: words } }),
      ),
    );
  const refused = acted.find((one) => one && !one.ok);
  return refused && !refused.ok && acted.every((one) => !one?.ok) ? refused.problem : undefined;
}

/** Writes into the journals of a call's alarms what somebody has set going from it. */
export async function begunAtDesk(
  desk: Pick<PagedDesk, "act">,
  call: Call,
  { by, what, id }: Begun,
  title: Text,
): Promise<void> {
  const words =
    what === "plan"
      ? `emergency plan started: ${title.en} · 启动预案：${title.zh} (${id})`
      : `work order opened · 已开工单 ${id}`;
  await Promise.all(
    concerned(call).map(({ alarm }) =>
      desk.act({ id: alarm as AlarmId, by, act: { do: "comment", text: words } }),
    ),
  );
}
