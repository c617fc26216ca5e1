import { Checkbox, Input, InputNumber, Select } from "antd";
import { type ReactNode, useId } from "react";
import type { OfferView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { type DraftTrouble, NOTHING, type PointDraft, pick, pointKinds } from "../../../laws/index.ts";

interface Props {
  readonly offer: OfferView;
  readonly draft: PointDraft;
  readonly taken: boolean;
  readonly wrong: readonly DraftTrouble[];
  readonly take: (taken: boolean) => void;
  readonly change: (change: Partial<PointDraft>) => void;
}

/** One offered point: whether it is wanted, and what it is, unless its equipment type says so already. */
export function PointFields({ offer, draft, taken, wrong, take, change }: Props): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { value } = offer;
  return (
    <fieldset className="adopt-point">
      <legend>
        <Checkbox checked={taken} onChange={({ target }) => take(target.checked)}>
          <span className="only-heard">{t("offers.take", { point: "" })}</span>
          <strong>{offer.point}</strong>{" "}
          <span className="faint">
            {t("offers.last", { value: value === null ? NOTHING : String(value) })}
          </span>
        </Checkbox>
      </legend>
      {taken && offer.ofType && (
        <p className="soft">{t("offers.byType", { label: pick(offer.proposal.label, lang) })}</p>
      )}
      {taken && !offer.ofType && (
        <div className="site-fields">
          <Field label={t("offers.nameZh")} wrong={wrong.includes("name") && t("offers.wrong.name")}>
            {(id) => (
              <Input id={id} value={draft.zh} onChange={({ target }) => change({ zh: target.value })} />
            )}
          </Field>
          <Field label={t("offers.nameEn")}>
            {(id) => (
              <Input id={id} value={draft.en} onChange={({ target }) => change({ en: target.value })} />
            )}
          </Field>
          <Field label={t("offers.kind")}>
            {(id) => (
              <Select
                id={id}
                value={draft.kind}
                options={pointKinds.map((kind) => ({ value: kind, label: t(`offers.kinds.${kind}`) }))}
                onChange={(kind) => change({ kind })}
              />
            )}
          </Field>
          <OfKind draft={draft} wrong={wrong} change={change} />
        </div>
      )}
    </fieldset>
  );
}

/** What a number has is not what a switch has. */
function OfKind({ draft, wrong, change }: Pick<Props, "draft" | "wrong" | "change">): ReactNode {
  const t = useWords();
  switch (draft.kind) {
    case "number":
      return (
        <>
          <Field label={t("offers.unit")} wrong={wrong.includes("unit") && t("offers.wrong.unit")}>
            {(id) => (
              <Input
                id={id}
                spellCheck={false}
                value={draft.unit}
                onChange={({ target }) => change({ unit: target.value })}
              />
            )}
          </Field>
          {(["low", "high"] as const).map((bound) => (
            <Field
              key={bound}
              label={t(`offers.${bound}`)}
              wrong={bound === "low" && wrong.includes("range") && t("offers.wrong.range")}
            >
              {(id) => (
                <InputNumber<number>
                  id={id}
                  value={draft[bound]}
                  style={{ width: "100%" }}
                  onChange={(value) => change({ [bound]: value })}
                />
              )}
            </Field>
          ))}
          <Checkbox checked={draft.counter} onChange={({ target }) => change({ counter: target.checked })}>
            {t("offers.counter")}
          </Checkbox>
        </>
      );
    case "boolean":
      return (["whenTrue", "whenFalse"] as const).map((side) => (
        <Field
          key={side}
          label={t(`offers.${side}`)}
          wrong={side === "whenTrue" && wrong.includes("words") && t("offers.wrong.words")}
        >
          {(id) => (
            <Input id={id} value={draft[side]} onChange={({ target }) => change({ [side]: target.value })} />
          )}
        </Field>
      ));
    case "enum":
      return (
        <Field label={t("offers.states")} wrong={wrong.includes("states") && t("offers.wrong.states")}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={6}
              value={draft.states}
              onChange={({ target }) => change({ states: target.value })}
            />
          )}
        </Field>
      );
    case "text":
      return null;
    default:
      return draft.kind satisfies never;
  }
}

function Field({
  label,
  wrong,
  children,
}: {
  label: string;
  wrong?: string | false;
  children: (id: string) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="site-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {wrong && (
        <span className="beside-error" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}
