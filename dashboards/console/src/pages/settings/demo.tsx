import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { scenariosQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useSimulated } from "../../app/session.ts";
import { Line } from "./scenario-line.tsx";
import { Stories } from "./stories.tsx";

/** Faults to play on the simulated plant; absent where the plant is a real one. */
export function Demo(): ReactNode {
  const t = useWords();
  const { data } = useQuery({ ...scenariosQuery, enabled: useSimulated() });
  if (!data || data.length === 0) return null;
  return (
    <>
      <Stories scenarios={data} />
      <section className="panel settings-wide" aria-labelledby="demo">
        <div className="panel-head">
          <h2 id="demo">{t("settings.demo")}</h2>
        </div>
        <p className="soft settings-hint">{t("settings.demoHint")}</p>
        <ul className="scenarios">
          {data.map((scenario) => (
            <Line key={scenario.id} scenario={scenario} />
          ))}
        </ul>
      </section>
    </>
  );
}
