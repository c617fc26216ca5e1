import type { Priority } from "../../facility/alarms/index.ts";
import type { Asset } from "../../facility/assets/index.ts";
import { type PlanVersion, type Run, type Trigger, whereIs } from "../../facility/emergency/index.ts";
import { type Text, text } from "../../facility/units/index.ts";
import type { EmergencyOptions, StartAsked } from "./ports.ts";

type Fit =
  | { readonly ok: true; readonly value: { readonly version: PlanVersion; readonly trigger: Trigger } }
  | { readonly ok: false; readonly problem: Text };

const refused = (en: string, zh: string): Fit => ({ ok: false, problem: text(en, zh) });

/** Whether what a person asks to start is there and may begin now; with the plan's version and the trigger. */
export function fitAsked(
  { site, plan, by, words, drill, asset: id }: StartAsked,
  { plans, model, clock }: Pick<EmergencyOptions, "plans" | "model" | "clock">,
  runs: readonly Run[],
): Fit {
  const known = model().sites.find((one) => one.id === site);
  if (!known) return refused(`There is no site ${site}.`, `项目 ${site} 不存在。`);
  const version = plans.get(site, plan);
  if (!version) return refused(`Site ${site} has no plan ${plan}.`, `项目 ${site} 没有预案 ${plan}。`);
  const asset = id === undefined ? undefined : model().assets.get(id);
  if (id !== undefined && asset?.site !== site)
    return refused(`${id} is no asset of site ${site}.`, `设备 ${id} 不属于项目 ${site}。`);
  const real = runs.find((run) => run.site === site && !run.drill && run.state.is === "running");
  if (drill && real)
    return refused(
      `A real emergency is under way (${real.plan.title.en}). A drill begins when it is over.`,
      `真实警情处置中（${real.plan.title.zh}），结束后方可演练。`,
    );
  const where = whereIs(asset, known.name);
  const trigger: Trigger = { by: "person", person: by, words, at: clock(), asset: asset?.id ?? null, where };
  return { ok: true, value: { version, trigger } };
}

/** Of the alarm that began it; a person who begins a plan by hand means the worst. */
export const priorityOf = (asset: Asset, trigger: Trigger): Priority =>
  (trigger.by === "alarm" && asset.rules.find(({ id }) => trigger.alarm === `${asset.id}.${id}`)?.priority) ||
  "critical";
