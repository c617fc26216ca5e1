import { describe, expect, it } from "vitest";
import { type Chain, type Notice, Route } from "../../facility/oncall/index.ts";
import { instant, text } from "../../facility/units/index.ts";
import { type PagedOptions, pagedHouse, person, T0 } from "./fakes.ts";

const TRAPPED = "s.lift.entrapment";
const name = { en: "x", zh: "x" };
const chain: Chain = {
  id: "danger",
  name,
  steps: [
    {
      do: "notify",
      who: ["technician", "guard"].map((role) => ({ to: "role", role: role as "guard", site: "s" })),
      evenAcknowledged: false,
    },
    { do: "wait", minutes: 5 },
    { do: "repeat", fromStep: 1, times: 1 },
  ],
};
const route = Route.parse({ id: "all", name, match: {}, chain: "danger", timing: { remindMinutes: 0 } });
const staff = [person("tech", "technician"), person("guard", "guard"), person("boss", "manager")];
const house = async (more: PagedOptions = {}) => {
  const h = await pagedHouse({ documents: { staff, chain: [chain], route: [route] }, ...more });
  h.pager.beginsPlan = (alarm) => alarm === TRAPPED;
  return h;
};
const go = (at = T0): Notice => ({
  key: "run:r1:tell-engineer:1@technician",
  site: "s",
  audience: { to: "role", role: "technician", site: "s" },
  title: text("Go to the lift", "立即到现场"),
  body: text("Machine room and landing.", "赶往机房与层站。"),
  urgency: "life-safety",
  about: { kind: "run", id: "r1" },
  causes: [TRAPPED],
  link: "/emergencies/r1",
  answerable: true,
  at: instant(at),
});
const SECOND = 1 / 60;

describe("an alarm and the plan it begins", () => {
  it("are one message to whoever is told of both, with the plan's word first; others get the alarm's page", async () => {
    const { tell, pass, pager, posted, state } = await house();
    tell(TRAPPED, true);
    await pass(0.2 * SECOND);
    await pager.send(go());
    await pass(2 * SECOND);
    expect(posted.map(({ people }) => people)).toEqual([["tech"], ["guard"]]);
    const [told] = posted;
    expect(told!.message.title.zh).toContain("立即到现场");
    expect(told!.message.body.zh).toMatch(/赶往机房与层站[\s\S]*触发报警：.*■/);
    // Each stands in the log as sent.
    const kept = await state.oncall.calls.deliveries({ person: "tech", limit: 9 });
    expect(kept.map(({ call, state: now }) => [call.split(":")[0], now]).sort()).toEqual([
      ["alarm", "sent"],
      ["notice", "sent"],
    ]);
  });

  it("without a word of the plan the page goes out by itself within a second", async () => {
    const { tell, pass, posted } = await house();
    tell(TRAPPED, true);
    await pass(1 * SECOND);
    expect(posted.map(({ people }) => people[0])).toEqual(["tech", "guard"]);
  });

  it("a plan that comes late is told all the same", async () => {
    const { tell, pass, pager, posted } = await house();
    tell(TRAPPED, true);
    await pass(3 * SECOND);
    await pager.send(go());
    await pass(1 * SECOND);
    expect(posted.map(({ people }) => people[0])).toEqual(["tech", "guard", "tech"]);
  });

  it("an alarm that begins no plan waits for nothing", async () => {
    const h = await house();
    h.pager.beginsPlan = () => false;
    h.tell(TRAPPED, true);
    await h.pass(0.01 * SECOND);
    expect(h.posted).toHaveLength(2);
  });

  it("one that is settled before it could be sent does not take the alarm's page with it", async () => {
    let refuses = true;
    const { tell, pass, pager, posted } = await house({
      provider: () =>
        refuses
          ? { ok: false, permanent: false, detail: "busy" }
          : { ok: true, delivered: false, detail: "ok" },
    });
    tell(TRAPPED, true);
    await pager.send(go());
    await pass(2 * SECOND);
    expect(posted).toEqual([]);
    await pager.settle(go().key);
    refuses = false;
    await pass(30 * SECOND);
    const ofTech = posted.filter(({ people }) => people.includes("tech"));
    expect(ofTech).toHaveLength(1);
    expect(ofTech[0]!.message.call).toBe(`alarm:${TRAPPED}#1`);
  });

  it("after a crash in the moment of waiting both go out, as one", async () => {
    const first = await house();
    first.tell(TRAPPED, true);
    await first.pass(0.1 * SECOND);
    await first.pager.close();
    const { posted, pass, pager } = await house({ state: first.state, time: first.time });
    await pager.send(go());
    await pass(2 * SECOND);
    expect(posted.filter(({ people }) => people.includes("tech"))).toHaveLength(1);
    expect(posted.filter(({ people }) => people.includes("guard"))).toHaveLength(1);
  });

  it.each(["alarm", "notice"])(
    "an answer to the %s answers the other too, for who was told of both",
    async (of) => {
      const { tell, pass, pager, desk, log } = await house();
      const answers: string[] = [];
      pager.receipts.subscribe(({ key, state, person: who }) => {
        if (state === "answered") answers.push(`${key} ${who}`);
      });
      tell(TRAPPED, true);
      await pager.send(go());
      await pass(2 * SECOND);
      const call = pager.open().find((one) => one.id.startsWith(of))!;
      expect((await pager.answer({ call: call.id, by: "tech", do: "acknowledge", comment: "" })).ok).toBe(
        true,
      );
      expect(desk.get(TRAPPED)?.state.is).toBe("acknowledged");
      expect(answers.sort()).toEqual([`alarm:${TRAPPED}#1 tech`, `${go().key} tech`]);
      const before = log().length;
      await pass(20);
      expect(log()).toHaveLength(before);
    },
  );

  it("who was told of one alone answers that one alone", async () => {
    const { tell, pass, pager } = await house();
    tell(TRAPPED, true);
    await pager.send(go());
    await pass(2 * SECOND);
    await pager.answer({ call: `alarm:${TRAPPED}#1`, by: "guard", do: "acknowledge", comment: "" });
    expect(pager.call(`notice:${go().key}`)?.state.is).toBe("calling");
  });
});
