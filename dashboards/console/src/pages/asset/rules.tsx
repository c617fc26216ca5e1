import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { AssetDetail, EffectiveRuleView } from "../../../../../api/contract/index.ts";
import { ruleSourceWords } from "../../../../../facility/alarms/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { comma, conditionText, exactLength, pick, scheduleText, urgencyOf } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, PriorityMark, Quiet, RuleLinks } from "../../parts/index.ts";
import { OwnRule } from "./rule-editor/own-rule.tsx";
import { effectiveRulesQuery } from "./rule-editor/queries.ts";
import { RuleEditor } from "./rule-editor/rule-editor.tsx";
import { useFieldName } from "./rule-editor/use-field-name.ts";

const short = (value: unknown): string =>
  value === null || value === undefined ? "–" : typeof value === "object" ? "…" : String(value);

/** Which values are not the catalogue's, what they were, and in which scope they were changed. */
function Changes({ effective }: { effective: EffectiveRuleView | undefined }): ReactNode {
  const t = useWords();
  const fieldName = useFieldName();
  if (!effective || effective.origins.length === 0) return null;
  const { rule, origins } = effective;
  const values = new Map<string, unknown>([
    ...Object.entries(rule),
    ...Object.entries(rule.condition).map(([name, value]): [string, unknown] => [`condition.${name}`, value]),
  ]);
  return (
    <>
      <dt>{t("ruleEditor.changedBy")}</dt>
      <dd>
        {origins.map(({ path, before, scope }) => (
          <div key={path} className="num">
            {t("ruleEditor.was", {
              name: fieldName(path.replace(/^condition\./, "")),
              before: short(before),
              now: short(values.get(path)),
              scope: t(`ruleEditor.scope.${scope.of}`),
            })}
          </div>
        ))}
      </dd>
    </>
  );
}

/** What is watched here, how bad it would be, and what a person then does. */
export function Rules({ asset, ringing }: { asset: AssetDetail; ringing: readonly string[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [edited, setEdited] = useState<string>();
  const [adding, setAdding] = useState(false);
  const mayChange = useMaySteer();
  const { data: effective } = useQuery(effectiveRulesQuery(asset.id));
  const originsOf = (rule: string) => effective?.rules.find((one) => one.rule.id === rule);
  const sorted = asset.rules.toSorted((a, b) => urgencyOf(a.priority) - urgencyOf(b.priority));
  return (
    <>
      {edited !== undefined && <RuleEditor asset={asset} rule={edited} close={() => setEdited(undefined)} />}
      {adding && <OwnRule asset={asset} close={() => setAdding(false)} />}
      {asset.rules.length === 0 && <Quiet>{t("asset.noRules")}</Quiet>}
      <ul className="rules">
        {sorted.map((rule) => (
          <li key={rule.id}>
            <details>
              <summary>
                <PriorityMark
                  priority={rule.priority}
                  state={ringing.includes(rule.id) ? "unacknowledged" : "acknowledged"}
                />
                <span className="rule-title">
                  {pick(rule.title, lang)}
                  {(originsOf(rule.id)?.origins.length ?? 0) > 0 && (
                    <span className="rule-changed">{t("ruleEditor.changedBy")}</span>
                  )}
                </span>
                <span className="rule-when">{conditionText(rule, asset.points, lang)}</span>
                <Icon name="chevron" size={14} />
              </summary>
              <dl className="rule-more">
                <dt>{t("alarm.cause")}</dt>
                <dd>{pick(rule.cause, lang)}</dd>
                <dt>{t("alarm.consequence")}</dt>
                <dd>{pick(rule.consequence, lang)}</dd>
                <dt>{t("alarm.response")}</dt>
                <dd>
                  {pick(rule.response, lang)}{" "}
                  <span className="faint">
                    {t("alarm.respondWithin", { age: exactLength(rule.respondWithinMinutes * 60_000, lang) })}
                  </span>
                </dd>
                {(rule.schedule || rule.quality === "good") && (
                  <>
                    <dt>{t("asset.watched")}</dt>
                    <dd>
                      {scheduleText(rule.schedule, lang)}
                      {rule.quality === "good" && `${comma(lang)}${t("asset.goodOnly")}`}
                    </dd>
                  </>
                )}
                <Changes effective={originsOf(rule.id)} />
                <RuleLinks of={rule} />
                <dt>{t("asset.source")}</dt>
                <dd className="faint">{pick(ruleSourceWords(rule.source), lang)}</dd>
              </dl>
              <Button className="rule-edit" size="small" onClick={() => setEdited(rule.id)}>
                {t("ruleEditor.edit")}
              </Button>
            </details>
          </li>
        ))}
      </ul>
      {mayChange && (
        <Button className="rule-add" size="small" onClick={() => setAdding(true)}>
          {t("ruleEditor.addOwn")}
        </Button>
      )}
    </>
  );
}
