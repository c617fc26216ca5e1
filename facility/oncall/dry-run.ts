import { type Instant, type Text, text } from "../units/index.ts";
import type { Agreements, ClockBasis } from "./agreed.ts";
import type { Call, CallStep, Member, TellKind } from "./call.ts";
import { dueAt } from "./call-clock.ts";
import type { Chain } from "./chain.ts";
import { type Planned, planFor } from "./deliver.ts";
import { openForAlarm } from "./open-call.ts";
import { everybody, type Roster, resolve } from "./people.ts";
import type { StaffMember } from "./person.ts";
import { groupOf, type Mismatch, mismatch, type Route, type Routed } from "./route.ts";
import { stepCall } from "./step-call.ts";

/** One moment at which somebody would be told. */
export interface Told {
  readonly at: Instant;
  readonly kind: TellKind;
  /** Of the chain, counted from 1; 0 where no step says so. */
  readonly step: number;
  readonly people: readonly StaffMember[];
  readonly ways: readonly Planned[];
  readonly fellOpen: boolean;
  /** Of a contractor who is called: until when he must be there, and who says so. */
  readonly clock: { readonly dueAt: Instant; readonly basis: ClockBasis } | undefined;
}

export interface DryRun {
  readonly route: Route | undefined;
  readonly chain: Chain | undefined;
  /** Why each route before the one taken did not fit. */
  readonly passedOver: readonly { readonly route: string; readonly because: Mismatch }[];
  readonly told: readonly Told[];
}

/** Who would be told of this alarm, and when, if nobody answered; for `span` ms. Runs the law that pages run on. */
export function dryRun(
  routed: Routed,
  world: {
    readonly routes: readonly Route[];
    readonly chains: readonly Chain[];
    readonly roster: Roster;
    readonly agreements: Agreements;
  },
  isUsable: (channel: string) => boolean,
  at: Instant,
  span: number,
): DryRun {
  const passedOver: { route: string; because: Mismatch }[] = [];
  let route: Route | undefined;
  for (const one of world.routes) {
    const because = mismatch(one, routed, at);
    if (because === undefined) {
      route = one;
      break;
    }
    passedOver.push({ route: one.id, because });
  }
  const chain = world.chains.find(({ id }) => id === route?.chain);
  const nothing: Text = text("-", "-");
  const member: Member = {
    alarm: routed.alarm,
    occurrence: 1,
    title: nothing,
    where: nothing,
    priority: routed.priority,
    raisedAt: at,
    is: "calling",
  };
  const group = groupOf(route, routed, "");
  const steps = chain?.steps;
  let call: Call = openForAlarm(routed, member, route, steps, group, nothing, at, world.agreements);
  const told: Told[] = [];
  for (let now = dueAt(call); now !== undefined && now <= at + span; now = dueAt(call)) {
    const done: CallStep = stepCall(call, { on: "tick", at: now });
    if (done.call === call) break;
    call = done.call;
    for (const effect of done.effects) {
      if (effect.do !== "tell") continue;
      const found = effect.everybody
        ? { people: everybody(world.roster, routed.site), fellOpen: true }
        : resolve(world.roster, effect.who, routed.site, call.skills, now);
      told.push({
        at: now,
        kind: effect.kind,
        step: effect.step,
        people: found.people,
        ways: planFor(found.people, call.urgency, effect.kind, now, isUsable),
        fellOpen: found.fellOpen,
        clock:
          effect.kind === "contractor" && call.contractor?.calledAt === now
            ? { dueAt: call.contractor.dueAt, basis: call.contractor.basis ?? { is: "step" } }
            : undefined,
      });
    }
  }
  return { route, chain, passedOver, told };
}
