import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { type MaintenanceTab, maintenanceTabs } from "../../app/router.tsx";
import { useMayAct, useMayManage, useSession } from "../../app/session.ts";
import { useSite } from "../../app/site.ts";
import { TabBar, Waiting } from "../../parts/index.ts";
import { Calendar } from "./calendar.tsx";
import { Certificates } from "./certificates.tsx";
import { Compliance } from "./compliance.tsx";
import { Contracts } from "./contracts.tsx";
import { Costs } from "./costs.tsx";
import { Indicators } from "./indicators.tsx";
import { Parts } from "./parts.tsx";
import { PlanTable } from "./plans.tsx";
import { Inbox } from "./requests.tsx";
import "../orders/order-forms.css";
import "../orders/work.css";
import "./maintenance.css";

const route = getRouteApi("/inside/maintenance");

/** Plans and what they come to, papers, money, residents' requests, and how it all goes. */
export function MaintenancePage(): ReactNode {
  const t = useWords();
  const site = useSite();
  const role = useSession()?.role;
  const { tab = "calendar" } = route.useSearch();
  const engineer = role !== undefined && role !== "viewer" && role !== "technician";
  const manager = useMayManage();
  const mayAct = useMayAct();
  // What a role may not read is not offered.
  const tabs = maintenanceTabs.filter(
    (one) => (one !== "costs" || engineer) && (one !== "requests" || role !== "viewer"),
  );
  const shown: Readonly<Record<MaintenanceTab, (id: string) => ReactNode>> = {
    calendar: (id) => <Calendar site={id} may={manager} />,
    plans: (id) => <PlanTable site={id} may={engineer} />,
    compliance: (id) => <Compliance site={id} may={engineer} />,
    contracts: (id) => <Contracts site={id} may={manager} />,
    certificates: (id) => <Certificates site={id} may={engineer} />,
    parts: (id) => <Parts site={id} may={engineer} mayMove={mayAct} />,
    requests: () => <Inbox manager={manager} />,
    costs: (id) => <Costs site={id} may={manager} />,
    kpi: (id) => <Indicators site={id} />,
  };
  return (
    <div className="maintenance panel">
      <div className="panel-head work-head">
        <h1>{t("mnt.title")}</h1>
        <TabBar label={t("mnt.title")}>
          {tabs.map((id) => (
            <Link
              key={id}
              to="/maintenance"
              search={{ tab: id }}
              className={tab === id ? "tab is-here" : "tab"}
              aria-current={tab === id ? "page" : undefined}
            >
              {t(`mnt.${id}`)}
            </Link>
          ))}
        </TabBar>
      </div>
      {site ? shown[tab](site.id) : <Waiting lines={6} />}
    </div>
  );
}
