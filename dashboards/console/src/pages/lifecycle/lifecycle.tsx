import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import type { LifecycleTab } from "../../app/router.tsx";
import { TabBar } from "../../parts/index.ts";
import { ApprovalTab } from "./approval.tsx";
import { AssumptionsTab } from "./assumptions.tsx";
import { CompareTab } from "./compare.tsx";
import { FleetTab } from "./fleet.tsx";
import { PlanTab } from "./plan.tsx";
import "./lifecycle.css";

const route = getRouteApi("/inside/lifecycle");
const tabs: readonly LifecycleTab[] = ["fleet", "plan", "compare", "approval", "assumptions"];

/** What to replace, when, and why: the fleet, the plan, scenarios side by side, the way to the money. */
export function LifecyclePage(): ReactNode {
  const t = useWords();
  const { tab = "fleet", scenario } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (id: string) => void navigate({ search: (before) => ({ ...before, scenario: id }) });
  return (
    <div className="lc">
      <div className="panel panel-head">
        <h1>{t("lifecycle.title")}</h1>
        <TabBar label={t("lifecycle.title")}>
          {tabs.map((one) => (
            <Link
              key={one}
              to="/lifecycle"
              search={(before) => ({ ...before, tab: one })}
              className={tab === one ? "tab is-here" : "tab"}
              aria-current={tab === one ? "page" : undefined}
            >
              {t(`lifecycle.tab.${one}`)}
            </Link>
          ))}
        </TabBar>
      </div>
      {tab === "fleet" && <FleetTab />}
      {tab === "plan" && <PlanTab scenario={scenario} choose={choose} />}
      {tab === "compare" && (
        <CompareTab open={(id) => void navigate({ search: { tab: "plan", scenario: id } })} />
      )}
      {tab === "approval" && <ApprovalTab scenario={scenario} choose={choose} />}
      {tab === "assumptions" && <AssumptionsTab />}
    </div>
  );
}
