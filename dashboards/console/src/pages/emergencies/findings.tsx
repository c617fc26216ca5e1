import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import { type ReactNode, useState } from "react";
import type { RunView } from "../../../../../api/contract/index.ts";
import { orderOf, saveReview } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { staffQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import { useKeepRun } from "./use-run.ts";

type Review = NonNullable<RunView["review"]>;
type Measure = Review["measures"] extends (infer M)[] | undefined ? M : never;

const fields = ["cause", "damage", "casualties", "lessons"] as const;

/** Cause, damage, casualties, lessons, and measures with owner and day; a measure becomes a work order. */
export function Findings({ run, changed }: { run: RunView; changed: () => void }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const keep = useKeepRun();
  const lang = useLang();
  const { data: staff } = useQuery(staffQuery);
  // Stays as the reader has it: saving must not fold away the orders that can be made now.
  const [unfolded, setUnfolded] = useState(run.state === "stood-down" && run.review === null);
  const [words, setWords] = useState(() => ({
    cause: run.review?.cause ?? "",
    damage: run.review?.damage ?? "",
    casualties: run.review?.casualties ?? "",
    lessons: run.review?.lessons ?? "",
  }));
  const [loss, setLoss] = useState(run.review?.lossCny == null ? "" : String(run.review.lossCny));
  const [measures, setMeasures] = useState<readonly Measure[]>(run.review?.measures ?? []);
  const taken = (next: RunView) => {
    keep(next);
    setMeasures(next.review?.measures ?? []);
    changed();
  };
  const save = useMutation({
    mutationFn: () =>
      saveReview(run.id, {
        ...words,
        lossCny: loss.trim() === "" ? null : Number(loss),
        measures: [...measures],
      }),
    onSuccess: taken,
  });
  const order = useMutation({ mutationFn: (measure: string) => orderOf(run.id, measure), onSuccess: taken });
  const patch = (id: string, change: Partial<Measure>) =>
    setMeasures((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const saved = new Set((run.review?.measures ?? []).map(({ id }) => id));
  const trouble = save.error ?? order.error;
  return (
    <details
      className="panel fold findings"
      open={unfolded}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>
        <h2>{t("emergency.findings")}</h2>
      </summary>
      <div className="findings-form">
        {fields.map((field) => (
          <label key={field} className="findings-field">
            {t(`emergency.${field}`)}
            <textarea
              className="text-area"
              rows={2}
              maxLength={2_000}
              value={words[field]}
              onChange={(event) => setWords({ ...words, [field]: event.target.value })}
            />
          </label>
        ))}
        <label className="findings-field">
          {t("emergency.loss")}
          <input
            className="filter-text"
            type="number"
            min={0}
            value={loss}
            onChange={(event) => setLoss(event.target.value)}
          />
        </label>
        <h3>{t("emergency.measures")}</h3>
        <ul className="measures">
          {measures.map((measure) => (
            <li key={measure.id}>
              <input
                className="filter-text"
                placeholder={t("emergency.measure")}
                aria-label={t("emergency.measure")}
                value={measure.what}
                onChange={(event) => patch(measure.id, { what: event.target.value })}
              />
              <Select
                showSearch={{ optionFilterProp: "label" }}
                placeholder={t("emergency.owner")}
                aria-label={t("emergency.owner")}
                value={measure.owner || null}
                onChange={(owner) => patch(measure.id, { owner: owner ?? "" })}
                options={(staff?.staff ?? []).map(({ id, name }) => ({ value: id, label: pick(name, lang) }))}
              />
              <input
                className="filter-text"
                type="date"
                aria-label={t("emergency.dueBy")}
                value={measure.dueBy}
                onChange={(event) => patch(measure.id, { dueBy: event.target.value })}
              />
              {measure.order ? (
                <Link to="/orders/$id" params={{ id: measure.order }} className="link num">
                  {t("emergency.order")} {measure.order}
                </Link>
              ) : (
                <Button
                  disabled={!saved.has(measure.id)}
                  loading={order.isPending}
                  onClick={() => order.mutate(measure.id)}
                >
                  {t("emergency.makeOrder")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <span className="step-buttons">
          <Button
            onClick={() =>
              setMeasures((all) => [
                ...all,
                {
                  id: `m${all.length + 1}-${Date.now().toString(36)}`,
                  what: "",
                  owner: "",
                  dueBy: "",
                  order: null,
                },
              ])
            }
          >
            {t("emergency.addMeasure")}
          </Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
            {t("emergency.save")}
          </Button>
          {save.isSuccess && <span className="soft">{t("emergency.saved")}</span>}
        </span>
        {trouble && (
          <span className="beside-error" role="alert">
            {advice(trouble)}
          </span>
        )}
      </div>
    </details>
  );
}
