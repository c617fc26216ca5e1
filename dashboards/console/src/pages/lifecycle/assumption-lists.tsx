import { Select } from "antd";
import type { ReactNode } from "react";
import type { AssumptionsView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Field, NumberField, WordsField } from "./field.tsx";

type Assumptions = AssumptionsView["assumptions"];

export interface ListProps {
  readonly draft: Assumptions;
  readonly set: (draft: Assumptions) => void;
  readonly may: boolean;
  /** Types of equipment of the site, by id. */
  readonly types: ReadonlyMap<string, string>;
}

const without = <T,>(list: readonly T[], index: number): T[] => list.filter((_, i) => i !== index);
const changed = <T,>(list: readonly T[], index: number, change: Partial<T>): T[] =>
  list.map((each, i) => (i === index ? { ...each, ...change } : each));

/** Ages that a rule requires: type, years, the rule's own words in both languages, where it binds, where it stands. */
export function StatuteList({ draft, set, may, types }: ListProps): ReactNode {
  const t = useWords();
  const lang = useLang();
  const labelOf = (type: string) => types.get(type) ?? type;
  if (!may)
    return (
      <ul className="lc-list">
        {draft.statute.map(({ type, years, basis, source, region }) => (
          <li key={`${type}${basis.en}`}>
            <strong>{labelOf(type)}</strong> {t("lifecycle.assumptions.statuteYears", { n: years })} ({region}
            )<div className="soft">{pick(basis, lang)}</div>
            <div className="faint">{source}</div>
          </li>
        ))}
      </ul>
    );
  const put = (index: number, change: Partial<Assumptions["statute"][number]>) =>
    set({ ...draft, statute: changed(draft.statute, index, change) });
  const free = [...types.keys()].find((type) => !draft.statute.some((each) => each.type === type));
  return (
    <>
      {draft.statute.map((each, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name but its place; its type may be changed
        <fieldset key={i} className="lc-set">
          <legend>{labelOf(each.type)}</legend>
          <div className="lc-three">
            <TypeSelect
              label={t("lifecycle.type")}
              value={each.type}
              types={types}
              set={(type) => put(i, { type })}
            />
            <NumberField
              label={t("lifecycle.assumptions.statuteAge")}
              min={0.5}
              max={100}
              value={each.years}
              set={(years) => put(i, { years: years ?? 1 })}
            />
            <WordsField
              label={t("lifecycle.assumptions.region")}
              value={each.region}
              set={(region) => put(i, { region })}
            />
          </div>
          <div className="lc-two">
            <WordsField
              label={t("lifecycle.assumptions.basisZh")}
              value={each.basis.zh}
              set={(zh) => put(i, { basis: { ...each.basis, zh } })}
            />
            <WordsField
              label={t("lifecycle.assumptions.basisEn")}
              value={each.basis.en}
              set={(en) => put(i, { basis: { ...each.basis, en } })}
            />
          </div>
          <WordsField
            label={t("lifecycle.assumptions.source")}
            value={each.source}
            set={(source) => put(i, { source })}
          />
          <Remove
            what={labelOf(each.type)}
            remove={() => set({ ...draft, statute: without(draft.statute, i) })}
          />
        </fieldset>
      ))}
      <div className="lc-buttons">
        <Button
          disabled={free === undefined}
          onClick={() =>
            set({
              ...draft,
              statute: [
                ...draft.statute,
                { type: free ?? "", years: 10, basis: { en: "", zh: "" }, region: "CN", source: "" },
              ],
            })
          }
        >
          {t("lifecycle.assumptions.addStatute")}
        </Button>
      </div>
    </>
  );
}

/** Who pays for which types; the first source that lists a type pays for it, `*` is everything else. */
export function FundingList({ draft, set, may, types }: ListProps): ReactNode {
  const t = useWords();
  const lang = useLang();
  const labelOf = (type: string) =>
    type === "*" ? t("lifecycle.assumptions.rest") : (types.get(type) ?? type);
  if (!may)
    return (
      <ul className="lc-list">
        {draft.funding.map(({ id, name, types: paid }) => (
          <li key={id}>
            <strong>{pick(name, lang)}</strong>{" "}
            <span className="soft">{paid.map(labelOf).join(lang === "zh" ? "、" : ", ")}</span>
          </li>
        ))}
      </ul>
    );
  const put = (index: number, change: Partial<Assumptions["funding"][number]>) =>
    set({ ...draft, funding: changed(draft.funding, index, change) });
  const nextId = () => {
    for (let n = draft.funding.length + 1; ; n++)
      if (!draft.funding.some(({ id }) => id === `source-${n}`)) return `source-${n}`;
  };
  return (
    <>
      {draft.funding.map((each, i) => (
        <fieldset key={each.id} className="lc-set">
          <legend>{pick(each.name, lang)}</legend>
          <div className="lc-two">
            <WordsField
              label={t("lifecycle.assumptions.nameZh")}
              value={each.name.zh}
              set={(zh) => put(i, { name: { ...each.name, zh } })}
            />
            <WordsField
              label={t("lifecycle.assumptions.nameEn")}
              value={each.name.en}
              set={(en) => put(i, { name: { ...each.name, en } })}
            />
          </div>
          <Select
            mode="multiple"
            className="lc-wide"
            aria-label={t("lifecycle.assumptions.paysFor", { name: pick(each.name, lang) })}
            value={[...each.types]}
            onChange={(paid) => put(i, { types: paid })}
            options={["*", ...types.keys()].map((type) => ({ value: type, label: labelOf(type) }))}
          />
          {draft.funding.length > 1 && (
            <Remove
              what={pick(each.name, lang)}
              remove={() => set({ ...draft, funding: without(draft.funding, i) })}
            />
          )}
        </fieldset>
      ))}
      <p className="faint">{t("lifecycle.assumptions.fundingHint")}</p>
      <div className="lc-buttons">
        <Button
          disabled={draft.funding.length >= 6}
          onClick={() =>
            set({
              ...draft,
              funding: [
                ...draft.funding,
                { id: nextId(), name: { en: "New source", zh: "新资金来源" }, types: ["*"] },
              ],
            })
          }
        >
          {t("lifecycle.assumptions.addSource")}
        </Button>
      </div>
    </>
  );
}

function TypeSelect({
  label,
  value,
  types,
  set,
}: {
  label: string;
  value: string;
  types: ReadonlyMap<string, string>;
  set: (type: string) => void;
}): ReactNode {
  const all = types.has(value) ? [...types] : [[value, value] as const, ...types];
  return (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          aria-label={label}
          value={value}
          onChange={set}
          options={all.map(([type, word]) => ({ value: type, label: word }))}
        />
      )}
    </Field>
  );
}

function Remove({ what, remove }: { what: string; remove: () => void }): ReactNode {
  const t = useWords();
  return (
    <div className="lc-buttons">
      <Button
        size="small"
        danger
        aria-label={t("lifecycle.assumptions.removeOne", { what })}
        onClick={remove}
      >
        {t("lifecycle.assumptions.remove")}
      </Button>
    </div>
  );
}
