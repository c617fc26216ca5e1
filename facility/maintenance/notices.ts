import type { Audience, Notice } from "../oncall/index.ts";
import { type Instant, type Text, text } from "../units/index.ts";
import { type Certificate, type Contract, expiryOf, renewalNotice } from "./contract.ts";
import type { Day } from "./days.ts";
import { type Order, type OrderPriority, stateNeedsHands } from "./order.ts";
import { type ServiceRequest, whatLabels } from "./service-request.ts";
import type { StockStanding } from "./stock.ts";

/**
 * What maintenance has to tell people. Each notice's key names the occasion, so however often it is looked for, and
 * whatever crashed in between, it is told once.
 */

const urgencyOf = (priority: OrderPriority): Notice["urgency"] =>
  priority === "critical" || priority === "high" ? "urgent" : "normal";
const linkTo = (id: string): string => `/orders/${encodeURIComponent(id)}`;
const both = (a: Text, b: Text): Text => text(`${a.en} ${b.en}`.trim(), `${a.zh} ${b.zh}`.trim());

/** To whoever has an order now; undefined where nobody has. `turn` counts how often it was given to somebody. */
export function assignedNotice(order: Order, place: Text, turn: number, at: Instant): Notice | undefined {
  if (!("to" in order.state)) return undefined;
  return {
    key: `order-assigned:${order.id}:${order.state.to}:${turn}`,
    site: order.site,
    audience: { to: "person", id: order.state.to },
    title: text(`${order.id} is yours`, `工单 ${order.id} 已派给您`),
    body: both(order.title, text(`· ${place.en}`, `· ${place.zh}`)),
    urgency: urgencyOf(order.priority),
    about: { kind: "order", id: order.id },
    link: linkTo(order.id),
    answerable: false,
    at,
  };
}

/** Past its time and not done: to whoever has it, and to the engineers; once for each time that was promised. */
export function overdueNotices(order: Order, now: Instant): Notice[] {
  if (order.dueBy === undefined || order.dueBy >= now || !stateNeedsHands(order)) return [];
  const audiences: readonly Audience[] = [
    ...("to" in order.state ? [{ to: "person" as const, id: order.state.to }] : []),
    { to: "role", role: "engineer", site: order.site },
  ];
  return audiences.map((audience) => ({
    key: `order-overdue:${order.id}:${order.dueBy}:${audience.to}`,
    site: order.site,
    audience,
    title: text(`${order.id} is overdue`, `工单 ${order.id} 已逾期`),
    body: order.title,
    urgency: urgencyOf(order.priority),
    about: { kind: "order", id: order.id },
    link: linkTo(order.id),
    answerable: false,
    at: now,
  }));
}

/** A contract that must be decided on, or has ended: to the managers, once for each. */
export function contractNotice(contract: Contract, today: Day, at: Instant): Notice | undefined {
  const words = renewalNotice(contract, today);
  if (!words) return undefined;
  return {
    key: `contract:${contract.id}:${contract.until}:${expiryOf(contract, today).is}`.slice(0, 200),
    site: contract.site,
    audience: { to: "role", role: "manager", site: contract.site },
    title: text(`Contract: ${contract.title.en}`, `合同：${contract.title.zh}`),
    body: both(words, text(contract.vendor, contract.vendor)),
    urgency: "normal",
    about: { kind: "system", id: contract.id },
    link: "/maintenance?tab=contracts",
    answerable: false,
    at,
  };
}

/** A certificate that runs out: to the managers, and to the person whose it is. */
export function certificateNotices(
  certificate: Certificate,
  today: Day,
  holderName: Text,
  at: Instant,
): Notice[] {
  const expiry = expiryOf(certificate, today);
  if (expiry.is === "valid") return [];
  const body =
    expiry.is === "expired"
      ? text(
          `${holderName.en}: it ended on ${certificate.until}.`,
          `${holderName.zh}：已于 ${certificate.until} 到期。`,
        )
      : text(
          `${holderName.en}: valid until ${certificate.until}.`,
          `${holderName.zh}：有效期至 ${certificate.until}。`,
        );
  const audiences: readonly Audience[] = [
    { to: "role", role: "manager", site: certificate.site },
    ...(certificate.kind === "person" ? [{ to: "person" as const, id: certificate.holder }] : []),
  ];
  return audiences.map((audience) => ({
    key: `certificate:${certificate.id}:${certificate.until}:${expiry.is}:${audience.to}`.slice(0, 200),
    site: certificate.site,
    audience,
    title: text(`Certificate: ${certificate.title.en}`, `证书：${certificate.title.zh}`),
    body,
    urgency: "normal",
    about: { kind: "system", id: certificate.id },
    link: "/maintenance?tab=certificates",
    answerable: false,
    at,
  }));
}

/** A resident wrote, or said that it is not fixed: to the desk. Nothing of who it was is in the message. */
export function requestNotice(request: ServiceRequest, assetName: Text, at: Instant): Notice | undefined {
  const { state } = request;
  if (state.is !== "received" && state.is !== "reopened") return undefined;
  const again = state.is === "reopened";
  const label = whatLabels[request.what];
  return {
    key: again ? `request:${request.id}:${state.at}` : `request:${request.id}`,
    site: request.site,
    audience: { to: "role", role: "desk", site: request.site },
    title: again
      ? text(`Not fixed, says the resident: ${assetName.en}`, `住户反映未修好：${assetName.zh}`)
      : text(`A resident reports: ${assetName.en}`, `住户报修：${assetName.zh}`),
    body: both(label, text(`· ${request.words}`, `· ${request.words}`)),
    urgency: again || request.what === "stuck" || request.what === "smell" ? "urgent" : "normal",
    about: { kind: "request", id: request.id },
    link: "/maintenance?tab=requests",
    answerable: false,
    at,
  };
}

/** Below its minimum: to the engineers, once for each shortage. */
export function stockNotice({ part, onHand, lowSince }: StockStanding, at: Instant): Notice | undefined {
  if (lowSince === undefined) return undefined;
  return {
    key: `stock:${part.site}:${part.id}:${lowSince}`,
    site: part.site,
    audience: { to: "role", role: "engineer", site: part.site },
    title: text(`Buy: ${part.name.en}`, `备件不足：${part.name.zh}`),
    body: text(
      `${onHand} ${part.unit} left, the minimum is ${part.minimum}. ${part.number}`.trim(),
      `剩余 ${onHand}${part.unit}，最低库存 ${part.minimum}。${part.number}`,
    ),
    urgency: "normal",
    about: { kind: "system", id: part.id },
    link: "/maintenance?tab=parts",
    answerable: false,
    at,
  };
}
