import type { ReactNode } from "react";
import type { ProposalView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { unitText } from "../../laws/index.ts";

/** A proposal in words, with what it would have made of the alarm's own history. */
export function ProposalText({ proposal }: { proposal: ProposalView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { change, from, to, unit, before, after } = proposal;
  const shown = unit === "s" ? (lang === "zh" ? "秒" : "s") : unitText(unit, lang);
  return (
    <span>
      {t(`kpi.change.${change}`, { from, to, unit: shown })}{" "}
      <strong className="num">{t("kpi.becomes", { before, after })}</strong>{" "}
      <span className="faint">{t(change === "deadband" ? "kpi.estimate" : "kpi.noneLost")}</span>
    </span>
  );
}
