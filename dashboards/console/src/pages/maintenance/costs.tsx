import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { type ReactNode, useState } from "react";
import type { CostView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { costsQuery } from "../../app/work-api.ts";
import { pick } from "../../laws/index.ts";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { Icon, Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { BudgetForm, TariffForm } from "./forms/money-forms.tsx";

const cny = (value: number): string => Math.round(value).toLocaleString();
type Money = Pick<CostView["lines"][number], "budget" | "spent" | "accrued" | "committed">;
const sum = (lines: readonly Money[], key: keyof Money): number =>
  lines.reduce((all, line) => all + line[key], 0);

/** A year's budget against what came: spent, accrued, committed, left. */
export function Costs({ site, may }: { site: string; may: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [year, setYear] = useState<number>();
  const [edited, setEdited] = useState<"budget" | "tariff">();
  const { data, error, refetch } = useQuery(costsQuery(site, year));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={8} />;
  const file = (format: string) =>
    `/api/maintenance/costs/export?${new URLSearchParams({ site, year: String(data.year), format, lang })}`;
  const total: Money = {
    budget: sum(data.lines, "budget"),
    spent: sum(data.lines, "spent"),
    accrued: sum(data.lines, "accrued"),
    committed: sum(data.lines, "committed"),
  };
  const row = (line: Money) => {
    const left = line.budget - line.spent - line.accrued - line.committed;
    return (
      <>
        <td className="num right">{cny(line.budget)}</td>
        <td className="num right">{cny(line.spent)}</td>
        <td className="num right">{cny(line.accrued)}</td>
        <td className="num right">{cny(line.committed)}</td>
        <td className={left < 0 && line.budget > 0 ? "num right order-late" : "num right"}>
          {line.budget > 0 ? cny(left) : ""}
        </td>
      </>
    );
  };
  return (
    <div className="mnt-scroll">
      <div className="mnt-bar">
        <Select
          aria-label={t("mnt.budget")}
          value={data.year}
          options={data.years.map((value) => ({ value, label: String(value) }))}
          onChange={setYear}
        />
        {may && (
          <>
            <Button onClick={() => setEdited("budget")}>{t("keep.budgets")}</Button>
            <Button onClick={() => setEdited("tariff")}>{t("keep.tariff")}</Button>
          </>
        )}
        <span className="mnt-pack">
          {(["xlsx", "csv"] as const).map((format) => (
            <ButtonLink key={format} icon={<Icon name="download" size={16} />} href={file(format)}>
              {t("mnt.export")} {format.toUpperCase()}
            </ButtonLink>
          ))}
        </span>
      </div>
      {data.lines.length === 0 ? (
        <Quiet>{t("mnt.noCosts")}</Quiet>
      ) : (
        <div className="table-scroll">
          <table className="rows cost-rows">
            <thead>
              <tr>
                <th scope="col">{t("mnt.systemHead")}</th>
                <th scope="col">{t("mnt.kindHead")}</th>
                {(["budget", "spent", "accrued", "committed", "left"] as const).map((key) => (
                  <th key={key} scope="col" className="right">
                    {t(`mnt.${key}`)} ¥
                  </th>
                ))}
                <th scope="col">
                  <span className="only-heard">{t("mnt.workByMonth")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.lines.map((line) => (
                <tr key={`${line.system}${line.kind}`}>
                  <td>{t(`mnt.system.${line.system}`)}</td>
                  <td>{t(`mnt.kind.${line.kind}`)}</td>
                  {row(line)}
                  <td>
                    <Months months={line.months} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr className="total">
                <td colSpan={2}>
                  <strong>{t("mnt.total")}</strong>
                </td>
                {row(total)}
                <td />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      {data.energy && (
        <section className="paper">
          <h2>{t("mnt.energyNow")}</h2>
          <dl className="scorecard">
            {data.energy.bands.map((band) => (
              <div key={band.name.en} className="figure">
                <dt className="soft">{pick(band.name, lang)}</dt>
                <dd className="num">
                  <strong>¥{cny(band.cny)}</strong> <span className="faint">{cny(band.kwh)} kWh</span>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {edited === "budget" && <BudgetForm view={data} close={() => setEdited(undefined)} />}
      {edited === "tariff" && <TariffForm view={data} close={() => setEdited(undefined)} />}
    </div>
  );
}

/** Twelve small bars, the greatest month full height. */
function Months({ months }: { months: readonly number[] }): ReactNode {
  const most = Math.max(1, ...months);
  return (
    <svg className="months" viewBox="0 0 60 20" width={60} height={20} aria-hidden="true">
      <path d={months.map((value, i) => `M${i * 5} 20v${-(value / most) * 18}h4V20z`).join("")} />
    </svg>
  );
}
