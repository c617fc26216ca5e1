import { Dropdown, Select } from "antd";
import type { ReactNode } from "react";
import type { LifecycleScenarioView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/index.ts";
import { PaperState, usePapers } from "../../parts/papers/index.ts";
import { reportPath } from "./api.ts";

export function ScenarioSelect({
  scenarios,
  chosen,
  choose,
}: {
  scenarios: readonly LifecycleScenarioView[];
  chosen: string;
  choose: (id: string) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <Select
      className="lc-select"
      aria-label={t("lifecycle.scenario")}
      value={chosen}
      onChange={choose}
      options={scenarios.map(({ id, scenario }) => ({ value: id, label: pick(scenario.name, lang) }))}
    />
  );
}

/** The plan on paper: for the committee, for finance, for a spreadsheet. Shows its seconds and can be stopped. */
export function Reports({
  scenario: { id, scenario },
  beside,
}: {
  scenario: LifecycleScenarioView;
  beside: readonly string[];
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { making, make, stop } = usePapers();
  const { firstYear, years } = scenario;
  const entry = (format: "pdf" | "xlsx" | "csv", language: "en" | "zh", label: string) => ({
    key: `${format} ${language}`,
    label,
    onClick: () =>
      void make(
        reportPath(id, format, language, beside),
        `renewal-plan-${firstYear}-${firstYear + years - 1}-${language}.${format}`,
        language,
      ),
  });
  return (
    <>
      <PaperState making={making} stop={stop} />
      <Dropdown
        trigger={["click"]}
        disabled={making.is === "making"}
        menu={{
          items: [
            entry("pdf", "zh", t("lifecycle.reportPdfZh")),
            entry("pdf", "en", t("lifecycle.reportPdfEn")),
            entry("xlsx", lang, t("lifecycle.reportXlsx")),
            entry("csv", lang, t("lifecycle.reportCsv")),
          ],
        }}
      >
        <Button icon={<Icon name="download" size={16} />}>{t("lifecycle.report")}</Button>
      </Dropdown>
    </>
  );
}
