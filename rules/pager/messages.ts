import type { AssetModel } from "../../facility/assets/index.ts";
import {
  type Call,
  type CallEffect,
  type CallLine,
  COMPANY_MS,
  causesOf,
  compose,
  DESK_CHANNEL,
  type Delivery,
  everybody,
  planFor,
  resolve,
  type StaffId,
  worksAt,
} from "../../facility/oncall/index.ts";
import { type Instant, instant, text } from "../../facility/units/index.ts";
import type { DutyBook } from "./duty-book.ts";

export interface MessageOptions {
  readonly book: Pick<DutyBook, "roster" | "isUsable">;
  readonly model: () => AssetModel;
  readonly newId: () => string;
  /** Does this alarm begin a plan by itself, which then tells people too? */
  readonly beginsPlan?: (alarm: string) => boolean;
}

export interface Promised {
  readonly people: readonly StaffId[];
  readonly deliveries: readonly Delivery[];
  readonly lines: readonly CallLine[];
}

/** Who is told by a step of a call, by which ways and when; and what the call's story says of it. */
export function messagesOf(
  { book, model, newId, beginsPlan }: MessageOptions,
  call: Call,
  effect: Extract<CallEffect, { do: "tell" }>,
  at: Instant,
): Promised {
  const roster = book.roster();
  const named = (effect.people ?? []).flatMap((id) => roster.staff.get(id) ?? []);
  const found =
    effect.everybody || (effect.who.length === 0 && named.length === 0)
      ? { people: everybody(roster, call.site), fellOpen: effect.everybody !== true, uncertified: false }
      : effect.who.length === 0
        ? { people: named, fellOpen: false, uncertified: false }
        : resolve(roster, effect.who, call.site, call.skills, at);
  const site = model().sites.find(({ id }) => id === call.site);
  const message = compose(
    call,
    effect.kind,
    site?.name ?? text(call.site, call.site),
    site?.timeZone ?? "Asia/Shanghai",
  );
  const people = found.people.filter((member) => worksAt(member, call.site) || named.includes(member));
  const planned = planFor(people, call.urgency, effect.kind, at, book.isUsable);
  const causes = causesOf(call);
  // The plan's word comes within a moment, and is then one message with this one.
  const company =
    call.of === "alarms" &&
    effect.kind === "page" &&
    call.told.length === 0 &&
    causes.some((alarm) => beginsPlan?.(alarm))
      ? COMPANY_MS
      : 0;
  const common = {
    call: call.id,
    kind: effect.kind,
    urgency: call.urgency,
    ...(causes.length > 0 ? { causes: causes.slice(0, 100) } : {}),
    queuedAt: at,
    state: "queued",
    tries: 0,
    message,
    sentAt: null,
    seenAt: null,
    detail: "",
    instead: null,
  } as const;
  const desk: Delivery = {
    ...common,
    id: newId(),
    person: null,
    channel: DESK_CHANNEL,
    address: "",
    order: -1,
    dueAt: at,
    ...(planned.length === 0 ? { alone: true } : {}),
  };
  const ids = people.map(({ id }) => id);
  const line = (what: CallLine["what"], detail: string): CallLine => ({
    call: call.id,
    at,
    what,
    who: null,
    detail,
  });
  return {
    people: ids,
    deliveries: [
      desk,
      ...planned.map((one) => ({ ...common, ...one, dueAt: instant(one.dueAt + company), id: newId() })),
    ],
    lines: [
      line("told", `${effect.kind} ${ids.join(" ")}`),
      ...(found.fellOpen ? [line("fell-open", "")] : []),
      ...(found.uncertified ? [line("uncertified", call.skills.join(" "))] : []),
    ],
  };
}

/** A message that tries a channel out and says so. */
export function testMessage(
  id: string,
  to: { readonly channel: string; readonly address: string; readonly person: StaffId },
  site: string,
  at: Instant,
): Delivery {
  return {
    id,
    call: `test:${id}`,
    kind: "test",
    urgency: "urgent",
    ...to,
    order: 0,
    queuedAt: at,
    dueAt: at,
    state: "queued",
    tries: 0,
    message: {
      call: `test:${id}`,
      kind: "page",
      urgency: "normal",
      drill: false,
      site,
      title: text("Watchkeeper test message", "值守测试消息"),
      body: text(
        "This is a test of the channel. Nothing has happened; you need not do anything.",
        "这是一条通道测试消息，现场无异常，无需处理。",
      ),
      merged: 1,
    },
    sentAt: null,
    seenAt: null,
    detail: "",
    instead: null,
  };
}
