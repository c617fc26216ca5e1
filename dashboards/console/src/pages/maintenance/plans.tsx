import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { MaintenancePlanView } from "../../../../../api/contract/index.ts";
import type { Trigger } from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { plansQuery } from "../../app/work-api.ts";
import {
  type Bilingual,
  datesSaid,
  dateText,
  exactLength,
  type Lang,
  pick,
  recurrenceText,
  systems,
} from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { AssetLink, Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { PlanEditor } from "./plan-editor.tsx";

/** What makes a plan fall due, short; `subject` is its point or rule by name, where it has one. */
export function triggerText(trigger: Trigger, subject: Bilingual | null, lang: Lang): string {
  const name = subject ? pick(subject, lang) : "";
  switch (trigger.by) {
    case "calendar":
      return recurrenceText(trigger.rrule, lang);
    case "use":
      return `${name || trigger.point} / ${trigger.every}`;
    case "condition":
      return name || trigger.rule;
    case "forecast":
      return `${name || trigger.point} → ${trigger.limit}`;
    case "event":
      return `${trigger.scheme} ${trigger.code}`;
    case "idle":
      return exactLength(trigger.days * 86_400_000, lang);
    default:
      return trigger satisfies never;
  }
}

/** Every plan with its next visit; an engineer changes it and sees the next two years at once. */
export function PlanTable({ site, may }: { site: string; may: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const [system, setSystem] = useState<string>("all");
  const [sought, setSought] = useState("");
  const [edited, setEdited] = useState<MaintenancePlanView | "new">();
  const { data, error, refetch } = useQuery(plansQuery(site));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={8} />;
  const parts = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = data.plans.filter(({ plan, assetName }) => {
    const words = [assetName.en, assetName.zh, plan.title.en, plan.title.zh].join(" ").toLowerCase();
    return (
      (system === "all" || assets.get(plan.asset)?.system === system) &&
      parts.every((part) => words.includes(part))
    );
  });
  return (
    <>
      <div className="mnt-bar">
        <Segmented
          value={system}
          options={["all" as const, ...systems].map((value) => ({ value, label: t(`mnt.system.${value}`) }))}
          onChange={setSystem}
        />
        <input
          type="search"
          className="filter-text"
          aria-label={t("mnt.findPlan")}
          placeholder={t("mnt.findPlan")}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
        {may && <Button onClick={() => setEdited("new")}>{t("mnt.newPlan")}</Button>}
      </div>
      {shown.length === 0 && <Quiet>{t("mnt.noPlans")}</Quiet>}
      <div className="table-scroll" hidden={shown.length === 0}>
        <table className="rows plan-rows stacks">
          <thead>
            <tr>
              <th scope="col">{t("work.where")}</th>
              <th scope="col">{t("work.what")}</th>
              <th scope="col">{t("mnt.every")}</th>
              <th scope="col" className="is-roomy">
                {t("mnt.lastDone")}
              </th>
              <th scope="col">{t("mnt.nextDay")}</th>
              <th scope="col">
                <span className="only-heard">{t("mnt.edit")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ plan, own, subject, lastDone, next }, i) => (
              <tr key={plan.id} className={plan.enabled ? "" : "is-disabled"}>
                <td>
                  <AssetLink id={plan.asset} placed />
                </td>
                <td>
                  {pick(plan.title, lang)}{" "}
                  <span className={`basis is-${plan.basis}`}>{t(`mnt.basis.${plan.basis}`)}</span>
                  {own && <span className="faint"> · {t("mnt.own")}</span>}
                </td>
                <td className="soft">
                  {plan.trigger.by !== "calendar" && `${t(`mnt.trigger.${plan.trigger.by}`)} `}
                  <span className="num">{triggerText(plan.trigger, subject, lang)}</span>
                  {plan.trigger.by === "forecast" && <Foretold next={next} />}
                </td>
                <td className="num is-roomy">
                  {(lastDone && dateText(lastDone, lang)) ?? <span className="faint">{t("mnt.never")}</span>}
                </td>
                <td
                  className="num"
                  data-name={t("mnt.nextDay")}
                  title={next?.why.map((reason) => pick(reason, lang)).join("\n")}
                >
                  {next ? dateText(next.day, lang) : "–"}
                  {next?.order && (
                    <Link
                      to="/orders/$id"
                      params={{ id: next.order }}
                      search={{}}
                      className="link plan-order"
                    >
                      {next.order}
                    </Link>
                  )}
                </td>
                <td className="right">
                  {may && (
                    <Button size="small" onClick={() => setEdited(shown[i])}>
                      {t("mnt.edit")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="faint mnt-none">{t("mnt.noPlanFound")}</p>}
      </div>
      {edited && (
        <PlanEditor
          site={site}
          plan={edited === "new" ? undefined : edited.plan}
          own={edited !== "new" && edited.own}
          close={() => setEdited(undefined)}
        />
      )}
    </>
  );
}

/** What a forecast says today, which stands behind the order where one is open: when the limit is met, with its band, or that no trend leads there. */
function Foretold({ next }: { next: MaintenancePlanView["next"] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const says = next?.why[next.order ? 1 : 0];
  return (
    <span className="faint plan-foretold">
      {says ? datesSaid(pick(says, lang), lang) : next ? null : t("mnt.noTrend")}
    </span>
  );
}
