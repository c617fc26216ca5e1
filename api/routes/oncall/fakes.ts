import { calendarOf } from "../../../adapters/ical/index.ts";
import { Chain, Rota, Route } from "../../../facility/oncall/index.ts";
import { instant, type Text, text } from "../../../facility/units/index.ts";
import { ManualTime, pagedHouse, person, T0 } from "../../../rules/pager/fakes.ts";
import type { Role } from "../../contract/index.ts";
import { fakeHouse } from "../../fakes/index.ts";
import type { OnCallPort } from "../../oncall-port.ts";

export const DRY = "s.booster-pump.dry-run";
export const CALL = `/api/oncall/calls/${encodeURIComponent(`alarm:${DRY}#1`)}`;
const name = { en: "Technicians", zh: "维修班" };

export const rota = Rota.parse({
  id: "technicians",
  name,
  site: "s",
  role: "technician",
  timeZone: "Asia/Shanghai",
  layers: [
    {
      id: "all",
      name,
      people: ["technician", "engineer"],
      turnDays: 7,
      start: "2026-03-02",
      handover: "00:00",
    },
  ],
});
export const chain = Chain.parse({
  id: "usual",
  name,
  steps: [
    { do: "notify", who: [{ to: "person", id: "technician" }] },
    { do: "wait", minutes: 5 },
    { do: "notify", who: [{ to: "role", role: "manager", site: "s" }] },
  ],
});
export const route = Route.parse({
  id: "all",
  name,
  match: {},
  chain: "usual",
  timing: { remindMinutes: 0 },
});

const plan = {
  id: "flood",
  title: text("Flooding", "水浸"),
  about: text("Water where none should be", "进水"),
};

/** The API on a real pager, book and state in memory, with manual time; plans and orders are remembered. */
export async function oncallHouse() {
  const time = new ManualTime(T0);
  const paged = await pagedHouse({
    time,
    documents: {
      staff: [
        person("technician", "technician", { phone: "010-5550-0103" }),
        person("engineer", "engineer"),
        person("manager", "manager"),
        person("kangda", "contractor"),
      ],
      rota: [rota],
      chain: [chain],
      route: [route],
    },
  });
  const { calls, push, log, swaps, feeds } = paged.state.oncall;
  const begun: string[] = [];
  const began =
    (what: "plan" | "order"): OnCallPort["begin"]["startPlan"] =>
    async (call, by, words) => {
      begun.push(`${what} ${call.id} ${by} ${words}`);
      const noted = await paged.pager.begun(call.id, { what, id: `${what}-1`, by, title: plan.title });
      return noted.ok ? { ok: true, id: `${what}-1`, call: noted.call } : noted;
    };
  const oncall: OnCallPort = {
    book: paged.book,
    pager: paged.pager,
    calls,
    agreements: ({ contractor }) =>
      contractor === "kangda"
        ? { minutes: 45, contract: "c-1", title: { en: "Upkeep", zh: "维保合同" } }
        : undefined,
    begin: { plan: () => plan, startPlan: began("plan"), openOrder: began("order") },
    push,
    log,
    swaps,
    feeds,
    verify: (token) =>
      token.startsWith("signed-")
        ? { what: token.slice("signed-".length), until: T0 + 3_600_000 }
        : undefined,
    pushKey: "the public key",
    beat: () => ({ at: T0, ok: true, detail: "" }),
    calendar: calendarOf,
  };
  const house = await fakeHouse({ oncall, model: () => paged.model, clock: () => instant(time.now()) });
  await paged.book.refresh();
  return {
    ...house,
    // Its desk, its clock and its messages are the ones that count here.
    ...paged,
    begun,
    audited: () => house.audit.rows.map(({ actor, act, subject }) => `${actor} ${act} ${subject}`),
    /** The status and what it says, in the language that is asked for. */
    ask: async (
      role: Role | undefined,
      method: string,
      path: string,
      body?: unknown,
      language: keyof Text = "en",
    ) => {
      const answer = await house.call(role, method, path, body, { "accept-language": language });
      const said = answer.status === 204 ? "" : await answer.text();
      return { status: answer.status, said, json: () => JSON.parse(said) as Record<string, unknown> };
    },
  };
}
