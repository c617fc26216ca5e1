import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import type { ScenarioView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { colon } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/index.ts";
import { saveRegister } from "./register-with-mistakes.ts";
import { Line } from "./scenario-line.tsx";

const story = {
  s1: { plays: ["pump-dry-run"], opens: ["alarms", "oncall", "work"] },
  s2: { plays: ["lift-entrapment"], opens: ["emergencies", "oncall"] },
  s3: { plays: ["fire-floor-12"], opens: ["emergencies", "alarms"] },
  s4: { plays: ["feeder-loss"], opens: ["alarms", "estate"] },
  s5: { plays: ["gateway-loss"], opens: ["estate", "trend"] },
  s6: { plays: ["bearing-wear", "pump-overhauled"], opens: ["plans", "wear", "pump", "trend"] },
  s7: { plays: [], opens: ["compliance"] },
  s8: { plays: ["levelling"], opens: ["report", "requests"] },
  s9: { plays: [], opens: ["plan"] },
  s10: { plays: ["chattering-level"], opens: ["kpi"] },
  s11: { plays: ["lift-entrapment"], opens: ["drills"] },
  s12: { plays: [], opens: ["import", "gateways"] },
  s13: { plays: ["phase-sag"], opens: ["alarms", "storage"] },
} as const satisfies Record<string, { plays: readonly string[]; opens: readonly Opens[] }>;
type StoryId = keyof typeof story;
const storyIds = Object.keys(story) as StoryId[];

const ways = {
  alarms: { to: "/alarms" },
  emergencies: { to: "/emergencies" },
  oncall: { to: "/oncall" },
  work: { to: "/work" },
  estate: { to: "/", search: { home: "engineer" } },
  trend: {
    to: "/trends",
    search: { points: "riverside.b1-booster-1.vibration_mm_s,riverside.b2-lift-1.motor_temp_C", range: "1h" },
  },
  wear: { to: "/trends", search: { points: "riverside.b1-booster-2.vibration_mm_s", range: "90d" } },
  lifecycle: { to: "/lifecycle" },
  plan: { to: "/lifecycle", search: { tab: "plan" } },
  plans: { to: "/maintenance", search: { tab: "plans" } },
  pump: { to: "/lifecycle/assets/$id", params: { id: "riverside.b1-booster-2" } },
  compliance: { to: "/maintenance", search: { tab: "compliance" } },
  requests: { to: "/maintenance", search: { tab: "requests" } },
  report: { to: "/q/$id", params: { id: "riverside.b1-lift-1" } },
  kpi: { to: "/alarms", search: { tab: "kpi" } },
  drills: { to: "/emergencies", search: { tab: "drills" } },
  import: { to: "/settings/site" },
  gateways: { to: "/settings", hash: "gateways" },
  storage: { to: "/settings", hash: "storage" },
} as const;
type Opens = keyof typeof ways;

/** The product in thirteen stories: what to play, what to watch, where to click. */
export function Stories({ scenarios }: { scenarios: readonly ScenarioView[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <section className="panel settings-wide" aria-labelledby="stories">
      <div className="panel-head">
        <h2 id="stories">{t("stories.title")}</h2>
      </div>
      <p className="soft settings-hint">{t("stories.says")}</p>
      <ol className="stories">
        {storyIds.map((id, i) => {
          const plays: readonly string[] = story[id].plays;
          return (
            <li key={id} className="story-told">
              <h3>
                <span className="num faint">{i + 1}</span> {t(`stories.${id}.title`)}
              </h3>
              <p className="soft">{t(`stories.${id}.watch`)}</p>
              {plays.length > 0 && (
                <ul>
                  {plays.map((name) => {
                    const scenario = scenarios.find((one) => one.id === name);
                    return scenario && <Line key={name} scenario={scenario} brief />;
                  })}
                </ul>
              )}
              {id === "s12" && (
                <Button
                  size="small"
                  className="story-saves"
                  icon={<Icon name="download" size={16} />}
                  onClick={saveRegister}
                >
                  {t("stories.s12.register")}
                </Button>
              )}
              <p className="story-ways">
                <span className="faint">
                  {t(plays.length > 0 ? "stories.goes" : "stories.byHand")}
                  {colon(lang)}
                </span>{" "}
                {story[id].opens.map((way, nth) => (
                  <Fragment key={way}>
                    {nth > 0 && " · "}
                    <Link {...ways[way]} className="link">
                      {t(`stories.open.${way}`)}
                    </Link>
                  </Fragment>
                ))}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
