import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { VisitView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { complianceQuery, giveReason } from "../../app/work-api.ts";
import { dateText, pick, systems } from "../../laws/index.ts";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { AssetLink, Icon, Quiet, Shape, TroubleNote, useAdvice, Waiting } from "../../parts/index.ts";
import { PastVisit } from "./calendar.tsx";

const spans = { d90: 90, d365: 365, d1095: 1_095 } as const;
type SpanId = keyof typeof spans;

/** How statutory and other intervals were kept, each miss by name, and the pack an inspector takes away. */
export function Compliance({ site, may }: { site: string; may: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [span, setSpan] = useState<SpanId>("d365");
  const [system, setSystem] = useState<string>("all");
  const { data, error, refetch } = useQuery(complianceQuery(site, spans[span]));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  const pack = new URLSearchParams({
    site,
    lang,
    days: String(spans[span]),
    ...(system === "all" ? {} : { system }),
  });
  const binding = data?.plans.filter(({ basis }) => basis !== "practice") ?? [];
  const misses = binding.flatMap((plan) => plan.misses);
  return (
    <div className="mnt-scroll">
      <div className="mnt-bar">
        <Segmented
          value={span}
          options={(Object.keys(spans) as SpanId[]).map((value) => ({
            value,
            label: t(`mnt.spanDays.${value}`),
          }))}
          onChange={setSpan}
        />
        {may && (
          <span className="mnt-pack">
            <Segmented
              value={system}
              options={["all" as const, ...systems].map((value) => ({
                value,
                label: t(`mnt.system.${value}`),
              }))}
              onChange={setSystem}
            />
            <ButtonLink
              type="primary"
              icon={<Icon name="print" size={16} />}
              href={`/api/maintenance/pack?${pack}`}
              target="_blank"
              title={t("mnt.packSays")}
            >
              {t("mnt.pack")}
            </ButtonLink>
          </span>
        )}
      </div>
      {!data ? (
        <Waiting lines={8} />
      ) : data.plans.length === 0 ? (
        <Quiet>{t("mnt.noneDue")}</Quiet>
      ) : (
        <>
          <section className="mnt-misses">
            <h2>{t("mnt.missedOnes")}</h2>
            {misses.length === 0 ? (
              <p className="soft with-mark">
                <Icon name="check" size={16} /> {t("mnt.allKept")}
              </p>
            ) : (
              misses.map((visit) => <MissedVisit key={visit.id} visit={visit} may={may} />)
            )}
          </section>
          <div className="table-scroll">
            <table className="rows stacks">
              <thead>
                <tr>
                  <th scope="col">{t("work.where")}</th>
                  <th scope="col">{t("work.what")}</th>
                  <th scope="col">{t("mnt.inTime")}</th>
                  <th scope="col">{t("mnt.lastDone")}</th>
                </tr>
              </thead>
              <tbody>
                {data.plans.map((plan) => (
                  <tr key={plan.plan}>
                    <td>
                      <AssetLink id={plan.asset} placed />
                    </td>
                    <td title={plan.source}>
                      {pick(plan.title, lang)}{" "}
                      <span className={`basis is-${plan.basis}`}>{t(`mnt.basis.${plan.basis}`)}</span>
                    </td>
                    <td className="num with-mark">
                      {plan.inTime === plan.due ? (
                        <Icon name="check" size={16} />
                      ) : (
                        <Shape priority={plan.basis === "law" ? "high" : "medium"} size={12} />
                      )}{" "}
                      {t("mnt.kept", { n: plan.inTime, of: plan.due })}
                    </td>
                    <td className="num" data-name={t("mnt.lastDone")}>
                      {plan.lastDone ? dateText(plan.lastDone, lang) : "–"}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  );
}

function MissedVisit({ visit, may }: { visit: VisitView; may: boolean }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const queries = useQueryClient();
  const [words, setWords] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => giveReason(visit.id, words),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["maintenance"] }),
  });
  return (
    <div className="missed">
      <PastVisit visit={visit} />
      {!visit.reason &&
        (may ? (
          <span className="missed-reason">
            <input
              className="filter-text"
              aria-label={t("mnt.reason")}
              placeholder={t("mnt.reason")}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <Button loading={isPending} disabled={words.trim().length < 2} onClick={() => mutate()}>
              {t("mnt.giveReason")}
            </Button>
          </span>
        ) : (
          <span className="faint">{t("mnt.noReason")}</span>
        ))}
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </div>
  );
}
