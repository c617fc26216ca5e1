import type { Delivery, DutySettings, StaffMember } from "../../facility/oncall/index.ts";
import { type Instant, instant, text } from "../../facility/units/index.ts";
import type { Recipient } from "./ports.ts";

/** Who gets a delivery, in which language, and by which links he can answer. */
export function recipientOf(
  delivery: Delivery,
  member: StaffMember | undefined,
  { publicUrl, linkHours }: Pick<DutySettings, "publicUrl" | "linkHours">,
  sign: (what: string, until: Instant) => string,
): Recipient {
  const until = instant(delivery.queuedAt + linkHours * 3_600_000);
  const base = publicUrl.replace(/\/+$/, "");
  const noLink = delivery.kind === "test" || delivery.kind === "over";
  return {
    delivery: delivery.id,
    person: delivery.person ?? "",
    name: member?.name ?? text(delivery.person ?? "", delivery.person ?? ""),
    language: member?.language ?? "zh",
    address: delivery.address,
    link: base === "" || noLink ? "" : `${base}/answer/${sign(`answer ${delivery.id}`, until)}`,
    page:
      base === ""
        ? ""
        : `${base}/oncall${delivery.kind === "test" ? "" : `?call=${encodeURIComponent(delivery.call)}`}`,
    receipt: sign(`receipt ${delivery.id}`, until),
  };
}
