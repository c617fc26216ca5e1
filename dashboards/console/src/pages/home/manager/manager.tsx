import type { ReactNode } from "react";
import { useSite } from "../../../app/site.ts";
import { Waiting } from "../../../parts/index.ts";
import { Budget } from "./budget.tsx";
import { ComplianceAhead } from "./compliance-ahead.tsx";
import { KeyFigures } from "./key-figures.tsx";
import { Replacement } from "./replacement.tsx";
import { ReportLinks } from "./report-links.tsx";
import { Today } from "./today.tsx";
import "./manager.css";

/** The manager's home: what could go wrong today, what the law asks next, how it went, and the money. */
export function Manager(): ReactNode {
  const site = useSite()?.id;
  if (site === undefined) return <Waiting lines={8} />;
  return (
    <div className="manager">
      <Today site={site} />
      <ComplianceAhead site={site} />
      <KeyFigures site={site} />
      <Budget site={site} />
      <Replacement />
      <ReportLinks site={site} />
    </div>
  );
}
