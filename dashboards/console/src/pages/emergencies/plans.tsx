import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { plansQuery } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { useSite } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, Waiting } from "../../parts/index.ts";
import { StartForm } from "./start-form.tsx";

/** The plan library as the site has it. */
export function Plans(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const site = useSite();
  const may = useMaySteer();
  const [starting, setStarting] = useState<string>();
  const { data, error, refetch } = useQuery({ ...plansQuery(site?.id ?? ""), enabled: site !== undefined });
  if (error) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={6} />;
  return (
    <>
      <ul className="plan-list">
        {data.plans.map(({ plan, version }) => (
          <li key={plan.id} className={`plan-card grade-${plan.grade}`}>
            <Link to="/emergencies/plans/$plan" params={{ plan: plan.id }} className="plan-body">
              <span className="run-card-head">
                <strong>{pick(plan.title, lang)}</strong>
                <span className="faint">{t("emergency.grade", { grade: plan.grade })}</span>
                <span className="faint">
                  {version === 0 ? t("emergency.planLibrary") : t("emergency.planVersion", { n: version })}
                </span>
              </span>
              <span className="soft">{pick(plan.about, lang)}</span>
              <span className="faint">
                {t("emergency.planSteps", { n: plan.steps.length, clocks: plan.clocks.length })} ·{" "}
                {t(`emergency.planTrigger.${plan.trigger.by}`)}
              </span>
            </Link>
            <Button
              size="small"
              whyNot={may ? undefined : t("needs.engineer")}
              onClick={() => setStarting(plan.id)}
            >
              {t("emergency.start")}
            </Button>
          </li>
        ))}
      </ul>
      {starting !== undefined && <StartForm plan={starting} close={() => setStarting(undefined)} />}
    </>
  );
}
