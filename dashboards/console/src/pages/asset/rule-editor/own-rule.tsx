import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Drawer, Input, InputNumber, Segmented, Select, Switch } from "antd";
import { type ReactNode, useState } from "react";
import type { AssetDetail, EffectiveRuleView, RuleDefinition } from "../../../../../../api/contract/index.ts";
import type { Schedule } from "../../../../../../facility/alarms/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { Button } from "../../../parts/button.tsx";
import { useAdvice, usePhone } from "../../../parts/index.ts";
import { Backtest } from "./backtest.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { linkOptions, qualities } from "./fields.tsx";
import { beginning, type Kind, kinds } from "./kinds.ts";
import { dropOverride, saveOverride } from "./queries.ts";
import { ScheduleMode, ScheduleWindows } from "./schedule-field.tsx";
import { keyOf, type ScopeName, scopeOf, scopes } from "./scopes.ts";
import "./rule-editor.css";

const texts = ["title", "cause", "consequence", "response"] as const;

/** An id that no rule of the asset has: from the English title where there is one. */
function freeId(title: string, taken: readonly string[]): string {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  const base = slug || "own";
  let id = base;
  for (let n = 2; taken.includes(id); n++) id = `${base}-${n}`;
  return id;
}

/** What is said in one language only is said in both: a text may not be empty anywhere. */
const inBoth = ({ en, zh }: { en: string; zh: string }) => ({
  en: en.trim() || zh.trim(),
  zh: zh.trim() || en.trim(),
});

const blank = (asset: AssetDetail): RuleDefinition => ({
  id: "own",
  title: { en: "", zh: "" },
  priority: "medium",
  condition: beginning("limit", asset.points),
  cause: { en: "", zh: "" },
  consequence: { en: "", zh: "" },
  response: { en: "", zh: "" },
  respondWithinMinutes: 60,
  source: "the site's own rule",
});

/** A rule of the site's own, of any kind, new or to change: what it watches, what it says, tried on history. */
export function OwnRule({
  asset,
  effective,
  close,
}: {
  asset: AssetDetail;
  /** The rule to change; a new one when left out. */
  effective?: EffectiveRuleView;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const phone = usePhone();
  const advice = useAdvice();
  const queries = useQueryClient();
  const [rule, setRule] = useState<RuleDefinition>(effective?.rule ?? blank(asset));
  const [scope, setScope] = useState<ScopeName>(effective?.addedBy?.of ?? "asset");
  const set = (part: Partial<RuleDefinition>) => setRule((before) => ({ ...before, ...part }));
  const reschedule = (schedule: Schedule | null) => set({ schedule: schedule ?? undefined });
  const id =
    effective?.rule.id ??
    freeId(
      rule.title.en,
      asset.rules.map((one) => one.id),
    );
  const definition: RuleDefinition = {
    ...rule,
    id,
    title: inBoth(rule.title),
    cause: inBoth(rule.cause),
    consequence: inBoth(rule.consequence),
    response: inBoth(rule.response),
  };
  const missing = texts.filter((name) => definition[name].en === "");
  const after = async () => {
    await queries.invalidateQueries({ queryKey: ["rules"] });
    await queries.invalidateQueries({ queryKey: ["asset"] });
    close();
  };
  const save = useMutation({
    mutationFn: () => saveOverride({ is: "rule", scope: scopeOf(scope, asset), rule: id, definition }),
    onSuccess: after,
  });
  const drop = useMutation({ mutationFn: () => dropOverride(keyOf(scope, asset), id), onSuccess: after });
  const trouble = save.error ?? drop.error;
  return (
    <Drawer
      open
      onClose={close}
      size={phone ? "100%" : 640}
      title={effective ? definition.title[lang] : t("ruleEditor.newRule")}
    >
      <div className="rule-editor">
        <div className="rule-fields">
          {texts.map((name) => (
            <fieldset className="own-field own-text" key={name}>
              <legend>{t(name === "title" ? "ruleEditor.name" : `alarm.${name}`)}</legend>
              {(["zh", "en"] as const).map((one) => (
                <Input.TextArea
                  key={one}
                  rows={1}
                  aria-label={`${t(name === "title" ? "ruleEditor.name" : `alarm.${name}`)} · ${one === "zh" ? "中文" : "English"}`}
                  placeholder={one === "zh" ? "中文" : "English"}
                  value={rule[name][one]}
                  onChange={({ target }) => set({ [name]: { ...rule[name], [one]: target.value } })}
                />
              ))}
            </fieldset>
          ))}
          <div className="own-field">
            <label htmlFor="own-kind">{t("ruleEditor.kindOf")}</label>
            <Select
              id="own-kind"
              value={rule.condition.kind}
              options={kinds.map((kind) => ({ value: kind, label: t(`ruleEditor.kind.${kind}`) }))}
              onChange={(kind: Kind) => set({ condition: beginning(kind, asset.points) })}
            />
          </div>
          <ConditionFields
            condition={rule.condition}
            points={asset.points}
            change={(condition) => set({ condition })}
          />
          <div className="own-field">
            <label htmlFor="own-priority">{t("ruleEditor.field.priority")}</label>
            <Select
              id="own-priority"
              value={rule.priority}
              options={(["critical", "high", "medium", "low"] as const).map((value) => ({
                value,
                label: t(`priority.${value}`),
              }))}
              onChange={(priority) => set({ priority })}
            />
          </div>
          <div className="own-field">
            <label htmlFor="own-minutes">{t("ruleEditor.field.respondWithinMinutes")}</label>
            <InputNumber
              id="own-minutes"
              min={1}
              value={rule.respondWithinMinutes}
              onChange={(next) => next !== null && set({ respondWithinMinutes: next })}
              style={{ width: "100%" }}
            />
          </div>
          <div className="own-field">
            <label htmlFor="own-latch">{t("ruleEditor.field.latch")}</label>
            <Switch id="own-latch" checked={rule.latch === true} onChange={(latch) => set({ latch })} />
          </div>
          <div className="own-field">
            <label htmlFor="own-quality">{t("ruleEditor.field.quality")}</label>
            <Select
              id="own-quality"
              value={rule.quality ?? "uncertain"}
              options={qualities.map((value) => ({ value, label: t(`ruleEditor.quality.${value}`) }))}
              onChange={(quality) => set({ quality })}
            />
          </div>
          <div className="own-field">
            <label htmlFor="own-schedule">{t("ruleEditor.field.schedule")}</label>
            <ScheduleMode id="own-schedule" value={rule.schedule ?? null} change={reschedule} />
            <ScheduleWindows value={rule.schedule ?? null} change={reschedule} />
          </div>
          {(["emergencyPlan", "maintenanceTask"] as const).map((link) => (
            <div className="own-field" key={link}>
              <label htmlFor={`own-${link}`}>{t(`ruleEditor.field.${link}`)}</label>
              <Select
                id={`own-${link}`}
                value={rule[link] ?? ""}
                options={linkOptions(link, rule[link], asset, lang)}
                onChange={(next) => set({ [link]: next === "" ? undefined : next })}
              />
            </div>
          ))}
        </div>
        <Backtest
          asset={asset}
          rule={definition}
          // Whole, also where it is there already: another kind of condition is no patch.
          ask={{ rule: id, definition: missing.length > 0 ? { ...definition, ...spoken } : definition }}
        />
        <footer className="rule-save">
          {!effective && (
            <Segmented
              aria-label={t("ruleEditor.holdsFor")}
              value={scope}
              options={scopes.map((value) => ({ value, label: t(`ruleEditor.scope.${value}`) }))}
              onChange={setScope}
            />
          )}
          {effective && (
            <Button danger loading={drop.isPending} onClick={() => drop.mutate()}>
              {t("ruleEditor.removeOwn")}
            </Button>
          )}
          <Button
            type="primary"
            disabled={missing.length > 0}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t("ruleEditor.save")}
          </Button>
          {missing.length > 0 && <p className="faint">{t("ruleEditor.sayAll")}</p>}
          {trouble && <p className="trouble-line">{advice(trouble)}</p>}
        </footer>
      </div>
    </Drawer>
  );
}

/** A try on history needs no words yet. */
const dash = { en: "-", zh: "-" };
const spoken = { title: dash, cause: dash, consequence: dash, response: dash };
