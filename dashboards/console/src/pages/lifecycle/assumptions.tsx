import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, InputNumber } from "antd";
import { type ReactNode, useState } from "react";
import type { AssumptionsView } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { TroubleNote, Waiting } from "../../parts/index.ts";
import { assumptionsQuery, fleetQuery } from "./api.ts";
import { NumberField } from "./field.tsx";
import { useMoney } from "./words.ts";

type Assumptions = AssumptionsView["assumptions"];
const sides = ["people", "service", "law", "money"] as const;

export function AssumptionsTab(): ReactNode {
  const { data, error, refetch } = useQuery(assumptionsQuery);
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  return data ? <Form key={data.version} view={data} /> : <Waiting lines={8} />;
}

/** What the site believes about money, risk and law; a manager may put its own figures in. */
function Form({ view }: { view: AssumptionsView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const may = useMayManage();
  const queries = useQueryClient();
  const { data: fleet } = useQuery(fleetQuery);
  const [draft, setDraft] = useState<Assumptions>(view.assumptions);
  const save = useMutation({
    mutationFn: () =>
      call<AssumptionsView>("PUT", "/api/lifecycle/assumptions", {
        expected: view.version,
        assumptions: draft,
      }),
    onSuccess: (next) => {
      queries.setQueryData(assumptionsQuery.queryKey, next);
      void queries.invalidateQueries({ queryKey: ["lifecycle", "fleet"] });
      void queries.invalidateQueries({ queryKey: ["lifecycle", "story"] });
    },
  });
  const share = (
    key: "discountRate" | "inflation" | "priceRise" | "unplannedPremium",
    word: string,
    min = -20,
  ) => (
    <NumberField
      label={word}
      min={min}
      max={key === "unplannedPremium" ? 200 : 50}
      step={0.5}
      value={Math.round(draft[key] * 10_000) / 100}
      set={(value) => setDraft({ ...draft, [key]: (value ?? 0) / 100 })}
    />
  );
  const labelOf = (type: string): string => {
    const found = fleet?.fits.find((fit) => fit.type === type);
    return found ? pick(found.label, lang) : type;
  };
  return (
    <section className="panel lc-path">
      <p className="faint">{t("lifecycle.assumptions.hint")}</p>
      <div className="lc-three">
        {share("discountRate", t("lifecycle.assumptions.discount"))}
        {share("inflation", t("lifecycle.assumptions.inflation"))}
        {share("priceRise", t("lifecycle.assumptions.priceRise"))}
        {share("unplannedPremium", t("lifecycle.assumptions.premium"), 0)}
        <NumberField
          label={t("lifecycle.assumptions.mostOfPrice")}
          max={100}
          step={0.5}
          value={draft.mostOfPrice}
          set={(value) => setDraft({ ...draft, mostOfPrice: value ?? 0 })}
        />
      </div>
      <h2>{t("lifecycle.assumptions.consequence")}</h2>
      <div className="lc-scroll">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{t("lifecycle.criticality")}</th>
              {[1, 2, 3, 4, 5].map((n) => (
                <th key={n} scope="col">
                  {t("lifecycle.assumptions.gradeN", { n })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sides.map((side) => (
              <tr key={side}>
                <th scope="row">{t(`lifecycle.assumptions.side.${side}`)}</th>
                {([0, 1, 2, 3, 4] as const).map((n) => (
                  <td key={n}>
                    <InputNumber
                      size="small"
                      min={0}
                      step={1_000}
                      disabled={!may}
                      aria-label={`${t(`lifecycle.assumptions.side.${side}`)} ${n + 1}`}
                      value={draft.consequence[side][n]}
                      onChange={(value) => {
                        const row: Assumptions["consequence"]["people"] = [...draft.consequence[side]];
                        row[n] = value ?? 0;
                        setDraft({ ...draft, consequence: { ...draft.consequence, [side]: row } });
                      }}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{t("lifecycle.assumptions.statute")}</h2>
      <ul className="lc-list">
        {draft.statute.map(({ type, years, basis, source, region }) => (
          <li key={type}>
            <strong>{labelOf(type)}</strong> {t("lifecycle.assumptions.statuteYears", { n: years })} ({region}
            )<div className="soft">{pick(basis, lang)}</div>
            <div className="faint">{source}</div>
          </li>
        ))}
      </ul>
      <h2>{t("lifecycle.assumptions.funding")}</h2>
      <ul className="lc-list">
        {draft.funding.map(({ id, name, types }) => (
          <li key={id}>
            <strong>{pick(name, lang)}</strong>{" "}
            <span className="soft">
              {types
                .map((type) => (type === "*" ? t("lifecycle.assumptions.rest") : labelOf(type)))
                .join(lang === "zh" ? "、" : ", ")}
            </span>
          </li>
        ))}
      </ul>
      <h2>{t("lifecycle.assumptions.mobilisation")}</h2>
      <ul className="lc-list lc-columns">
        {Object.entries(draft.mobilisationCny).map(([type, cny]) => (
          <li key={type}>
            {labelOf(type)} <span className="num soft">{money(cny)}</span>
          </li>
        ))}
      </ul>
      {save.error && <TroubleNote error={save.error} />}
      {may && (
        <div className="lc-buttons">
          <Button
            type="primary"
            loading={save.isPending}
            disabled={JSON.stringify(draft) === JSON.stringify(view.assumptions)}
            onClick={() => save.mutate()}
          >
            {t("lifecycle.assumptions.save")}
          </Button>
          {save.isSuccess && <span role="status">{t("lifecycle.assumptions.saved")}</span>}
        </div>
      )}
    </section>
  );
}
