import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { assetQuery } from "../app/api.ts";
import { useLang } from "../app/preferences.ts";
import { pick } from "../laws/index.ts";

/** What a person then does, as the rule says it; an alarm itself is light and carries no instructions. */
export function Response({ alarm }: { alarm: Pick<AlarmView, "asset" | "rule"> }): ReactNode {
  const lang = useLang();
  const { data } = useQuery(assetQuery(alarm.asset));
  const rule = data?.rules.find((each) => each.id === alarm.rule);
  return rule ? pick(rule.response, lang) : null;
}
