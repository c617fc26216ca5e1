import type { ReactNode } from "react";
import type { AssetStoryView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { dateText, pick } from "../../laws/index.ts";
import { Grade } from "./grade.tsx";
import { useMoney, yearsText } from "./words.ts";

/** What the ledger and the register say of it, each figure with its source, and its papers. */
export function LedgerFacts({ story }: { story: AssetStoryView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const { register, ledger, forecast, criticality } = story;
  const day = (of: string | null | undefined) => (of ? dateText(of, lang) : null);
  const facts: [string, ReactNode][] = [
    [t("lifecycle.story.facts.make"), register.make],
    [t("lifecycle.story.facts.model"), register.model],
    [t("lifecycle.story.facts.serial"), register.serial],
    [t("lifecycle.story.facts.installed"), day(register.installed)],
    [t("lifecycle.story.facts.warranty"), day(register.warrantyUntil)],
    [t("lifecycle.story.facts.purchase"), register.purchaseCny === null ? null : money(register.purchaseCny)],
    [
      t("lifecycle.story.facts.replacement"),
      forecast ? (
        <>
          {money(forecast.replacement.value)}{" "}
          <span className="faint">{pick(forecast.replacement.source, lang)}</span>
        </>
      ) : null,
    ],
    [
      t("lifecycle.story.facts.life"),
      <>
        {t("lifecycle.years", { n: yearsText(story.life.value) })}{" "}
        <span className="faint">{pick(story.life.source, lang)}</span>
      </>,
    ],
    [t("lifecycle.story.facts.consequence"), forecast ? money(forecast.consequenceCny) : null],
    [
      t("lifecycle.story.facts.criticality"),
      criticality
        ? t("lifecycle.story.facts.grades", {
            people: criticality.people,
            service: criticality.service,
            law: criticality.law,
            money: criticality.money,
          })
        : null,
    ],
    [t("lifecycle.story.field.note"), ledger.note ?? null],
  ];
  const files = [...ledger.documents, ...ledger.photos];
  return (
    <section className="panel lc-path" aria-labelledby="lc-ledger">
      <h2 id="lc-ledger">{t("lifecycle.story.ledger")}</h2>
      <dl className="lc-ledger">
        {facts
          .filter(([, value]) => value !== null && value !== undefined)
          .map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {forecast && (
        <p className="soft">
          <Grade grade={forecast.condition.index} /> ×{" "}
          {criticality
            ? Math.max(criticality.people, criticality.service, criticality.law, criticality.money)
            : 2}{" "}
          → {t(`lifecycle.band.${forecast.riskBand}`)}
        </p>
      )}
      {files.length > 0 && (
        <ul className="lc-files">
          {files.map((file) => (
            <li key={file.id}>
              <a className="link" href={`/api/files/${file.id}`} target="_blank" rel="noreferrer">
                {file.name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
