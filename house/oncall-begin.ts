import type { OnCallPort } from "../api/index.ts";
import type { AlarmId } from "../facility/alarms/index.ts";
import { belongsTo } from "../facility/emergency/index.ts";
import type { Call, StaffId } from "../facility/oncall/index.ts";
import { text } from "../facility/units/index.ts";
import type { Core } from "./core.ts";

/** The alarm that a call is about first: the first that is not over, else the first of all. */
const leadOf = ({ members }: Call) => members.find(({ is }) => is !== "over") ?? members[0];

/** What can be set going from a call: the plan that belongs to its alarm, and a work order for it. */
export function beginsOf({ oncall, desk, emergencies, maintenance, model }: Core): OnCallPort["begin"] {
  const { pager } = oncall;
  const concerned = (call: Call) => {
    const lead = call.of === "alarms" ? leadOf(call) : undefined;
    const assets = model().assets;
    const dot = lead?.alarm.lastIndexOf(".") ?? -1;
    const asset = lead && [...assets.values()].find(({ id }) => id === lead.alarm.slice(0, dot));
    const rule = asset?.rules.find(({ id }) => id === lead?.alarm.slice(dot + 1));
    return lead && asset && rule ? { lead, asset, rule } : undefined;
  };
  const planOf: OnCallPort["begin"]["plan"] = (call) => {
    const found = concerned(call);
    const version =
      found &&
      emergencies.plans
        .of(found.asset.site)
        .find(({ plan }) => belongsTo(plan, found.asset.type.id, found.rule));
    return version && { id: version.plan.id, title: version.plan.title, about: version.plan.about };
  };
  const nothing = {
    ok: false,
    problem: text(
      "No emergency plan belongs to this alarm. Start one by hand under Emergencies.",
      "该报警未关联应急预案，请在“应急”页面手动启动。",
    ),
  } as const;
  const said = (call: Call, by: StaffId, words: string) =>
    [`${call.members[0]?.where.zh ?? ""} ${call.title.zh} · ${call.title.en}`.trim(), `${by}`, words]
      .filter((part) => part !== "")
      .join(" · ");
  return {
    plan: planOf,
    async startPlan(call, by, words) {
      const plan = planOf(call);
      const found = concerned(call);
      if (!plan || !found) return nothing;
      const { asset } = found;
      const started = await emergencies.room.start({
        site: asset.site,
        plan: plan.id,
        asset: asset.id,
        by,
        words: said(call, by, words),
      });
      if (!started.ok) return started;
      const { id } = started.value;
      const noted = await pager.begun(call.id, { what: "plan", id, by, title: plan.title });
      return { ok: true, id, call: noted.ok ? noted.call : call };
    },
    async openOrder(call, by, words) {
      const found = concerned(call);
      if (!found)
        return {
          ok: false,
          problem: text(
            "This call is about no asset. Open the order under Work.",
            "该呼叫不涉及设备，请在“工单”页面新建。",
          ),
        };
      const { lead, asset, rule } = found;
      const occurrence = desk.get(lead.alarm as AlarmId)?.occurrence ?? lead.occurrence;
      const opened = await maintenance.orders.request(
        {
          // As the alarm's own page does: one open order for one occurrence, whoever asks for it.
          key: `alarm:${lead.alarm}#${occurrence}`,
          site: asset.site,
          title: rule.title,
          description: words,
          priority: rule.priority,
          source: { kind: "alarm", id: lead.alarm },
          asset: asset.id,
        },
        by,
      );
      if (!opened.ok) return { ok: false, problem: text(opened.problem, opened.problem) };
      const { id } = opened.value;
      const noted = await pager.begun(call.id, { what: "order", id, by, title: rule.title });
      return { ok: true, id, call: noted.ok ? noted.call : call };
    },
  };
}
