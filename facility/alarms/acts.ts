import { type Instant, minutes, type Text, text } from "../units/index.ts";
import type { Alarm } from "./journal.ts";
import type { RuleType } from "./rule.ts";
import { type AlarmEvent, isActive, shelfOf } from "./state.ts";

/** What a person does to one alarm. */
export type Act =
  | {
      readonly do: "acknowledge";
      readonly occurrence?: number;
      readonly comment: string;
      /** How many the person acknowledges in this one act. */
      readonly together?: number;
    }
  | { readonly do: "reset"; readonly comment: string }
  | { readonly do: "shelve"; readonly until: Instant; readonly oneShot: boolean; readonly reason: string }
  | { readonly do: "unshelve"; readonly comment: string }
  | { readonly do: "comment"; readonly text: string }
  | { readonly do: "assign"; readonly to: string | null; readonly comment: string }
  | { readonly do: "take-out"; readonly reason: string; readonly order?: string }
  | { readonly do: "put-back"; readonly comment: string }
  /** Acknowledged, and nobody works on it: it calls again. */
  | { readonly do: "call-again"; readonly reason: string };

/** The event an act comes to, with the words for the journal; or why it cannot be. */
export type Decision = { readonly event: AlarmEvent; readonly reason: string } | { readonly refused: Text };

/** The longest a shelf may last; a heuristic: beyond a day it is a case for maintenance or for another limit. */
export const LONGEST_SHELF = minutes(24 * 60);

const refused = (en: string, zh: string): Decision => ({ refused: text(en, zh) });

/** @param alarm as it stands; undefined while it is normal */
export function decide(
  act: Act,
  alarm: Pick<Alarm, "state" | "occurrence"> | undefined,
  rule: Pick<RuleType, "lifeSafety">,
  by: string,
  at: Instant,
): Decision {
  switch (act.do) {
    case "acknowledge":
      return acknowledge(act, alarm, by, at);
    case "reset":
      if (alarm?.state.is === "latched-acknowledged")
        return { event: { on: "reset", at, by }, reason: act.comment };
      return alarm?.state.is === "latched"
        ? refused("Acknowledge it first, then reset it.", "请先确认，再复位。")
        : alarm && isActive(alarm.state)
          ? refused(
              "The condition is still true. Remove its cause first; then it can be reset.",
              "报警条件仍然成立。请先消除原因，再复位。",
            )
          : refused("The alarm is not latched: there is nothing to reset.", "报警未锁定，无需复位。");
    case "shelve":
      return shelve(act, rule, by, at);
    case "unshelve":
      return alarm && shelfOf(alarm.state)
        ? { event: { on: "unshelve", at, by }, reason: act.comment }
        : refused("The alarm is not shelved. Load the list again.", "报警未被搁置，请刷新列表。");
    case "comment":
      return alarm
        ? { event: { on: "comment", at, by }, reason: act.text }
        : refused("The alarm is normal: there is nothing to comment on.", "报警已恢复正常，无需备注。");
    case "assign":
      return alarm
        ? { event: { on: "assign", at, by, to: act.to }, reason: act.comment }
        : refused("The alarm is normal: nobody need take care of it.", "报警已恢复正常，无需指派。");
    case "take-out":
      return alarm?.state.is === "out-of-service"
        ? refused(
            `It is out of service already, by ${alarm.state.by}: ${alarm.state.reason}`,
            `已由 ${alarm.state.by} 停用：${alarm.state.reason}`,
          )
        : {
            event: {
              on: "take-out",
              at,
              by,
              reason: act.reason,
              ...(act.order ? { order: act.order } : {}),
            },
            reason: act.reason,
          };
    case "put-back":
      return alarm?.state.is === "out-of-service"
        ? { event: { on: "put-back", at, by }, reason: act.comment }
        : refused("It is in service already. Load the page again.", "设备已在运行中，请刷新页面。");
    case "call-again":
      return alarm?.state.is === "acknowledged"
        ? { event: { on: "realarm", at }, reason: act.reason }
        : refused(
            "It is not acknowledged: there is nothing to call for again.",
            "报警未处于已确认状态，无需再次呼叫。",
          );
    default:
      return act satisfies never;
  }
}

function acknowledge(
  act: Extract<Act, { do: "acknowledge" }>,
  alarm: Pick<Alarm, "state" | "occurrence"> | undefined,
  by: string,
  at: Instant,
): Decision {
  if (!alarm || alarm.state.is === "normal")
    return refused(
      "The alarm is normal: there is nothing to acknowledge. Load the list again.",
      "报警已复归且无需确认，请刷新列表。",
    );
  const { state } = alarm;
  switch (state.is) {
    case "acknowledged":
    case "latched-acknowledged":
      return refused(
        `The alarm is acknowledged already, by ${state.by}. Load the list again.`,
        `报警已由 ${state.by} 确认，请刷新列表。`,
      );
    case "shelved":
      return refused(
        `The alarm is shelved by ${state.by}. Take it off the shelf to acknowledge it.`,
        `报警已由 ${state.by} 搁置，取消搁置后才能确认。`,
      );
    case "suppressed":
      return refused(
        `The alarm is suppressed: ${state.causes[0]?.alarm} explains it. Acknowledge that one.`,
        `报警已被抑制，其原因为 ${state.causes[0]?.alarm}，请确认该报警。`,
      );
    case "out-of-service":
      return refused(
        "The asset is out of service: its alarms need no acknowledgement.",
        "设备已停用，其报警无需确认。",
      );
    case "unacknowledged":
    case "returned":
    case "latched":
      break;
    default:
      return state satisfies never;
  }
  if (act.occurrence !== undefined && act.occurrence !== alarm.occurrence)
    return refused(
      `This was occurrence ${act.occurrence}; the alarm has been raised again since and is ${state.is}, occurrence ${alarm.occurrence}. Look at it anew, then acknowledge that one.`,
      `这是第 ${act.occurrence} 次报警；此后再次发生，当前为第 ${alarm.occurrence} 次。请重新查看后确认。`,
    );
  const together = act.together === undefined || act.together < 2 ? {} : { together: act.together };
  return { event: { on: "acknowledge", at, by, ...together }, reason: act.comment };
}

/** A shelf has an end and a reason, and people's lives are never put on one (domain facts §5). */
function shelve(
  { until, oneShot, reason }: Extract<Act, { do: "shelve" }>,
  rule: Pick<RuleType, "lifeSafety">,
  by: string,
  at: Instant,
): Decision {
  if (rule.lifeSafety)
    return refused(
      "People may be in danger: this alarm cannot be shelved. During work, take the asset out of service.",
      "涉及人身安全的报警不能搁置。检修期间请将设备停用。",
    );
  if (reason.trim() === "") return refused("Say why it is shelved.", "请填写搁置原因。");
  if (until <= at) return refused("The end of the shelf has passed. Name a later one.", "搁置结束时间已过。");
  if (until - at > LONGEST_SHELF)
    return refused(
      "A shelf lasts 24 h at most. Shelve it for less, or take the asset out of service for the work.",
      "搁置最长 24 小时。请缩短时间，或将设备停用检修。",
    );
  return { event: { on: "shelve", at, by, until, oneShot, reason: reason.trim() }, reason: reason.trim() };
}
