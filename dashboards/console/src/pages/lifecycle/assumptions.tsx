import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { InputNumber } from "antd";
import { type ReactNode, useState } from "react";
import type { AssumptionsView } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage } from "../../app/session.ts";
import { catalogQuery } from "../../app/sites-api.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { ReadOnly, TroubleNote, Waiting } from "../../parts/index.ts";
import { assumptionsQuery } from "./api.ts";
import { ByType } from "./assumption-by-type.tsx";
import { FundingList, StatuteList } from "./assumption-lists.tsx";
import { NumberField } from "./field.tsx";

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
  const may = useMayManage();
  const queries = useQueryClient();
  const { data: catalog } = useQuery(catalogQuery);
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
  const types = new Map(
    (catalog?.types ?? []).map(({ id, label }): [string, string] => [id, pick(label, lang)]),
  );
  const lists = { draft, set: setDraft, may, types };
  return (
    <section className="panel lc-path">
      <p className="faint">{t("lifecycle.assumptions.hint")}</p>
      <ReadOnly may={may} needs="manager" />
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
      <StatuteList {...lists} />
      <h2>{t("lifecycle.assumptions.funding")}</h2>
      <FundingList {...lists} />
      <h2>{t("lifecycle.assumptions.mobilisation")}</h2>
      <ByType
        {...lists}
        of="mobilisationCny"
        word={t("lifecycle.assumptions.mobilisation")}
        step={1_000}
        least={0}
      />
      <h2>{t("lifecycle.assumptions.failures")}</h2>
      <ByType
        {...lists}
        of="usualFailures"
        word={t("lifecycle.assumptions.failures")}
        step={0.1}
        least={0.01}
      />
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
