import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ReportView } from "../../../../../api/contract/index.ts";
import { pdfPath, reportQuery, runQuery } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { TroubleNote, Waiting } from "../../parts/index.ts";
import { Findings } from "./findings.tsx";
import "../alarms/alarms.css";
import "./emergencies.css";
import "./report.css";

/** The after-action report on the screen, the findings to be written, and both PDFs. */
export function ReportPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { id } = useParams({ from: "/inside/emergencies/$id/report" });
  const may = useMaySteer();
  const { data: run } = useQuery(runQuery(id));
  const { data: report, error, refetch } = useQuery({ ...reportQuery(id, lang), staleTime: 0 });
  if (error) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!report || !run) return <Waiting lines={10} />;
  return (
    <div className="report-page">
      <div className="report-acts">
        <Link to="/emergencies/$id" params={{ id }} className="link">
          ← {t("emergency.back")}
        </Link>
        <a className="link" href={pdfPath(id, "zh")} target="_blank" rel="noreferrer">
          {t("emergency.pdfZh")}
        </a>
        <a className="link" href={pdfPath(id, "en")} target="_blank" rel="noreferrer">
          {t("emergency.pdfEn")}
        </a>
        {!run.drill && (
          <a className="link" href={pdfPath(id, lang, "authority")} target="_blank" rel="noreferrer">
            {t("emergency.authorityPdf")}
          </a>
        )}
      </div>
      {may && <Findings run={run} changed={() => void refetch()} />}
      <Paper report={report} />
    </div>
  );
}

/** A report as a page of paper. */
export function Paper({ report }: { report: ReportView }): ReactNode {
  const keyed = report.blocks.map((block, i) => ({ block, key: `${i}.${block.is}` }));
  return (
    <article className="panel paper" lang={report.language === "zh" ? "zh-CN" : "en"}>
      {report.mark && <span className="drill-mark is-big">{report.mark}</span>}
      <h1>{report.title}</h1>
      {report.subtitle && <p className="soft">{report.subtitle}</p>}
      {keyed.map(({ block, key }) => (
        <Block key={key} block={block} />
      ))}
    </article>
  );
}

function Block({ block }: { block: ReportView["blocks"][number] }): ReactNode {
  switch (block.is) {
    case "heading":
      return block.level === 2 ? <h3>{block.text}</h3> : <h2>{block.text}</h2>;
    case "paragraph":
      return <p className={block.tone === "warn" ? "is-warn" : "soft"}>{block.text}</p>;
    case "table":
      if (block.rows.length === 0 && block.empty) return <p className="faint">{block.empty}</p>;
      return (
        <div className="scrolls">
          <table className="rows paper-table">
            <thead>
              <tr>
                {block.columns.map(({ title, align, width }) => (
                  <th key={title} className={classOf(align, width)}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows
                .map((row, i) => ({ row, key: `${i}.${row[0]}` }))
                .map(({ row, key }) => (
                  <tr key={key}>
                    {block.columns.map(({ title, align, width }, i) => (
                      <td key={title} className={classOf(align, width)}>
                        {row[i]}
                      </td>
                    ))}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      );
    case "facts":
      return (
        <dl className="paper-facts">
          {block.entries.map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case "list":
      return (
        <ol className="paper-list">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      );
    case "photo":
      return (
        <figure>
          <img src={`/api/files/${block.file.id}`} alt={block.caption ?? block.file.name} />
          <figcaption className="faint">{block.caption ?? block.file.name}</figcaption>
        </figure>
      );
    case "chart":
      return (
        <figure>
          <img src={pictureOf(block.svg)} alt={block.alt ?? block.caption ?? ""} />
          {block.caption && <figcaption className="faint">{block.caption}</figcaption>}
        </figure>
      );
    case "signature":
      return (
        <p className="paper-sign">
          <span>{block.role}</span>
          <span className="paper-line">{block.name}</span>
        </p>
      );
    case "page-break":
      return <hr />;
    default:
      return block satisfies never;
  }
}

const classOf = (align?: string, width?: string | number): string | undefined =>
  [align === "right" && "num", width === "fit" && "is-fit"].filter(Boolean).join(" ") || undefined;

/** As a picture, so that no markup of a report is ever part of the page. */
const pictureOf = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
