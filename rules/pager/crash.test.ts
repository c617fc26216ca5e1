import { expect, it } from "vitest";
import { openState } from "../../adapters/sql/index.ts";
import { Chain, Route } from "../../facility/oncall/index.ts";
import { ManualTime, type Posted, pagedHouse, person, T0 } from "./fakes.ts";

const DRY = "s.booster-pump.dry-run";
const name = { en: "x", zh: "x" };
const chain = Chain.parse({
  id: "usual",
  name,
  steps: [
    { do: "notify", who: [{ to: "role", role: "technician", site: "s" }] },
    { do: "wait", minutes: 5 },
    { do: "notify", who: [{ to: "role", role: "desk", site: "s" }] },
  ],
});
const route = Route.parse({ id: "all", name, match: {}, chain: "usual", timing: { remindMinutes: 0 } });
const documents = {
  staff: [person("tech", "technician"), person("desk", "desk"), person("boss", "manager")],
  chain: [chain],
  route: [route],
};

/** Power is cut at the n-th effect on the world, just before it or just after it; nothing happens from then on. */
class Life {
  effects = 0;
  dead = false;
  readonly #at: number;
  readonly #after: boolean;
  constructor(at: number, after: boolean) {
    this.#at = at;
    this.#after = after;
  }
  async effect<T>(work: () => Promise<T> | T): Promise<T> {
    const never = new Promise<T>(() => undefined);
    if (this.dead) return never;
    if (++this.effects < this.#at) return work();
    this.dead = true;
    if (this.#after) await work();
    return never;
  }
}

async function live(life: Life, state: Parameters<typeof pagedHouse>[0] & object, story: string) {
  const house = await pagedHouse({
    ...state,
    documents,
    provider: (_, one) =>
      life
        .effect(() => {
          state.posted!.push(one);
          return { ok: false as const, permanent: false, detail: "counted by the test" };
        })
        .then(() => ({ ok: true as const, delivered: false, detail: "ok" })),
    store: (store) => ({ ...store, commit: (change) => life.effect(() => store.commit(change)) }),
    journal: (journal) => ({ ...journal, write: (lines) => life.effect(() => journal.write(lines)) }),
    posted: [],
  });
  const turns = async () => {
    for (let i = 0; i < 12; i++) await new Promise(setImmediate);
  };
  const pass = (minutes: number) => house.time.pass(minutes * 60_000, turns);
  if (story === "first") {
    house.tell(DRY, true);
    await pass(6);
    const call = house.pager.open()[0];
    if (call && !life.dead) house.pager.answer({ call: call.id, by: "tech", do: "acknowledge", comment: "" });
    await pass(2);
  }
  return { house, pass };
}

/** Undefined when the story ended without a crash. */
async function crashAt(n: number, after: boolean): Promise<number | undefined> {
  const opened = await openState(":memory:");
  if (!opened.ok) throw new Error(opened.problem);
  const state = opened.value;
  const posted: Posted[] = [];
  const duty = state.oncall.duty;
  const by = { by: "test", at: new ManualTime(T0).clock() };
  for (const member of documents.staff) await duty.put("staff", member, by);
  await duty.put("chain", chain, by);
  await duty.put("route", route, by);
  await duty.put(
    "channel",
    {
      id: "sms",
      name,
      enabled: true,
      kind: "webhook",
      url: "http://127.0.0.1:1/",
      secret: "",
      headers: {},
      template: "",
      contentType: "application/json",
      limit: { messages: 10, minutes: 10 },
      testEveryHours: 0,
      testAddress: "",
    },
    by,
  );
  const time = new ManualTime(T0);
  const life = new Life(n, after);
  const first = await live(life, { state, time, posted }, "first");
  if (!life.dead) {
    await first.house.pager.close();
    await state.close();
    return undefined;
  }
  const told = posted.length;

  // Started again half a minute later on the same disk; the pump is still dry, so its rule is still true.
  const later = new ManualTime(time.now() + 30_000);
  const second = await live(
    new Life(Number.POSITIVE_INFINITY, false),
    { state, time: later, posted },
    "second",
  );
  if (!second.house.desk.get(DRY)) second.house.tell(DRY, true);
  await second.pass(30);
  const acknowledged = second.house.desk.get(DRY)?.state.is === "acknowledged";
  const count = (who: string) =>
    posted.filter(({ people, message }) => people.includes(who) && message.kind === "page").length;
  const where = `effect ${n}${after ? ", after it" : ", before it"}`;
  // Twice perhaps, never zero times.
  expect(count("tech"), where).toBeGreaterThanOrEqual(1);
  expect(count("tech"), where).toBeLessThanOrEqual(2);
  if (!acknowledged) {
    expect(count("desk"), where).toBeGreaterThanOrEqual(1);
    expect(
      posted.some(({ message }) => message.kind === "unanswered"),
      where,
    ).toBe(true);
  } else
    expect(
      posted.filter(({ message }) => message.kind === "unanswered"),
      where,
    ).toEqual([]);
  expect(count("desk"), where).toBeLessThanOrEqual(2);
  await second.house.pager.close();
  await second.house.desk.close();
  await state.close();
  return told;
}

it("killed before or after any effect, it pages once or twice, never not at all", {
  timeout: 30_000,
}, async () => {
  let tried = 0;
  for (const after of [false, true])
    for (let n = 1; ; n++) {
      if ((await crashAt(n, after)) === undefined) break;
      tried++;
    }
  expect(tried).toBeGreaterThan(16);
});
