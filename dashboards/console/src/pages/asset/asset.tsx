import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { type ReactNode, useEffect, useMemo } from "react";
import type { AssetDetail } from "../../../../../api/contract/index.ts";
import { assetJournalQuery, assetQuery, Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { byUrgency, isRange, pointsOf, type Range, ranges } from "../../laws/index.ts";
import { useAlarmBoard, useRoom, values, valuesOf } from "../../live/index.ts";
import { Quiet, TroubleNote, usePhone, Waiting } from "../../parts/index.ts";
import { Trend } from "../../parts/trend/index.ts";
import { JournalTable } from "../alarms/journal-table.tsx";
import { AssetHead } from "./asset-head.tsx";
import { DeviceEvents } from "./device-events.tsx";
import { Rules } from "./rules.tsx";
import { SetPoints } from "./set-points.tsx";
import { ValuesTable } from "./values-table.tsx";
import "./asset.css";

const route = getRouteApi("/inside/assets/$id");

/** Points shown before anybody has chosen: those an open alarm is about, else the first headline numbers. */
function firstChoice(asset: AssetDetail, alarmed: readonly string[]): string[] {
  const numbers = asset.points.filter((point) => point.type.kind === "number");
  const about = asset.rules
    .filter((rule) => alarmed.includes(rule.id))
    .flatMap(pointsOf)
    .filter((name) => numbers.some((point) => point.name === name));
  const headlines = numbers.filter((point) => point.type.headline).map((point) => point.name);
  const rest = numbers
    .filter((point) => !(point.type.kind === "number" && point.type.counter))
    .map((p) => p.name);
  return [...new Set(about.length > 0 ? about : headlines.length > 0 ? headlines : rest)].slice(0, 2);
}

export function AssetPage(): ReactNode {
  const t = useWords();
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const phone = usePhone();
  const { data: asset, error, refetch } = useQuery(assetQuery(id));
  const { data: journal } = useQuery(assetJournalQuery(id));
  // Not of one that turned out not to exist: the refusal would stand across the page.
  useRoom(asset ? `asset:${id}` : undefined);
  const { open, hidden } = useAlarmBoard();
  const alarms = useMemo(() => open.filter((alarm) => alarm.asset === id).sort(byUrgency), [open, id]);
  const aside = useMemo(() => hidden.filter((alarm) => alarm.asset === id), [hidden, id]);

  useEffect(() => {
    if (asset) values.take(valuesOf(asset.points));
  }, [asset]);

  const range: Range = search.range ?? "1h";
  const chosen = useMemo(() => {
    if (!asset) return [];
    const names =
      search.points?.split(",") ??
      firstChoice(
        asset,
        alarms.map((alarm) => alarm.rule),
      );
    return asset.points.filter((point) => names.includes(point.name));
  }, [asset, search.points, alarms]);
  const window = useMemo(() => ({ is: "last" as const, ms: ranges[range] }), [range]);

  if (error && !asset)
    return error instanceof Trouble && error.status === 404 ? (
      <Quiet>
        {t("trouble.missingAsset")}{" "}
        <Link to="/" className="link">
          {t("trouble.toEstate")}
        </Link>
      </Quiet>
    ) : (
      <TroubleNote error={error} again={() => void refetch()} />
    );
  if (!asset) return <Waiting lines={8} />;

  const toggle = (name: string) => {
    const names = chosen.map((point) => point.name);
    const next = names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
    void navigate({ search: (before) => ({ ...before, points: next.join(",") || "none" }), replace: true });
  };
  return (
    <div className="asset">
      <AssetHead asset={asset} alarms={alarms} hidden={aside} />
      <section className="panel asset-values" aria-labelledby="values">
        <div className="panel-head">
          <h2 id="values">{t("asset.values")}</h2>
        </div>
        <ValuesTable asset={asset} chosen={chosen.map((point) => point.name)} toggle={toggle} />
      </section>
      <div className="asset-side">
        <section className="panel" aria-labelledby="trend">
          <div className="panel-head">
            <h2 id="trend">{t("asset.trend")}</h2>
            {chosen.length > 0 && (
              <Link
                to="/trends"
                search={{ points: chosen.map((point) => point.id).join(",") }}
                className="link"
              >
                {t("trends.open")}
              </Link>
            )}
            <Segmented
              aria-label={t("trend.range")}
              size={phone ? "middle" : "small"}
              value={range}
              options={Object.keys(ranges)
                .filter(isRange)
                .map((value) => ({ value, label: t(`trend.${value}`) }))}
              onChange={(value) =>
                void navigate({ search: (before) => ({ ...before, range: value }), replace: true })
              }
            />
          </div>
          <Trend
            asset={asset.id}
            points={chosen}
            rules={asset.rules}
            journal={journal ?? []}
            alarms={alarms}
            window={window}
            roomy={!phone}
          />
        </section>
        <SetPoints asset={asset} />
        <DeviceEvents asset={asset.id} />
        <section className="panel" aria-labelledby="rules">
          <div className="panel-head">
            <h2 id="rules">{t("asset.rules")}</h2>
            <span className="faint num">{asset.rules.length}</span>
          </div>
          <Rules asset={asset} ringing={alarms.map((alarm) => alarm.rule)} />
        </section>
        <section className="panel" aria-labelledby="history">
          <div className="panel-head">
            <h2 id="history">{t("asset.alarms")}</h2>
          </div>
          {!journal ? (
            <Waiting />
          ) : journal.length === 0 ? (
            <Quiet>{t("asset.noAlarms")}</Quiet>
          ) : (
            <JournalTable entries={journal.slice(0, 50)} withAsset={false} />
          )}
        </section>
      </div>
    </div>
  );
}
