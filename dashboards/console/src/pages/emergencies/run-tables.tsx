import type { ReactNode } from "react";
import type { RunView, ToldView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useChannels, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { clockText, comma, pick } from "../../laws/index.ts";
import { Quiet } from "../../parts/index.ts";

/** What stands behind the cards: who was told and answered, every step, phones and documents. */
export function RunTables({ run }: { run: RunView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const nameOf = useNames();
  const steps = run.steps.filter(({ does }) => does !== "pause");
  return (
    <>
      <details className="panel fold" open={run.told.length > 0 && run.state === "running"}>
        <summary>
          <h2>{t("emergency.messages")}</h2>
          <span className="num faint">{run.told.length}</span>
        </summary>
        {run.told.length === 0 ? (
          <Quiet>{t("emergency.toldNobody")}</Quiet>
        ) : (
          <ul className="told">
            {run.told.toReversed().map((told) => (
              <li key={`${told.at}.${told.step ?? ""}.${told.title.en}`}>
                <span className="num faint">{clockText(told.at, lang, timeZone, true)}</span>
                <span>
                  {pick(told.title, lang)}{" "}
                  <span className="faint">
                    {told.to.map((role) => t(`emergency.role.${role}`)).join(comma(lang))}
                  </span>
                  <Receipts told={told} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </details>
      <details className="panel fold" open={run.state !== "running"}>
        <summary>
          <h2>{t("emergency.steps")}</h2>
          <span className="num faint">{steps.length}</span>
        </summary>
        <ul className="told">
          {steps.map((step) => (
            <li key={step.id}>
              <span className="num faint">{clockText(step.at ?? step.since, lang, timeZone, true)}</span>
              <span>
                {pick(step.title, lang)}{" "}
                <span className={step.late ? "due-in is-late" : "faint"}>
                  {step.outcome
                    ? t(`emergency.outcome.${step.outcome}`)
                    : t(`emergency.stepState.${step.is}`)}
                  {step.by && step.by !== "plan" && step.by !== "clock" ? ` · ${nameOf(step.by)}` : ""}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </details>
      <details className="panel fold">
        <summary>
          <h2>{t("emergency.phones")}</h2>
        </summary>
        <ul className="told">
          {run.phones.map(({ title, number }) => (
            <li key={number}>
              <a href={`tel:${number}`} className="num link">
                {number}
              </a>
              <span>{pick(title, lang)}</span>
            </li>
          ))}
          {run.assembly.map((place) => (
            <li key={place.en}>
              <span className="faint">{t("emergency.assembly")}</span>
              <span>{pick(place, lang)}</span>
            </li>
          ))}
          {run.documents.map(({ title, file }) => (
            <li key={title.en}>
              <span />
              {file ? (
                <a href={`/api/files/${file.id}`} className="link" target="_blank" rel="noreferrer">
                  {pick(title, lang)}
                </a>
              ) : (
                <span className="soft">{pick(title, lang)}</span>
              )}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Receipts({ told }: { told: ToldView }): ReactNode {
  const t = useWords();
  const nameOf = useNames();
  const channelOf = useChannels();
  if (told.withheld) return <span className="told-state">{t("emergency.withheld")}</span>;
  // The last word of each person and channel.
  const last = new Map(told.receipts.map((receipt) => [`${receipt.person} ${receipt.channel}`, receipt]));
  return [...last.entries()].map(([key, { person, channel, state, words }]) => (
    <span key={key} className={`told-state is-${state}`}>
      {[person && nameOf(person), channel && channelOf(channel), t(`emergency.receipt.${state}`), words]
        .filter(Boolean)
        .join(" · ")}
    </span>
  ));
}
