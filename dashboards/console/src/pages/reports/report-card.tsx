import type { ReactNode } from "react";
import type { ReportKind } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/index.ts";
import { PaperState, usePapers } from "../../parts/papers/index.ts";
import { type Chosen, pathOf } from "./api.ts";

/** One report: what it says, of when, and a button for each format. Long ones show their seconds and can be stopped. */
export function ReportCard({
  report,
  chosen,
  language,
  period,
}: {
  report: ReportKind;
  chosen: Chosen;
  language: "en" | "zh";
  period: string;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { making, make, stop } = usePapers();
  const title = pick(report.title, lang);
  const lacks = pathOf(report.path, chosen, "pdf", language) === undefined;
  const name = [report.title[language], period, language].filter((word) => word !== "").join(" ");
  return (
    <article className="panel report-card" aria-label={title}>
      <h3>
        {title} {period !== "" && <span className="faint">{period}</span>}
      </h3>
      <p className="soft">{pick(report.about, lang)}</p>
      {lacks && (
        <p className="faint">{t(report.period === "scenario" ? "reports.noScenario" : "reports.noRun")}</p>
      )}
      <div className="report-acts">
        {report.formats.map((format) => (
          <Button
            key={format}
            icon={<Icon name="download" size={16} />}
            disabled={lacks || making.is === "making"}
            aria-label={`${title}: ${format.toUpperCase()}`}
            onClick={() => {
              const path = pathOf(report.path, chosen, format, language);
              if (path !== undefined) void make(path, `${name}.${format}`, language);
            }}
          >
            {format.toUpperCase()}
          </Button>
        ))}
        <PaperState making={making} stop={stop} />
      </div>
    </article>
  );
}
