import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Checkbox, Drawer, Popconfirm } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { LifecycleScenarioView } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useSite } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, usePhone } from "../../parts/index.ts";
import { assumptionsQuery, fleetQuery, scenariosQuery } from "./api.ts";
import { NumberField, WordsField } from "./field.tsx";

type Questions = Omit<LifecycleScenarioView["scenario"], "moves">;
type Budgets = Questions["budgets"];

/** The questions of a scenario: how long, how much money, what goes together. Saved, the plan is made. */
export function ScenarioForm({
  scenario,
  close,
}: {
  scenario: LifecycleScenarioView | undefined;
  close: (made?: LifecycleScenarioView) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const phone = usePhone();
  const site = useSite();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: assumed } = useQuery(assumptionsQuery);
  const { data: fleet } = useQuery(fleetQuery);
  const thisYear = new Date().getFullYear();
  const old = scenario?.scenario;
  const [name, setName] = useState(old ? pick(old.name, lang) : "");
  const [firstYear, setFirstYear] = useState<number | undefined>(old?.firstYear ?? thisYear + 1);
  const [years, setYears] = useState<number | undefined>(old?.years ?? 10);
  const [defer, setDefer] = useState<number | undefined>(old?.deferYears ?? 0);
  const [rise, setRise] = useState<number | undefined>(
    old?.priceRise === undefined ? undefined : round(old.priceRise),
  );
  const [budgets, setBudgets] = useState<Budgets>(old?.budgets ?? {});
  const [together, setTogether] = useState(old?.together ?? []);
  const [clearMoves, setClearMoves] = useState(false);
  const [tried, setTried] = useState(false);

  // Types that need people and lifts on the spot: all of them in one building can be done at once.
  const groups = useMemo(() => {
    const mobilised = new Set(
      Object.entries(assumed?.assumptions.mobilisationCny ?? {}).flatMap(([type, cny]) =>
        cny > 0 ? [type] : [],
      ),
    );
    const found = new Map<string, { id: string; name: string; assets: string[] }>();
    for (const { asset, type, typeLabel, building } of fleet?.assets ?? []) {
      if (!mobilised.has(type)) continue;
      const place = building ? building.en : "site";
      const id = `${place}-${type}`
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, 60);
      const group = found.get(id) ?? {
        id,
        name: `${building ? pick(building, lang) : ""} ${pick(typeLabel, lang)}`.trim(),
        assets: [],
      };
      group.assets.push(asset);
      found.set(id, group);
    }
    return [...found.values()].filter(({ assets }) => assets.length > 1);
  }, [assumed, fleet, lang]);

  const wrongName = tried && name.trim() === "" ? t("lifecycle.form.needsName") : undefined;
  const yearFits = firstYear !== undefined && firstYear >= thisYear && firstYear <= thisYear + 10;
  const save = useMutation({
    mutationFn: async () => {
      // A name that was not touched keeps what it has in the other language.
      const kept =
        old && pick(old.name, lang) === name.trim() ? old.name : { en: name.trim(), zh: name.trim() };
      const questions: Questions = {
        name: kept,
        firstYear: firstYear ?? thisYear + 1,
        years: years ?? 10,
        budgets,
        deferYears: defer ?? 0,
        ...(rise === undefined ? {} : { priceRise: rise / 100 }),
        together,
      };
      return scenario
        ? call<LifecycleScenarioView>("PUT", `/api/lifecycle/scenarios/${scenario.id}`, {
            expected: scenario.version,
            scenario: questions,
            clearMoves,
          })
        : call<LifecycleScenarioView>("POST", "/api/lifecycle/scenarios", {
            site: site?.id ?? "",
            scenario: questions,
          });
    },
    onSuccess: (made) => close(made),
  });
  const remove = useMutation({
    mutationFn: () =>
      call<void>("DELETE", `/api/lifecycle/scenarios/${scenario?.id}?expected=${scenario?.version}`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: scenariosQuery.queryKey });
      void navigate({ to: "/lifecycle", search: { tab: "plan" } });
      close();
    },
  });
  const budget = (id: string): Budgets[string] =>
    budgets[id] ?? { yearlyCapCny: null, capOfYear: {}, openingCny: null, incomeCny: 0 };
  const put = (id: string, change: Partial<Budgets[string]>) =>
    setBudgets({ ...budgets, [id]: { ...budget(id), ...change } });
  return (
    <Drawer
      open
      onClose={() => close()}
      size={phone ? "100%" : 560}
      title={t(scenario ? "lifecycle.editScenario" : "lifecycle.newScenario")}
    >
      <form
        className="lc-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (name.trim() !== "" && yearFits) save.mutate();
        }}
      >
        <WordsField
          label={t("lifecycle.form.name")}
          value={name}
          set={setName}
          {...(wrongName ? { wrong: wrongName } : {})}
        />
        <div className="lc-two">
          <NumberField
            label={t("lifecycle.form.firstYear")}
            value={firstYear}
            set={setFirstYear}
            min={thisYear}
            max={thisYear + 10}
            {...(tried && !yearFits
              ? { hint: t("lifecycle.form.needsYear", { from: thisYear, to: thisYear + 10 }) }
              : {})}
          />
          <NumberField label={t("lifecycle.form.length")} value={years} set={setYears} min={1} max={20} />
          <NumberField label={t("lifecycle.form.defer")} value={defer} set={setDefer} max={10} />
          <NumberField
            label={t("lifecycle.form.rise")}
            hint={t("lifecycle.form.riseHint", { rise: round(assumed?.assumptions.priceRise ?? 0.03) })}
            value={rise}
            set={setRise}
            min={-20}
            max={50}
          />
        </div>
        {(assumed?.assumptions.funding ?? []).map(({ id, name: source }) => (
          <fieldset key={id} className="lc-set">
            <legend>{pick(source, lang)}</legend>
            <div className="lc-two">
              <NumberField
                label={t("lifecycle.form.yearlyCap")}
                placeholder={t("lifecycle.form.noCap")}
                step={10_000}
                value={budget(id).yearlyCapCny ?? undefined}
                set={(value) => put(id, { yearlyCapCny: value ?? null })}
              />
              <NumberField
                label={t("lifecycle.form.opening")}
                placeholder={t("lifecycle.form.noFund")}
                step={10_000}
                value={budget(id).openingCny ?? undefined}
                set={(value) => put(id, { openingCny: value ?? null })}
              />
              <NumberField
                label={t("lifecycle.form.income")}
                step={10_000}
                value={budget(id).incomeCny}
                set={(value) => put(id, { incomeCny: value ?? 0 })}
              />
            </div>
          </fieldset>
        ))}
        {groups.length > 0 && (
          <fieldset className="lc-set">
            <legend>{t("lifecycle.form.groups")}</legend>
            <p className="faint">{t("lifecycle.form.groupHint")}</p>
            <div className="lc-checks">
              {groups.map((group) => (
                <Checkbox
                  key={group.id}
                  checked={together.some(({ assets }) => assets.includes(group.assets[0] ?? ""))}
                  onChange={(event) =>
                    setTogether([
                      ...together.filter(
                        ({ assets }) => !assets.some((asset) => group.assets.includes(asset)),
                      ),
                      ...(event.target.checked ? [group] : []),
                    ])
                  }
                >
                  {group.name} <span className="faint num">{group.assets.length}</span>
                </Checkbox>
              ))}
            </div>
          </fieldset>
        )}
        {old && old.moves.length > 0 && (
          <Checkbox checked={clearMoves} onChange={(event) => setClearMoves(event.target.checked)}>
            {t("lifecycle.form.clearMoves", { n: old.moves.length })}
          </Checkbox>
        )}
        {(save.error ?? remove.error) && <TroubleNote error={save.error ?? remove.error} />}
        <div className="lc-buttons">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t("lifecycle.form.save")}
          </Button>
          <Button onClick={() => close()}>{t("lifecycle.form.cancel")}</Button>
          <span className="lc-gap" />
          {scenario && (
            <Popconfirm
              title={t("lifecycle.form.removeSure", { name: pick(scenario.scenario.name, lang) })}
              okText={t("lifecycle.form.remove")}
              cancelText={t("lifecycle.form.cancel")}
              onConfirm={() => remove.mutate()}
            >
              <Button danger loading={remove.isPending}>
                {t("lifecycle.form.remove")}
              </Button>
            </Popconfirm>
          )}
        </div>
      </form>
    </Drawer>
  );
}

/** A share as per cent, without the dust of floating point. */
const round = (share: number): number => Math.round(share * 10_000) / 100;
