import { Button } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ReportKind } from "../../../../../api/contract/index.ts";
import { callForFile, Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { save } from "../../parts/figure/index.ts";
import { Icon, TroubleNote } from "../../parts/index.ts";
import { type Chosen, pathOf } from "./api.ts";

type Format = ReportKind["formats"][number];
type Making =
  | { readonly is: "idle" }
  | { readonly is: "making"; readonly format: Format; readonly since: number }
  | { readonly is: "done"; readonly name: string }
  | { readonly is: "failed"; readonly error: unknown };

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
  const [making, setMaking] = useState<Making>({ is: "idle" });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const title = pick(report.title, lang);
  const lacks = pathOf(report.path, chosen, "pdf", language) === undefined;

  const make = async (format: Format) => {
    const path = pathOf(report.path, chosen, format, language);
    if (path === undefined) return;
    const own = new AbortController();
    stop.current = own;
    setMaking({ is: "making", format, since: Date.now() });
    try {
      const blob = await callForFile(path, { signal: own.signal, lang: language });
      const name = [report.title[language], period, language].filter((word) => word !== "").join(" ");
      const href = URL.createObjectURL(blob);
      save(href, `${name}.${format}`);
      // A busy browser fetches it a little later.
      setTimeout(() => URL.revokeObjectURL(href), 60_000);
      setMaking({ is: "done", name: `${name}.${format}` });
    } catch (error) {
      if (!own.signal.aborted) setMaking({ is: "failed", error: error ?? new Trouble(0) });
    }
  };
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
            onClick={() => void make(format)}
          >
            {format.toUpperCase()}
          </Button>
        ))}
        {making.is === "making" && (
          <Making
            since={making.since}
            stop={() => {
              stop.current?.abort();
              setMaking({ is: "idle" });
            }}
          />
        )}
        {making.is === "done" && (
          <span role="status" className="faint">
            {t("reports.saved", { name: making.name })}
          </span>
        )}
      </div>
      {making.is === "failed" && <TroubleNote error={making.error} />}
    </article>
  );
}

function Making({ since, stop }: { since: number; stop: () => void }): ReactNode {
  const t = useWords();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds(Math.round((Date.now() - since) / 1_000)), 500);
    return () => clearInterval(ticking);
  }, [since]);
  return (
    <>
      <span role="status" className="report-making">
        {t("reports.making")} <span className="num">{seconds} s</span>
      </span>
      <Button size="small" onClick={stop}>
        {t("reports.stop")}
      </Button>
    </>
  );
}
