import { useQuery } from "@tanstack/react-query";
import { Checkbox, Select } from "antd";
import { type ReactNode, useId, useMemo } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { catalogQuery } from "../../app/sites-api.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Bilingual } from "./bilingual.tsx";
import { Line, type Step, type StepOf } from "./fields.tsx";

type PlantStep = StepOf<"command"> | StepOf<"wait">;
type Test = { point: string } & ({ is: boolean | number | string } | { above: number } | { below: number });

interface Fields {
  step: PlantStep;
  may: boolean;
  set: (step: Step) => void;
}

/** Which equipment, and where from the alarm outwards. */
export function SelectorFields({ step, may, set }: Fields): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const { data } = useQuery(catalogQuery);
  return (
    <div className="plan-row">
      <span className="plan-field is-wide">
        <label htmlFor={`${id}-types`}>{t("emergency.equipment")}</label>
        <Select
          id={`${id}-types`}
          mode="multiple"
          disabled={!may}
          showSearch={{ optionFilterProp: "label" }}
          value={step.on.types}
          options={(data?.types ?? []).map(({ id: value, label }) => ({ value, label: pick(label, lang) }))}
          onChange={(types: string[]) => types.length > 0 && set({ ...step, on: { ...step.on, types } })}
        />
      </span>
      <span className="plan-field is-wide">
        <label htmlFor={`${id}-within`}>{t("emergency.within")}</label>
        <Select
          id={`${id}-within`}
          disabled={!may}
          value={step.on.within}
          options={(["trigger", "building", "fed", "site"] as const).map((value) => ({
            value,
            label: t(`emergency.withinOf.${value}`),
          }))}
          onChange={(within) => set({ ...step, on: { ...step.on, within } })}
        />
      </span>
    </div>
  );
}

/** What is commanded, and what the plant must show. */
export function ConditionFields({ step, may, set }: Fields): ReactNode {
  const t = useWords();
  if (step.does === "command")
    return (
      <>
        <div className="plan-row">
          <PointField
            types={step.on.types}
            may={may}
            value={step.point}
            set={(point) => set({ ...step, point })}
          />
          <Line
            label={t("emergency.commandValue")}
            value={String(step.value)}
            set={(value) => set({ ...step, value: typedValue(value) as number | boolean })}
          />
          <Checkbox
            disabled={!may}
            checked={step.confirm}
            onChange={(event) => set({ ...step, confirm: event.target.checked })}
          >
            {t("emergency.confirmed")}
          </Checkbox>
        </div>
        {step.expect ? (
          <>
            <TestRow
              types={step.on.types}
              may={may}
              test={step.expect.test}
              set={(test) => step.expect && set({ ...step, expect: { ...step.expect, test } })}
              remove={() => {
                const { expect: _, ...rest } = step;
                set(rest);
              }}
            />
            <Line
              label={t("emergency.withinSeconds")}
              value={String(step.expect.withinSeconds)}
              set={(value) =>
                step.expect && set({ ...step, expect: { ...step.expect, withinSeconds: Number(value) } })
              }
            />
          </>
        ) : (
          may && (
            <span className="plan-add">
              <Button
                size="small"
                onClick={() =>
                  set({ ...step, expect: { test: { point: step.point, is: true }, withinSeconds: 30 } })
                }
              >
                {t("emergency.addTo", { what: t("emergency.expected") })}
              </Button>
            </span>
          )
        )}
      </>
    );
  const { condition } = step;
  if ("feedback" in condition)
    return (
      <>
        <Bilingual
          label={t("emergency.feedbackOf")}
          value={condition.label}
          set={(label) => set({ ...step, condition: { ...condition, label } })}
        />
        <Line
          label={t("emergency.components")}
          value={condition.feedback.join(", ")}
          set={(value) =>
            set({
              ...step,
              condition: {
                ...condition,
                feedback: value
                  .split(/[,，、\s]+/)
                  .filter(Boolean)
                  .map(Number),
              },
            })
          }
          wide
        />
      </>
    );
  const put = (all: Test[]) => set({ ...step, condition: { ...condition, all } });
  return (
    <>
      {condition.all
        .map((test, i) => ({ test, i, key: `test-${i}` }))
        .map(({ test, i, key }) => (
          <TestRow
            key={key}
            types={step.on.types}
            may={may}
            test={test}
            set={(next) => put(condition.all.map((one, at) => (at === i ? next : one)))}
            remove={
              condition.all.length > 1 ? () => put(condition.all.filter((_, at) => at !== i)) : undefined
            }
          />
        ))}
      <div className="plan-row">
        {may && (
          <Button size="small" onClick={() => put([...condition.all, { point: "", is: true }])}>
            {t("emergency.addTo", { what: t("emergency.condition") })}
          </Button>
        )}
        <Select
          aria-label={t("emergency.ofWhich")}
          disabled={!may}
          value={condition.of}
          options={(["every", "some"] as const).map((value) => ({
            value,
            label: t(`emergency.ofWhichIs.${value}`),
          }))}
          onChange={(of) => set({ ...step, condition: { ...condition, of } })}
        />
      </div>
    </>
  );
}

/** "true", "合" and figures as they are typed. */
const typedValue = (typed: string): number | boolean | string =>
  typed === "true" ? true : typed === "false" ? false : Number.isNaN(Number(typed)) ? typed : Number(typed);

const how = (test: Test): "is" | "above" | "below" =>
  "above" in test ? "above" : "below" in test ? "below" : "is";
const limitOf = (test: Test): string =>
  String("above" in test ? test.above : "below" in test ? test.below : test.is);

function testOf(point: string, is: "is" | "above" | "below", typed: string): Test {
  if (is === "above") return { point, above: Number(typed) || 0 };
  if (is === "below") return { point, below: Number(typed) || 0 };
  return { point, is: typedValue(typed) };
}

function TestRow({
  types,
  test,
  may,
  set,
  remove,
}: {
  types: readonly string[];
  test: Test;
  may: boolean;
  set: (test: Test) => void;
  remove: (() => void) | undefined;
}): ReactNode {
  const t = useWords();
  return (
    <div className="plan-row">
      <PointField
        types={types}
        may={may}
        value={test.point}
        set={(point) => set(testOf(point, how(test), limitOf(test)))}
      />
      <Select
        aria-label={t("emergency.condition")}
        disabled={!may}
        value={how(test)}
        options={(["is", "above", "below"] as const).map((value) => ({
          value,
          label: t(`emergency.test.${value}`),
        }))}
        onChange={(is) => set(testOf(test.point, is, limitOf(test)))}
      />
      <input
        className="filter-text roll-count"
        aria-label={t("emergency.readingValue")}
        value={limitOf(test)}
        onChange={(event) => set(testOf(test.point, how(test), event.target.value))}
      />
      {may && remove && (
        <Button size="small" onClick={remove}>
          {t("emergency.removeStep")}
        </Button>
      )}
    </div>
  );
}

/** A point of the site's equipment of these types, by its name in words. */
function PointField({
  types,
  value,
  may,
  set,
}: {
  types: readonly string[];
  value: string;
  may: boolean;
  set: (point: string) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const assets = useAssets();
  const options = useMemo(() => {
    const named = new Map<string, string>();
    for (const asset of assets.values())
      if (types.includes(asset.type))
        for (const { name, type } of asset.points) named.set(name, pick(type.label, lang));
    if (value !== "" && !named.has(value)) named.set(value, value);
    return [...named].map(([name, label]) => ({ value: name, label }));
  }, [assets, types, lang, value]);
  return (
    <span className="plan-field is-wide">
      <label htmlFor={id}>{t("emergency.point")}</label>
      <Select
        id={id}
        disabled={!may}
        showSearch={{ optionFilterProp: "label" }}
        value={value || null}
        options={options}
        onChange={(point) => set(point ?? "")}
      />
    </span>
  );
}
