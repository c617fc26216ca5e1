import type { ReactNode } from "react";
import type { RuleView } from "../../../../api/contract/index.ts";
import { useWords } from "../app/i18n.ts";
import { useLang } from "../app/preferences.ts";
import { pick } from "../laws/index.ts";

/** What a rule's alarm calls for beside its words: an emergency plan, a maintenance task. Rows of a `dl`. */
export function RuleLinks({ of }: { of: Pick<RuleView, "emergencyPlan" | "maintenanceTask"> }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <>
      {of.emergencyPlan && (
        <>
          <dt>{t("alarm.emergencyPlan")}</dt>
          <dd>{pick(of.emergencyPlan.title, lang)}</dd>
        </>
      )}
      {of.maintenanceTask && (
        <>
          <dt>{t("alarm.maintenanceTask")}</dt>
          <dd>{pick(of.maintenanceTask.title, lang)}</dd>
        </>
      )}
    </>
  );
}
