import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Segmented, Select } from "antd";
import { type ReactNode, useEffect, useMemo } from "react";
import type { PointView } from "../../../../../api/contract/index.ts";
import { assetsQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets, useTimeZone } from "../../app/site.ts";
import {
  assetOf,
  isLongRange,
  type LongRange,
  longRanges,
  panned,
  pick,
  spanText,
  type View,
  withGaps,
  zoomed,
} from "../../laws/index.ts";
import { serverNow, useRoom, values, valuesOf } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, usePhone, Waiting } from "../../parts/index.ts";
import { TrendChart, type TrendWindow, useTrend } from "../../parts/trend/index.ts";
import { ViewsBar } from "../../parts/views-bar.tsx";
import { useAround } from "./around.ts";
import { CurvesTable } from "./curves-table.tsx";
import { Happened } from "./happened.tsx";
import { PointPicker } from "./point-picker.tsx";
import { Suggestions } from "./suggestions.tsx";
import "./trends.css";

const route = getRouteApi("/inside/trends");

/** More curves than these nobody can tell apart. */
const MOST = 20;
/** A slice for about each pixel: a spike of one reading keeps its height, whatever the range. */
const SLICES = { desk: 1_200, phone: 400 };
/** All curves together are drawn with no more than these, so that dragging stays smooth. */
const ALL_SLICES = 9_600;

/** Keeps the live values of one asset coming. */
function Listen({ asset }: { asset: string }): null {
  useRoom(`asset:${asset}`);
  return null;
}

/** Any values of any assets over any time, on one clock. The address is the whole picture. */
export function TrendsPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const phone = usePhone();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(assetsQuery);
  const assets = useAssets();

  const ids = useMemo(() => (search.points ?? "").split(",").filter(Boolean).slice(0, MOST), [search.points]);
  const points = useMemo(
    () =>
      ids.flatMap((id): PointView[] => {
        const asset = assets.get(id.split(".").slice(0, 2).join("."));
        const point = asset?.points.find((one) => one.id === id);
        return point ? [point] : [];
      }),
    [ids, assets],
  );
  const owners = useMemo(() => [...new Set(points.map(assetOf))], [points]);
  useEffect(() => {
    values.take(valuesOf(points));
  }, [points]);

  const range: LongRange = search.range ?? "24h";
  const window = useMemo(
    (): TrendWindow =>
      search.from !== undefined && search.to !== undefined
        ? { is: "fixed", from: search.from, to: search.to }
        : { is: "last", ms: longRanges[range] },
    [search.from, search.to, range],
  );
  const { lines, ...stretch } = useTrend(
    points,
    window,
    Math.min(phone ? SLICES.phone : SLICES.desk, Math.floor(ALL_SLICES / Math.max(1, points.length))),
  );
  const plotted = useMemo(
    () =>
      lines.map(({ point, buckets, bucketMs }) => {
        const asset = assets.get(assetOf(point));
        return {
          point,
          name: `${asset ? pick(asset.name, lang) : assetOf(point)} · ${pick(point.type.label, lang)}`,
          slices: withGaps(buckets, bucketMs, point.type.staleAfterSeconds),
        };
      }),
    [lines, assets, lang],
  );
  const around = useAround(owners, stretch);

  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={8} />;

  const show = (chosen: readonly string[]) =>
    void navigate({
      search: ({ points: _, ...rest }) => ({
        ...rest,
        ...(chosen.length > 0 ? { points: chosen.join(",") } : {}),
      }),
      replace: true,
    });
  const look = ({ from, to }: View) =>
    void navigate({ search: (before) => ({ ...before, from, to }), replace: true });
  const follow = (next: LongRange) =>
    void navigate({
      search: ({ from: _, to: __, ...rest }) => ({ ...rest, range: next }),
      replace: true,
    });
  const isLive = window.is === "last";
  const middle = (stretch.from + stretch.to) / 2;
  const steps = [
    ["−", "trends.wider", () => look(zoomed(stretch, 2, middle, serverNow()))],
    ["+", "trends.closer", () => look(zoomed(stretch, 0.5, middle, serverNow()))],
    ["◀", "trends.back", () => look(panned(stretch, -0.5, serverNow()))],
    ["▶", "trends.forth", () => look(panned(stretch, 0.5, serverNow()))],
  ] as const;
  const options = Object.keys(longRanges)
    .filter(isLongRange)
    .map((value) => ({ value, label: t(`trends.${value}`) }));
  return (
    <div className="trends">
      {owners.map((asset) => (
        <Listen key={asset} asset={asset} />
      ))}
      <div className="trends-head">
        <h1>{t("trends.title")}</h1>
        <ViewsBar
          page="trends"
          canSave={points.length > 0}
          open={(address) => void navigate({ href: `/trends${address}` })}
        />
      </div>
      <section className="panel" aria-label={t("trends.title")}>
        <div className="trends-tools">
          <PointPicker chosen={ids} most={MOST} add={(id) => show([...ids, id])} />
          {points.length > 0 && (
            <span className="trends-stretch faint num">
              {spanText(stretch.from, stretch.to, lang, timeZone)}
            </span>
          )}
        </div>
        {points.length === 0 ? (
          <Suggestions most={8} take={show} />
        ) : (
          <>
            <div className="trends-tools">
              {phone ? (
                <Select
                  aria-label={t("trend.range")}
                  value={isLive ? range : null}
                  placeholder={t("trends.fixed")}
                  options={options}
                  onChange={(value) => {
                    if (value) follow(value);
                  }}
                  style={{ minWidth: 112 }}
                />
              ) : (
                <Segmented<LongRange | "">
                  aria-label={t("trend.range")}
                  value={isLive ? range : ""}
                  options={options}
                  onChange={(value) => {
                    if (value !== "") follow(value);
                  }}
                />
              )}
              <span className="trends-steps">
                {steps.map(([sign, word, go]) => (
                  <Button key={word} aria-label={t(word)} title={t(word)} onClick={go}>
                    {sign}
                  </Button>
                ))}
              </span>
              {isLive ? (
                <span className="trends-live faint">{t("trends.live")}</span>
              ) : (
                <Button onClick={() => follow(range)}>{t("trends.toNow")}</Button>
              )}
              {!phone && <span className="trends-hint faint">{t("trends.hint")}</span>}
            </div>
            <TrendChart
              name="trends"
              plotted={plotted}
              limits={around.limits}
              spans={around.spans}
              moments={around.moments}
              stretch={stretch}
              roomy={!phone}
              onView={look}
            />
            <CurvesTable
              plotted={plotted}
              view={stretch}
              drop={(id) => show(ids.filter((other) => other !== id))}
            />
          </>
        )}
      </section>
      {points.length > 0 && <Happened around={around} view={stretch} now={stretch.now} />}
    </div>
  );
}
