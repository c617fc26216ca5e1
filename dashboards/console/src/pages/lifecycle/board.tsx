import { Segmented, Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { PlanLineView, PlanView } from "../../../../../api/contract/index.ts";
import { planYears } from "../../../../../facility/lifecycle/shown/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, Shape, tell, usePhone } from "../../parts/index.ts";
import { Grade } from "./grade.tsx";
import { Why } from "./why.tsx";
import { percentText, useMoney } from "./words.ts";

/** An asset set to a year by hand, or given back to the plan. */
export type Move =
  | { readonly asset: string; readonly year: number | null }
  | { readonly asset: string; readonly takeBack: true };

const views = ["all", "law", "moved", "due", "kept"] as const;
type View = (typeof views)[number];
const passes: Readonly<Record<View, (line: PlanLineView) => boolean>> = {
  all: ({ year }) => year !== null,
  law: ({ lawYear, year, reason }) => reason === "law" || (lawYear !== null && year !== null),
  moved: ({ reason }) => reason === "moved",
  due: ({ reason }) => reason === "unfunded",
  kept: ({ reason }) => reason === "kept",
};
/** So many rows are drawn at first; more are asked for. */
const ROWS = 120;

/** Years across, assets down: a mark is dragged to another year, or its year is chosen from a list. */
export function Board({
  plan,
  busy,
  move,
}: {
  plan: PlanView;
  busy: boolean;
  /** Missing for who may only look. */
  move?: (asked: Move) => Promise<unknown>;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const phone = usePhone();
  const [view, setView] = useState<View>("all");
  const [most, setMost] = useState(ROWS);
  const [why, setWhy] = useState<string | undefined>(undefined);
  const [dragged, setDragged] = useState<string | undefined>(undefined);
  const [over, setOver] = useState<number | undefined>(undefined);

  const lines = useMemo(
    () =>
      plan.lines
        .filter(passes[view])
        .toSorted((a, b) => (a.year ?? 9999) - (b.year ?? 9999) || b.costCny - a.costCny),
    [plan, view],
  );
  const years = plan.totals.map(({ year }) => year);
  // While a mark hangs over a year, the sums say what dropping it there would make of them.
  const totals = useMemo(
    () =>
      dragged === undefined || over === undefined
        ? plan.totals
        : planYears(
            plan,
            plan.lines.map((line) => (line.asset === dragged ? { ...line, year: over } : line)),
          ),
    [plan, dragged, over],
  );
  const put = (line: PlanLineView, year: number | null) => {
    if (!move || line.year === year || (year !== null && !years.includes(year))) return;
    const name = pick(line.name, lang);
    const { asset, year: before, reason } = line;
    // What the plan had placed is the plan's again; what a hand had placed stays that hand's.
    const back: Move = reason === "moved" ? { asset, year: before } : { asset, takeBack: true };
    void move({ asset, year }).then(
      () =>
        tell(year === null ? t("lifecycle.movedOut", { name }) : t("lifecycle.moved", { name, year }), () =>
          move(back),
        ),
      // The page above says why it was refused.
      () => undefined,
    );
  };
  const options = [
    ...years.map((year) => ({ value: year, label: String(year) })),
    { value: 0, label: t("lifecycle.notPlanned") },
  ];
  const chooser = (line: PlanLineView) => (
    <Select
      size="small"
      className="lc-year"
      aria-label={t("lifecycle.moveTo", { name: pick(line.name, lang) })}
      value={line.year ?? 0}
      disabled={!move || busy}
      options={options}
      onChange={(value) => put(line, value === 0 ? null : value)}
    />
  );
  const shownWhy = why === undefined ? undefined : plan.lines.find(({ asset }) => asset === why);
  return (
    <section className="panel" aria-labelledby="lc-board">
      <div className="panel-head">
        <h2 id="lc-board">{t("lifecycle.board")}</h2>
        <Segmented
          aria-label={t("lifecycle.board")}
          value={view}
          options={views.map((value) => ({
            value,
            label: `${t(`lifecycle.show.${value}`)} ${plan.lines.filter(passes[value]).length}`,
          }))}
          onChange={(value) => {
            setView(value);
            setMost(ROWS);
          }}
        />
      </div>
      {move && !phone && <p className="faint lc-hint">{t("lifecycle.boardHint")}</p>}
      {lines.length === 0 ? (
        <Quiet>{t("lifecycle.noneFound")}</Quiet>
      ) : phone ? (
        <>
          <ul className="lc-sums" aria-label={t("lifecycle.yearSums")}>
            {totals.map((year) => (
              <YearHead key={year.year} as="li" year={year} plan={plan} />
            ))}
          </ul>
          <ul className="lc-cards">
            {lines.slice(0, most).map((line) => (
              <li key={line.asset}>
                <Row line={line} why={() => setWhy(line.asset)} />
                {chooser(line)}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <div className="lc-scroll">
          <table className="rows lc-board">
            <thead>
              <tr>
                <th scope="col">{t("lifecycle.asset")}</th>
                {totals.map((year) => (
                  <YearHead key={year.year} year={year} plan={plan} />
                ))}
                <th scope="col">{t("lifecycle.year")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, most).map((line) => (
                <tr key={line.asset}>
                  <td>
                    <Row line={line} why={() => setWhy(line.asset)} />
                  </td>
                  {years.map((year) => (
                    <td
                      key={year}
                      className={`lc-cell${line.lawYear !== null && year > line.lawYear ? " is-late" : ""}${dragged === line.asset && over === year ? " is-over" : ""}`}
                      onDragOver={(event) => {
                        if (dragged !== line.asset) return;
                        event.preventDefault();
                        if (over !== year) setOver(year);
                      }}
                      onDrop={(event) => {
                        event.preventDefault();
                        setDragged(undefined);
                        setOver(undefined);
                        if (dragged === line.asset) put(line, year);
                      }}
                    >
                      {line.year === year && (
                        <Mark
                          line={line}
                          movable={move !== undefined && !busy}
                          drag={(on) => {
                            setDragged(on ? line.asset : undefined);
                            setOver(undefined);
                          }}
                          step={(by) => put(line, year + by)}
                        />
                      )}
                      {line.year !== year && line.bestYear === year && (
                        <span className="lc-best" title={t("lifecycle.best")} />
                      )}
                    </td>
                  ))}
                  <td>{chooser(line)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lines.length > most && (
        <div className="lc-more">
          <Button onClick={() => setMost(most + 400)}>{`+ ${lines.length - most}`}</Button>
        </div>
      )}
      {shownWhy && <Why line={shownWhy} plan={plan} close={() => setWhy(undefined)} />}
    </section>
  );
}

/** A year's sum, how the estate stands after it, and by how much it is over: a column's head, or on a phone a card. */
function YearHead({
  as: Tag = "th",
  year,
  plan,
}: {
  as?: "th" | "li";
  year: PlanView["totals"][number];
  plan: PlanView;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const over = Object.entries(year.over);
  const funds = plan.sources
    .filter(({ openingCny }) => openingCny !== null)
    .map(({ id, name }) => t("lifecycle.fundLeft", { name: pick(name, lang), cny: money(year.fund[id]) }));
  return (
    <Tag
      {...(Tag === "th" ? { scope: "col" } : {})}
      className={`lc-yearhead${over.length > 0 ? " is-over" : ""}`}
      title={funds.join("\n")}
    >
      <span className="num">{year.year}</span>
      <span className="num lc-sum">{money(year.costCny)}</span>
      <span className="num faint">FCI {percentText(year.fci)}</span>
      {over.map(([id, by]) => (
        <span key={id} className="lc-over">
          <Shape priority="high" size={10} /> {t("lifecycle.overCap", { cny: money(by) })}
        </span>
      ))}
    </Tag>
  );
}

function Row({ line, why }: { line: PlanLineView; why: () => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  return (
    <div className="lc-row">
      <span className="lc-rowname">
        {pick(line.name, lang)}{" "}
        <span className="faint">
          {[...(line.building ? [pick(line.building, lang)] : []), pick(line.typeLabel, lang)].join(" · ")}
        </span>
      </span>
      <span className="lc-rowfacts">
        <Grade grade={line.condition} />
        <span className="num">{money(line.year === null ? line.priceCny : line.costCny)}</span>
        <span className={`lc-reason reason-${line.reason}`}>{t(`lifecycle.reason.${line.reason}`)}</span>
        <button
          type="button"
          className="lc-why link"
          onClick={why}
          aria-label={t("lifecycle.whyOf", { name: pick(line.name, lang) })}
        >
          {t("lifecycle.why")}
        </button>
      </span>
    </div>
  );
}

/** What is dragged; arrow keys move it as well. */
function Mark({
  line,
  movable,
  drag,
  step,
}: {
  line: PlanLineView;
  movable: boolean;
  drag: (on: boolean) => void;
  step: (by: number) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <button
      type="button"
      className={`lc-chip reason-${line.reason}`}
      draggable={movable}
      aria-label={`${t("lifecycle.moveTo", { name: pick(line.name, lang) })}: ${line.year}`}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", line.asset);
        drag(true);
      }}
      onDragEnd={() => drag(false)}
      onKeyDown={(event) => {
        const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (by === 0 || !movable) return;
        event.preventDefault();
        step(by);
      }}
    />
  );
}
