import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { ScenarioView } from "../../../../../api/contract/index.ts";
import { scenariosQuery, steerScenario } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { useAdvice } from "../../parts/index.ts";

function Line({ scenario }: { scenario: ScenarioView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const maySteer = useMaySteer();
  const steer = useMutation({
    mutationFn: (act: "play" | "stop") => steerScenario(scenario.id, act),
    onSettled: () => queries.invalidateQueries({ queryKey: scenariosQuery.queryKey }),
  });
  return (
    <li className="scenario">
      <span className="scenario-title">
        {pick(scenario.title, lang)}
        {scenario.playing && <span className="soft"> · {t("settings.running")}</span>}
        {scenario.description.en !== scenario.title.en && (
          <span className="faint scenario-more">{pick(scenario.description, lang)}</span>
        )}
        {steer.error && (
          <span className="beside-error" role="alert">
            {" "}
            {advice(steer.error)}
          </span>
        )}
      </span>
      <Button
        size="small"
        type={scenario.playing ? "default" : "primary"}
        loading={steer.isPending}
        disabled={!maySteer}
        title={maySteer ? undefined : t("settings.mayNotPlay")}
        onClick={() => steer.mutate(scenario.playing ? "stop" : "play")}
      >
        {t(scenario.playing ? "settings.stop" : "settings.play")}
      </Button>
    </li>
  );
}

/** Faults to play on the simulated plant; absent where the plant is a real one. */
export function Demo(): ReactNode {
  const t = useWords();
  const { data } = useQuery(scenariosQuery);
  if (!data || data.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="demo">
      <div className="panel-head">
        <h2 id="demo">{t("settings.demo")}</h2>
      </div>
      <p className="soft settings-hint">{t("settings.demoHint")}</p>
      <ul>
        {data.map((scenario) => (
          <Line key={scenario.id} scenario={scenario} />
        ))}
      </ul>
    </section>
  );
}
