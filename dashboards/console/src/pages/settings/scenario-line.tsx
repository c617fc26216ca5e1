import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ScenarioView } from "../../../../../api/contract/index.ts";
import { scenariosQuery, steerScenario } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";

/** A fault with its button; `brief` without what it does. */
export function Line({ scenario, brief = false }: { scenario: ScenarioView; brief?: boolean }): ReactNode {
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
        {!brief && scenario.description.en !== scenario.title.en && (
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
        whyNot={maySteer ? undefined : t("settings.mayNotPlay")}
        onClick={() => steer.mutate(scenario.playing ? "stop" : "play")}
      >
        {t(scenario.playing ? "settings.stop" : "settings.play")}
      </Button>
    </li>
  );
}
