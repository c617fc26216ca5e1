import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Chain } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { rotasQuery, staffQuery, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { comma, pick } from "../../laws/index.ts";

type Step = Chain["steps"][number];
type Whom = Extract<Step, { do: "notify" }>["who"][number];

/** Whom an audience means, by name. */
export function useWhom(): (whom: Whom) => string {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const { data: rotas } = useQuery(rotasQuery);
  const { data: staff } = useQuery(staffQuery);
  return (whom) => {
    if (whom.to === "role") return t(`oncall.role.${whom.role}`);
    if (whom.to === "person" || whom.to === "contractor") return nameOf(whom.id);
    const list = whom.to === "rota" ? rotas?.rotas : staff?.groups;
    const found = list?.find(({ id }) => id === whom.id);
    return found ? pick(found.name, lang) : whom.id;
  };
}

/** A chain read from left to right. */
export function ChainLine({ steps }: { steps: readonly Step[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const whom = useWhom();
  const nameOf = useNames();
  return (
    <ol className="chain-line">
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <li key={i} className={`chain-step is-${step.do}`}>
          {step.do === "notify" && `${t("oncall.step.notify")} ${step.who.map(whom).join(comma(lang))}`}
          {step.do === "wait" && `${step.minutes} ${t("oncall.stepMinutes")}`}
          {step.do === "repeat" &&
            `${t("oncall.step.repeat")} ${t("oncall.stepFromN", { n: step.fromStep })}${step.times === null ? "" : ` × ${step.times}`}`}
          {step.do === "contractor" &&
            `${t("oncall.step.contractor")} ${nameOf(step.contractor)} · ${
              step.withinMinutes === undefined
                ? t("oncall.stepByContract")
                : `${step.withinMinutes} ${t("oncall.stepMinutes")}`
            }`}
        </li>
      ))}
    </ol>
  );
}
