import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { RepairDecisionView, WhatIfView } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { datesSaid, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote } from "../../parts/index.ts";
import { storyPath } from "./api.ts";
import { Field, NumberField } from "./field.tsx";
import { useMoney, yearsText } from "./words.ts";

/** A fault lies on the table: does its repair still pay? */
export function RepairOrReplace({
  asset,
  quoted,
  order,
}: {
  asset: string;
  /** What has been spent or asked for it so far, yuan. */
  quoted?: number | undefined;
  /** The work order that somebody came from: it is what the page was opened for. */
  order?: string | undefined;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [cny, setCny] = useState<number | undefined>(quoted);
  const section = useRef<HTMLElement>(null);
  const asked = order !== undefined;
  useEffect(() => {
    if (!asked) return;
    section.current?.scrollIntoView({ block: "center" });
    section.current?.querySelector("input")?.focus({ preventScroll: true });
  }, [asked]);
  const decide = useMutation({
    mutationFn: () =>
      call<RepairDecisionView>("POST", `${storyPath(asset)}/repair-or-replace`, { repairCny: cny ?? 0 }),
  });
  return (
    <section ref={section} className="panel lc-path" aria-labelledby="lc-ror">
      <h2 id="lc-ror">{t("lifecycle.story.repairOrReplace")}</h2>
      {order !== undefined && (
        <p className="faint">
          {t("lifecycle.story.faultOf")}{" "}
          <Link to="/orders/$id" params={{ id: order }} className="link">
            {order}
          </Link>
        </p>
      )}
      <form
        className="lc-inline"
        onSubmit={(event) => {
          event.preventDefault();
          if (cny !== undefined) decide.mutate();
        }}
      >
        <NumberField label={t("lifecycle.story.repairHint")} value={cny} set={setCny} step={1_000} />
        <Button htmlType="submit" disabled={cny === undefined} loading={decide.isPending}>
          {t("lifecycle.story.decide")}
        </Button>
      </form>
      {decide.error && <TroubleNote error={decide.error} />}
      {decide.data && <p role="status">{datesSaid(pick(decide.data.says, lang), lang)}</p>}
    </section>
  );
}

/** Another condition or price: what would change. */
export function WhatIf({ asset, price }: { asset: string; price: number }): ReactNode {
  const t = useWords();
  const money = useMoney();
  const [condition, setCondition] = useState(4);
  const [cny, setCny] = useState<number | undefined>(Math.round(price));
  const ask = useMutation({
    mutationFn: () =>
      call<WhatIfView>("POST", `${storyPath(asset)}/what-if`, {
        condition,
        ...(cny === undefined ? {} : { replacementCny: cny }),
      }),
  });
  const rows: [string, (side: WhatIfView["before"]) => ReactNode][] = [
    [t("lifecycle.left"), ({ p50 }) => yearsText(p50)],
    [t("lifecycle.best"), ({ bestYear }) => bestYear ?? t("lifecycle.never")],
    [t("lifecycle.risk"), ({ riskCny }) => money(riskCny)],
    [t("lifecycle.story.costs"), ({ keepCny, newCny }) => `${money(keepCny)} / ${money(newCny)}`],
  ];
  return (
    <section className="panel lc-path" aria-labelledby="lc-whatif">
      <h2 id="lc-whatif">{t("lifecycle.story.whatIf")}</h2>
      <p className="faint">{t("lifecycle.story.whatIfHint")}</p>
      <form
        className="lc-inline"
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <Field label={t("lifecycle.story.whatIfCondition")}>
          {(id) => (
            <Select
              id={id}
              value={condition}
              onChange={setCondition}
              options={[1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }))}
            />
          )}
        </Field>
        <NumberField label={t("lifecycle.story.whatIfPrice")} value={cny} set={setCny} min={1} step={1_000} />
        <Button htmlType="submit" loading={ask.isPending}>
          {t("lifecycle.story.whatIfAsk")}
        </Button>
      </form>
      {ask.error && <TroubleNote error={ask.error} />}
      {ask.data && (
        <table className="rows">
          <thead>
            <tr>
              <th />
              <th scope="col">{t("lifecycle.story.whatIfNow")}</th>
              <th scope="col">{t("lifecycle.story.whatIfThen")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([word, of]) => (
              <tr key={word}>
                <th scope="row">{word}</th>
                <td className="num">{of(ask.data.before)}</td>
                <td className="num">{of(ask.data.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
