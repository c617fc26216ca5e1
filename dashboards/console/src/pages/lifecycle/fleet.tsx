import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Input, Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { FleetAssetView, FleetView } from "../../../../../api/contract/index.ts";
import { medianLife } from "../../../../../facility/lifecycle/shown/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { colon, pick } from "../../laws/index.ts";
import { Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { fleetQuery } from "./api.ts";
import { FleetMap } from "./charts.tsx";
import { fleetCsv } from "./fleet-csv.ts";
import { Grade } from "./grade.tsx";
import { percentText, useMoney, yearsText } from "./words.ts";

const orders = {
  risk: (a: FleetAssetView, b: FleetAssetView) => b.riskCny - a.riskCny,
  condition: (a: FleetAssetView, b: FleetAssetView) => b.condition - a.condition || b.riskCny - a.riskCny,
  age: (a: FleetAssetView, b: FleetAssetView) => (b.ageYears ?? 0) - (a.ageYears ?? 0),
  left: (a: FleetAssetView, b: FleetAssetView) => a.p50 - b.p50,
  price: (a: FleetAssetView, b: FleetAssetView) => b.replacementCny - a.replacementCny,
  best: (a: FleetAssetView, b: FleetAssetView) => (a.bestYear ?? 9999) - (b.bestYear ?? 9999),
} as const;
type Order = keyof typeof orders;

/** Every asset: a map of age and condition, and a table that opens each one's life. */
export function FleetTab(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const navigate = useNavigate();
  const { data: fleet, error, refetch } = useQuery(fleetQuery);
  const [type, setType] = useState("");
  const [words, setWords] = useState("");
  const [order, setOrder] = useState<Order>("risk");
  const shown = useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return (fleet?.assets ?? [])
      .filter((asset) => type === "" || asset.type === type)
      .filter(
        ({ asset, name }) => wanted === "" || `${asset} ${name.en} ${name.zh}`.toLowerCase().includes(wanted),
      )
      .toSorted(orders[order]);
  }, [fleet, type, words, order]);

  if (error && !fleet) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!fleet) return <Waiting lines={10} />;
  if (fleet.assets.length === 0) return <Quiet>{t("lifecycle.empty")}</Quiet>;
  const types = [...new Map(fleet.assets.map((asset) => [asset.type, asset.typeLabel])).entries()];
  const open = (id: string) => void navigate({ to: "/lifecycle/assets/$id", params: { id } });
  return (
    <>
      <dl className="lc-facts panel">
        <div title={t("lifecycle.fciHint")}>
          <dt>{t("lifecycle.fci")}</dt>
          <dd>
            {percentText(fleet.fci)} <span className="faint">{t(`lifecycle.fciBand.${fleet.fciBand}`)}</span>
          </dd>
        </div>
        <div>
          <dt>{t("lifecycle.worth")}</dt>
          <dd>{money(fleet.replacementCny)}</dd>
        </div>
        <div>
          <dt>{t("lifecycle.due")}</dt>
          <dd>{money(fleet.deferredCny)}</dd>
        </div>
        {fleet.withoutPrice.length > 0 && (
          <div>
            <dt>{t("lifecycle.withoutPrice")}</dt>
            <dd>{fleet.withoutPrice.length}</dd>
          </div>
        )}
      </dl>
      <div className="lc-filter">
        <Input
          allowClear
          aria-label={t("lifecycle.search")}
          placeholder={t("lifecycle.search")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select
          aria-label={t("lifecycle.type")}
          value={type}
          onChange={setType}
          options={[
            { value: "", label: t("lifecycle.allTypes") },
            ...types.map(([id, label]) => ({ value: id, label: pick(label, lang) })),
          ]}
        />
      </div>
      <section className="panel" aria-labelledby="lc-map">
        <div className="panel-head">
          <h2 id="lc-map">{t("lifecycle.map")}</h2>
          <span className="faint">{t("lifecycle.mapHint")}</span>
        </div>
        <FleetMap
          title={t("lifecycle.map")}
          across={`${t("lifecycle.mapAcross")} →`}
          up={`${t("lifecycle.condition")} ↑`}
          open={open}
          csv={() =>
            fleetCsv(shown, lang, {
              asset: t("lifecycle.asset"),
              type: t("lifecycle.type"),
              age: t("lifecycle.age"),
              condition: t("lifecycle.condition"),
              confidence: t("lifecycle.confidence"),
              left: t("lifecycle.left"),
              risk: t("lifecycle.risk"),
              price: t("lifecycle.price"),
              best: t("lifecycle.best"),
            })
          }
          marks={shown.map((asset) => ({
            id: asset.asset,
            label: `${pick(asset.name, lang)}${colon(lang)}${t("lifecycle.condition")} ${asset.condition}, ${yearsText(asset.ageYears ?? 0)} / ${yearsText(asset.lifeYears)}, ${money(asset.replacementCny)}`,
            lifeShare: (asset.ageYears ?? asset.lifeYears / 2) / asset.lifeYears,
            condition: asset.condition,
            cny: asset.replacementCny,
          }))}
        />
      </section>
      <section className="panel lc-scroll">
        {shown.length === 0 ? (
          <Quiet>{t("lifecycle.noneFound")}</Quiet>
        ) : (
          <FleetTable shown={shown} order={order} setOrder={setOrder} />
        )}
      </section>
      <Fits fleet={fleet} />
    </>
  );
}

function FleetTable({
  shown,
  order,
  setOrder,
}: {
  shown: readonly FleetAssetView[];
  order: Order;
  setOrder: (order: Order) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const money = useMoney();
  const head = (by: Order, word: string) => (
    <th
      scope="col"
      className={by === "condition" ? undefined : "right"}
      aria-sort={order === by ? "descending" : "none"}
    >
      <button type="button" className="lc-sort" onClick={() => setOrder(by)}>
        {word}
        {order === by ? " ▾" : ""}
      </button>
    </th>
  );
  return (
    <table className="rows lc-table">
      <thead>
        <tr>
          <th scope="col">{t("lifecycle.asset")}</th>
          {head("condition", t("lifecycle.condition"))}
          {head("age", t("lifecycle.ageOf"))}
          {head("left", t("lifecycle.left"))}
          {head("risk", t("lifecycle.risk"))}
          {head("price", t("lifecycle.price"))}
          {head("best", t("lifecycle.best"))}
        </tr>
      </thead>
      <tbody>
        {shown.slice(0, 400).map((asset) => (
          <tr key={asset.asset}>
            <td>
              <Link to="/lifecycle/assets/$id" params={{ id: asset.asset }} className="link">
                {pick(asset.name, lang)}
              </Link>{" "}
              <span className="faint">{asset.building ? pick(asset.building, lang) : ""}</span>
            </td>
            <td data-label={t("lifecycle.condition")}>
              <Grade grade={asset.condition} confidence={asset.confidence} />
            </td>
            <td className="num right" data-label={t("lifecycle.age")}>
              {asset.ageYears === null ? "—" : yearsText(asset.ageYears)}{" "}
              <span className="faint">/ {yearsText(asset.lifeYears)}</span>
            </td>
            <td
              className="num right"
              data-label={t("lifecycle.left")}
              title={t("lifecycle.leftBand", { low: yearsText(asset.p10), high: yearsText(asset.p90) })}
            >
              {yearsText(asset.p50)}{" "}
              <span className="faint">
                ({yearsText(asset.p10)}–{yearsText(asset.p90)})
              </span>
            </td>
            <td className="num right" data-label={t("lifecycle.risk")}>
              {money(asset.riskCny)}{" "}
              <span className={`lc-band band-${asset.riskBand}`}>
                {t(`lifecycle.band.${asset.riskBand}`)}
              </span>
            </td>
            <td className="num right" data-label={t("lifecycle.price")}>
              {money(asset.replacementCny)}
            </td>
            <td className="num right" data-label={t("lifecycle.best")}>
              {asset.bestYear ?? t("lifecycle.never")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fits({ fleet }: { fleet: FleetView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <section className="panel lc-scroll" aria-labelledby="lc-fits">
      <div className="panel-head">
        <h2 id="lc-fits">{t("lifecycle.fits")}</h2>
        <span className="faint">{t("lifecycle.fitHint")}</span>
      </div>
      <table className="rows lc-table">
        <thead>
          <tr>
            <th scope="col">{t("lifecycle.type")}</th>
            <th scope="col">{t("lifecycle.median")}</th>
            <th scope="col">{t("lifecycle.shape")}</th>
            <th scope="col">{t("lifecycle.lives")}</th>
            <th scope="col">{t("lifecycle.growth")}</th>
          </tr>
        </thead>
        <tbody>
          {fleet.fits.map((fit) => {
            const scale = medianLife(fit) / fit.eta;
            return (
              <tr key={fit.type}>
                <td>{pick(fit.label, lang)}</td>
                <td className="num" data-label={t("lifecycle.median")}>
                  {yearsText(medianLife(fit))}{" "}
                  <span className="faint">
                    ({yearsText(fit.etaBand[0] * scale)}–{yearsText(fit.etaBand[1] * scale)})
                  </span>
                </td>
                <td className="num" data-label={t("lifecycle.shape")}>
                  {fit.beta.toFixed(1)}{" "}
                  <span className="faint">
                    ({fit.betaBand[0].toFixed(1)}–{fit.betaBand[1].toFixed(1)})
                  </span>
                </td>
                <td className="num" data-label={t("lifecycle.lives")}>
                  {t("lifecycle.livesEnded", { lives: fit.lives, ends: fit.ends })}{" "}
                  <span className="faint">{t(`lifecycle.from.${fit.from}`)}</span>
                </td>
                <td className="num" data-label={t("lifecycle.growth")}>
                  {percentText(fit.growth)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
