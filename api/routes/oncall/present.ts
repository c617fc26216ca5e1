import {
  type Attempt,
  type Call,
  type Delivery,
  dueAt,
  nowAndNext,
  qualityOf,
  type RotaWarning,
  type StaffMember,
  type Weakness,
  warningsOf,
} from "../../../facility/oncall/index.ts";
import { type Instant, instant } from "../../../facility/units/index.ts";
import { includes } from "../../auth/index.ts";
import type { CallView, DeliveryView, OnCallNow, StaffView, WarningView } from "../../contract/index.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import type { Person } from "../../ports.ts";

const DAY = 86_400_000;
const MOST_MEMBERS = 50;

/** A member of staff as this caller may see him: contact details are the manager's and his own. */
export function staffView(
  member: StaffMember,
  by: Person,
  facts: { readonly written: boolean; readonly account: boolean; readonly push: number },
): StaffView {
  const may = includes(by.role, "manager") || member.id === by.username;
  const { phone, contacts, ...shown } = member;
  return { ...shown, phone: may ? (phone ?? null) : null, contacts: may ? [...contacts] : null, ...facts };
}

/** Its alarms, those that still stand first: what the call is about now gives its title. */
const membersOf = ({ members }: Call): Call["members"] =>
  members[0]?.is === "over"
    ? members.toSorted((a, b) => Number(a.is === "over") - Number(b.is === "over"))
    : members;

export function callView(call: Call, by: string, { begin }: Pick<OnCallPort, "begin">): CallView {
  const { state } = call;
  const members = membersOf(call);
  const plan = state.is === "closed" ? undefined : begin.plan(call);
  return {
    id: call.id,
    of: call.of,
    site: call.site,
    urgency: call.urgency,
    title: members[0]?.title ?? call.title,
    body: call.body,
    about: call.about,
    link: call.link,
    drill: call.drill,
    answerable: call.answerable,
    openedAt: call.openedAt,
    state: state.is,
    answeredBy: state.is === "answered" ? state.by : null,
    answeredAt: state.is === "answered" ? state.at : null,
    closedAt: state.is === "closed" ? state.at : null,
    nextAt: dueAt(call) ?? null,
    told: [...call.told],
    members: members.slice(0, MOST_MEMBERS).map(({ occurrence: _, ...member }) => member),
    count: call.members.length,
    contractor: call.contractor && { ...call.contractor, basis: call.contractor.basis ?? { is: "step" } },
    mine: call.told.includes(by),
    plan: plan ? { id: plan.id, title: plan.title } : null,
    begun: [...call.begun],
  };
}

/** An address for those who need not know it: enough to tell one from another. */
const shortened = (address: string): string =>
  address.length <= 4 ? address && "…" : `${address.slice(0, 2)}…${address.slice(-2)}`;

export function deliveryView(delivery: Delivery, attempts: readonly Attempt[], by: Person): DeliveryView {
  const may = includes(by.role, "manager") || delivery.person === by.username;
  return {
    id: delivery.id,
    call: delivery.call,
    kind: delivery.kind,
    urgency: delivery.urgency,
    person: delivery.person,
    channel: delivery.channel,
    address: may ? delivery.address : shortened(delivery.address),
    title: delivery.message.title,
    state: delivery.state,
    queuedAt: delivery.queuedAt,
    dueAt: delivery.dueAt,
    sentAt: delivery.sentAt,
    seenAt: delivery.seenAt,
    tries: delivery.tries,
    merged: delivery.message.merged,
    detail: delivery.detail,
    attempts: attempts
      .filter((attempt) => attempt.delivery === delivery.id)
      .map(({ delivery: _, ...attempt }) => attempt),
  };
}

const warningView = (warning: RotaWarning): WarningView => ({ ...warning });
export const weaknessView = (weakness: Weakness) => ({ ...weakness });

/** How far ahead a gap is told of. */
const AHEAD = 14 * DAY;

export function nowView({ book }: OnCallPort, at: Instant, by: Person, site: string | undefined): OnCallNow {
  const { staff, rotas } = book.roster();
  const shown = rotas.filter((rota) => site === undefined || rota.site === site);
  const named = new Set<string>();
  const list = shown.map((rota) => {
    const { now, next } = nowAndNext(rota, at);
    for (const id of [...now.people, ...(next?.people ?? [])]) named.add(id);
    return {
      id: rota.id,
      name: rota.name,
      site: rota.site,
      role: rota.role,
      now: { ...now, people: [...now.people] },
      next: next ? { ...next, people: [...next.people] } : null,
      score: qualityOf(rota, staff, at, instant(at + 28 * DAY)).score,
    };
  });
  // Whoever is on duty can be rung by those who work; others see the name.
  const mayRing = includes(by.role, "technician");
  return {
    at,
    rotas: list,
    people: [...named].flatMap((id) => {
      const member = staff.get(id);
      return member
        ? [{ id, name: member.name, roles: member.roles, phone: mayRing ? (member.phone ?? null) : null }]
        : [];
    }),
    warnings: warningsOf(shown, staff, at, AHEAD).map(warningView),
  };
}
