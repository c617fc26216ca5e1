import type { Alarm, RuleType } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import { type Member, mayFollow, type Routed, type StaffId } from "../../facility/oncall/index.ts";
import { type Text, text } from "../../facility/units/index.ts";

/** The rule behind an alarm; undefined where the model has lost it. */
export const ruleOf = (model: AssetModel, alarm: Pick<Alarm, "asset" | "rule">): RuleType | undefined =>
  model.assets.get(alarm.asset)?.rules.find(({ id }) => id === alarm.rule);

/** An alarm as routes see it, as a member of a call, and what to do about it. */
export function described(
  model: AssetModel,
  alarm: Alarm,
): { readonly routed: Routed; readonly member: Member; readonly body: Text } {
  const asset = model.assets.get(alarm.asset);
  const rule = ruleOf(model, alarm);
  const place = (language: keyof Text) =>
    [...(asset?.places.map(({ name }) => name[language]) ?? []), asset?.name[language] ?? alarm.asset].join(
      " · ",
    );
  return {
    routed: {
      alarm: alarm.id,
      asset: alarm.asset,
      site: asset?.site ?? alarm.asset.slice(0, alarm.asset.indexOf(".")),
      system: asset?.system ?? "network",
      type: asset?.type.id ?? "",
      places: asset?.places.map(({ id }) => id) ?? [],
      tags: asset?.tags ?? [],
      rule: alarm.rule,
      priority: rule?.priority ?? "medium",
      lifeSafety: rule?.lifeSafety ?? false,
      explains: rule?.explains !== undefined,
      mayFollow: rule ? mayFollow(rule) : false,
    },
    member: {
      alarm: alarm.id,
      occurrence: alarm.occurrence,
      title: rule?.title ?? text(alarm.rule, alarm.rule),
      where: { en: place("en"), zh: place("zh") },
      priority: rule?.priority ?? "medium",
      raisedAt: alarm.changedAt,
      is: "calling",
    },
    body: rule
      ? text(`What to do: ${rule.response.en}`, `处置：${rule.response.zh}`)
      : text("Look on the spot, then acknowledge.", "请到现场查看后确认。"),
  };
}

/** What an alarm's state means to whoever was told of it. A danger to people calls until somebody has looked. */
export function standing(
  { state }: Pick<Alarm, "state">,
  rule: Pick<RuleType, "lifeSafety"> | undefined,
): { readonly is: Member["is"]; readonly by?: StaffId } {
  switch (state.is) {
    case "unacknowledged":
    case "latched":
      return { is: "calling" };
    case "returned":
      return { is: rule?.lifeSafety ? "calling" : "over" };
    case "acknowledged":
    case "latched-acknowledged":
      return { is: "acknowledged", by: state.by };
    case "normal":
      return { is: "over" };
    case "shelved":
    case "suppressed":
    case "out-of-service":
      return { is: "explained" };
    default:
      return state satisfies never;
  }
}
