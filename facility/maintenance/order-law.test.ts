import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssetId, instant, text } from "../units/index.ts";
import type { Order, OrderState } from "./order.ts";
import { isOpenOrder, orderCost } from "./order.ts";
import { actsFor, OrderAct, type OrderActInput, refusalOf } from "./order-acts.ts";
import { type OrderEvent, openOrder, orderOf, stepOrder } from "./order-law.ts";

const opened = (more: Partial<Parameters<typeof openOrder>[0]["request"]> = {}): Order =>
  openOrder({
    on: "open",
    at: instant(0),
    by: "desk.1",
    id: "WO-000001",
    request: {
      key: "k",
      site: "s",
      asset: "s.pump" as AssetId,
      title: text("Dry run", "干转"),
      priority: "high",
      source: { kind: "alarm", id: "s.pump.dry-run" },
      ...more,
    },
  });
const acted = (order: Order, ...acts: readonly OrderActInput[]): Order =>
  acts.reduce((now, act, i) => {
    const parsed = OrderAct.parse(act);
    const refused = refusalOf(now, parsed);
    if (refused) throw new Error(refused.en);
    return stepOrder(now, { on: "act", at: instant((i + 1) * 1_000), by: "tech", act: parsed });
  }, order);

const assign = { do: "assign", to: "tech" } as const;
const start = { do: "start" } as const;
const hold = { do: "hold", why: "parts", words: "no seal" } as const;
const resume = { do: "resume" } as const;
const finish = { do: "finish" } as const;
const verify = { do: "verify", how: "telemetry" } as const;
const close = { do: "close" } as const;
const reopen = { do: "reopen", why: "again" } as const;
const cancel = { do: "cancel", reason: "twice" } as const;
const plan = { do: "plan", plannedFor: 5 } as const;

const at: { readonly [S in OrderState["is"]]: Order } = {
  requested: opened(),
  planned: acted(opened(), plan),
  assigned: acted(opened(), assign),
  "in-progress": acted(opened(), assign, start),
  "on-hold": acted(opened(), assign, start, hold),
  done: acted(opened(), assign, start, finish),
  verified: acted(opened(), assign, start, finish, verify),
  closed: acted(opened(), assign, start, finish, verify, close),
  cancelled: acted(opened(), cancel),
};

describe("the stages of an order", () => {
  it.each([
    ["requested", plan, "planned"],
    ["requested", assign, "assigned"],
    ["requested", start, "refused"],
    ["planned", assign, "assigned"],
    ["assigned", start, "in-progress"],
    ["assigned", finish, "refused"],
    ["in-progress", hold, "on-hold"],
    ["in-progress", finish, "done"],
    ["in-progress", cancel, "refused"],
    ["on-hold", resume, "in-progress"],
    ["on-hold", finish, "refused"],
    ["on-hold", cancel, "cancelled"],
    ["done", verify, "verified"],
    ["done", reopen, "assigned"],
    ["done", close, "refused"],
    ["verified", close, "closed"],
    ["verified", reopen, "assigned"],
    ["closed", reopen, "assigned"],
    ["closed", cancel, "refused"],
    ["cancelled", reopen, "refused"],
    ["cancelled", assign, "refused"],
  ] as const)("%s, then %o, is %s", (stage, act, expected) => {
    const parsed = OrderAct.parse(act);
    const refused = refusalOf(at[stage], parsed);
    if (expected === "refused") {
      expect(refused?.zh).toMatch(/[一-龥]/);
      return;
    }
    expect(refused).toBeUndefined();
    expect(stepOrder(at[stage], { on: "act", at: instant(9_000), by: "x", act: parsed }).state.is).toBe(
      expected,
    );
  });

  it("begins as planned where it comes with a date", () => {
    expect(opened({ plannedFor: instant(7) as never }).state).toEqual({ is: "planned", plannedFor: 7 });
  });

  it("stops the clock while it is on hold", () => {
    expect(acted(opened(), assign, start, hold, resume, finish).heldMs).toBe(1_000);
  });

  it("takes back signatures when it is reopened, and counts how often", () => {
    const order = acted(opened(), assign, start, { do: "sign", role: "technician" }, finish, reopen);
    expect(order).toMatchObject({ reopened: 1, signatures: [] });
  });

  it("adds up labour and parts", () => {
    const order = acted(
      opened(),
      assign,
      start,
      { do: "use-part", name: "seal", quantity: 2, unitCost: 45 },
      { do: "log-labour", who: "tech", hours: 1.5, cost: 90 },
    );
    expect(orderCost(order)).toBe(180);
  });
});

describe("the checklist", () => {
  const list = opened({
    checklist: [
      {
        id: "iso",
        kind: "permit",
        permit: "isolation",
        title: text("Isolated", "已断电"),
        required: true,
        photo: false,
      },
      {
        id: "bar",
        kind: "number",
        unit: "kPa",
        low: 20,
        high: 90,
        title: text("Suction", "进水压力"),
        required: true,
        photo: false,
      },
      { id: "pic", kind: "check", title: text("Valve open", "阀门已开"), required: false, photo: true },
    ],
  });
  const permit = { do: "answer", item: "iso", answer: { value: true } } as const;
  const pressure = (value: number) => ({ do: "answer", item: "bar", answer: { value } }) as const;

  it("bars the start until the permit is given, and the end until every required line is answered", () => {
    const assigned = acted(list, assign);
    expect(refusalOf(assigned, OrderAct.parse(start))?.en).toContain("Isolated");
    const working = acted(assigned, permit, start);
    expect(refusalOf(working, OrderAct.parse(finish))?.en).toContain("Suction");
    expect(acted(working, pressure(55), finish).state.is).toBe("done");
  });

  it("asks what becomes of a reading out of its limits", () => {
    const working = acted(list, assign, permit, start, pressure(5));
    expect(refusalOf(working, OrderAct.parse(finish))?.en).toContain("Suction");
    expect(acted(working, { do: "finish", words: "valve opened" }).state.is).toBe("done");
  });

  it("refuses an answer that is no answer, and one without its photo", () => {
    const working = acted(list, assign, permit, start);
    const words = OrderAct.parse({ do: "answer", item: "bar", answer: { value: "low" } });
    const noPhoto = OrderAct.parse({ do: "answer", item: "pic", answer: { value: true } });
    expect(refusalOf(working, words)?.en).toContain("number");
    expect(refusalOf(working, noPhoto)?.zh).toContain("拍照");
  });
});

const anyAct = fc.constantFrom<OrderActInput>(
  plan,
  assign,
  start,
  hold,
  resume,
  finish,
  verify,
  close,
  reopen,
  cancel,
  { do: "arrive" },
  { do: "comment", words: "hm" },
  { do: "use-part", name: "p", quantity: 1, unitCost: 1 },
  { do: "log-labour", who: "t", hours: 1, cost: 1 },
  { do: "sign", role: "user" },
);

it("is the fold of its journal whatever is tried; refused acts leave no trace, time on hold never runs back", () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 40 }), (acts) => {
      const first: OrderEvent = {
        on: "open",
        at: instant(0),
        by: "a",
        id: "WO-000001",
        request: {
          key: "k",
          site: "s",
          title: text("t", "t"),
          priority: "low",
          source: { kind: "person", id: "a" },
        },
      };
      const journal: OrderEvent[] = [first];
      let order = openOrder(first);
      for (const [i, input] of acts.entries()) {
        const act = OrderAct.parse(input);
        const offered = actsFor(order).includes(act.do);
        if (refusalOf(order, act)) continue;
        expect(offered).toBe(true);
        const event = { on: "act", at: instant(i * 10), by: "b", act } as const;
        const next = stepOrder(order, event);
        expect(next.version).toBe(order.version + 1);
        expect(next.heldMs).toBeGreaterThanOrEqual(order.heldMs);
        // An end is an end: only a closed order is reopened.
        if (!isOpenOrder(order) && act.do !== "comment") expect(act.do).toBe("reopen");
        journal.push(event);
        order = next;
      }
      expect(orderOf(journal)).toEqual(order);
    }),
    { numRuns: 200 },
  );
});
