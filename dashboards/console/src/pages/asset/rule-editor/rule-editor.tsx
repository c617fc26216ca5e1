import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Drawer, Input, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { AssetDetail, EffectiveRuleView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useMayAct, useMaySteer } from "../../../app/session.ts";
import { conditionText, pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { useAdvice, usePhone, Waiting } from "../../../parts/index.ts";
import { Backtest } from "./backtest.tsx";
import { type Draft, Fields, patchOf } from "./fields.tsx";
import { mergedPatch } from "./merged-patch.ts";
import { OwnRule } from "./own-rule.tsx";
import { dropOverride, effectiveRulesQuery, saveOverride } from "./queries.ts";
import { keyOf, type ScopeName, scopeOf, scopes } from "./scopes.ts";
import "./rule-editor.css";

function Body({
  asset,
  effective,
  done,
}: {
  asset: AssetDetail;
  effective: EffectiveRuleView;
  done: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const mayChange = useMaySteer();
  const mayTry = useMayAct();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({});
  const [scope, setScope] = useState<ScopeName>("asset");
  const [reason, setReason] = useState("");
  const { rule } = effective;
  const changes = Object.keys(draft).length;
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ["rules"] });
    await queries.invalidateQueries({ queryKey: ["asset"] });
  };
  const save = useMutation({
    mutationFn: () =>
      saveOverride({
        is: "patch",
        scope: scopeOf(scope, asset),
        rule: rule.id,
        patch: mergedPatch(effective, scope, patchOf(draft, rule)),
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      }),
    onSuccess: async () => {
      await refresh();
      setDraft({});
      done();
    },
  });
  const drop = useMutation({
    mutationFn: (name: ScopeName) => dropOverride(keyOf(name, asset), rule.id),
    onSuccess: async () => {
      setDraft({});
      await refresh();
    },
  });
  // Wider than the rule itself there is nothing to change.
  const within = effective.addedBy ? scopes.slice(0, scopes.indexOf(effective.addedBy.of) + 1) : scopes;
  const changedIn = scopes.filter((name) => effective.origins.some((origin) => origin.scope.of === name));
  return (
    <div className="rule-editor">
      <p className="soft">{conditionText({ condition: { ...rule.condition } }, asset.points, lang)}</p>
      {effective.problems.map((problem) => (
        <p className="trouble-line" key={problem}>
          {problem}
        </p>
      ))}
      <Fields
        effective={effective}
        asset={asset}
        draft={draft}
        set={(path, value) => setDraft((before) => ({ ...before, [path]: value }))}
        disabled={!mayChange}
      />
      {changedIn.length > 0 && mayChange && (
        <div className="rule-restore">
          {changedIn.map((name) => (
            <Button key={name} size="small" loading={drop.isPending} onClick={() => drop.mutate(name)}>
              {t("ruleEditor.restore", { scope: t(`ruleEditor.scope.${name}`) })}
            </Button>
          ))}
        </div>
      )}
      {mayTry && (
        <Backtest
          asset={asset}
          rule={{ ...rule, condition: { ...rule.condition, ...Object(patchOf(draft, rule).condition) } }}
          ask={{ rule: rule.id, patch: patchOf(draft, rule) }}
        />
      )}
      {mayChange ? (
        <footer className="rule-save">
          <Segmented
            aria-label={t("ruleEditor.holdsFor")}
            value={scope}
            options={within.map((value) => ({ value, label: t(`ruleEditor.scope.${value}`) }))}
            onChange={setScope}
          />
          <Input
            className="rule-reason"
            aria-label={t("ruleEditor.reason")}
            placeholder={t("ruleEditor.reason")}
            maxLength={400}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          <Button
            type="primary"
            disabled={changes === 0}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t("ruleEditor.save")}
          </Button>
          {(save.error ?? drop.error) && <p className="trouble-line">{advice(save.error ?? drop.error)}</p>}
        </footer>
      ) : (
        <p className="faint">{t(mayTry ? "ruleEditor.readOnly" : "ruleEditor.lookOnly")}</p>
      )}
    </div>
  );
}

/** A rule's values with their origin, to change, try on history and save. */
export function RuleEditor({
  asset,
  rule,
  close,
}: {
  asset: AssetDetail;
  rule: string;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const phone = usePhone();
  const { data } = useQuery(effectiveRulesQuery(asset.id));
  const effective = data?.rules.find((one) => one.rule.id === rule);
  // One that narrower scopes changed again shows whose word each value is, as the catalogue's do.
  if (effective?.addedBy && effective.origins.length === 0)
    return <OwnRule asset={asset} effective={effective} close={close} />;
  return (
    <Drawer
      open
      onClose={close}
      size={phone ? "100%" : 640}
      title={effective ? pick(effective.rule.title, lang) : t("ruleEditor.edit")}
    >
      {effective ? (
        <Body key={rule} asset={asset} effective={effective} done={close} />
      ) : (
        <Waiting lines={6} />
      )}
    </Drawer>
  );
}
