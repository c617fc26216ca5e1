import { Button, Dropdown, Select } from "antd";
import type { ReactNode } from "react";
import type { LifecycleScenarioView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Icon } from "../../parts/index.ts";
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

/** The plan on paper: for the committee, for finance, for a spreadsheet. */
export function Reports({ id, beside }: { id: string; beside: readonly string[] }): ReactNode {
  const t = useWords();
  const entry = (key: string, href: string, label: string) => ({
    key,
    label: (
      <a href={href} download>
        {label}
      </a>
    ),
  });
  const lang = useLang();
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          entry("zh", reportPath(id, "pdf", "zh", beside), t("lifecycle.reportPdfZh")),
          entry("en", reportPath(id, "pdf", "en", beside), t("lifecycle.reportPdfEn")),
          entry("xlsx", reportPath(id, "xlsx", lang, beside), t("lifecycle.reportXlsx")),
          entry("csv", reportPath(id, "csv", lang, beside), t("lifecycle.reportCsv")),
        ],
      }}
    >
      <Button icon={<Icon name="download" size={16} />}>{t("lifecycle.report")}</Button>
    </Dropdown>
  );
}
