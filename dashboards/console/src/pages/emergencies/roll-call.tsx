import { useMutation } from "@tanstack/react-query";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { RunView, StepView } from "../../../../../api/contract/index.ts";
import { rollCall } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import { useKeepRun } from "./use-run.ts";

type Entry = Omit<StepView["roll"][number], "title">;

/** Lines by floor, team or name: there, missing, not known yet; every click is written down. */
export function RollCall({ run, step }: { run: RunView; step: StepView }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const keep = useKeepRun();
  const lang = useLang();
  const [line, setLine] = useState("");
  const count = useMutation({
    mutationFn: (entry: Entry) => rollCall(run.id, step.id, entry),
    onSuccess: keep,
  });
  const say = ({ name, is, count: n }: Entry) =>
    count.mutate({ name, is, ...(n === undefined ? {} : { count: n }) });
  return (
    <div className="roll">
      <ul>
        {step.roll.map((entry) => (
          <li key={entry.name} className={`is-${entry.is}`}>
            <span>{pick(entry.title, lang)}</span>
            <input
              className="filter-text roll-count"
              type="number"
              min={0}
              aria-label={`${pick(entry.title, lang)}: ${t("emergency.count")}`}
              defaultValue={entry.count ?? ""}
              onBlur={(event) => {
                const n = event.target.value === "" ? undefined : Number(event.target.value);
                if (n !== entry.count) say({ ...entry, count: n });
              }}
            />
            <Segmented<Entry["is"]>
              size="small"
              value={entry.is}
              onChange={(is) => say({ ...entry, is })}
              options={[
                { value: "present", label: t("emergency.present") },
                { value: "missing", label: t("emergency.missingPerson") },
                { value: "unknown", label: t("emergency.unknown") },
              ]}
            />
          </li>
        ))}
      </ul>
      <span className="pair">
        <input
          className="filter-text"
          placeholder={t("emergency.line")}
          aria-label={t("emergency.line")}
          value={line}
          onChange={(event) => setLine(event.target.value)}
        />
        <Button
          disabled={line.trim() === ""}
          onClick={() => {
            say({ name: line.trim(), is: "unknown" });
            setLine("");
          }}
        >
          {t("emergency.addLine")}
        </Button>
      </span>
      {count.error && (
        <span className="beside-error" role="alert">
          {advice(count.error)}
        </span>
      )}
    </div>
  );
}
