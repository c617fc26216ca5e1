import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import type { AlarmView, AssetDetail } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { pick } from "../../laws/index.ts";
import { AcknowledgeButton, AlarmChip, AssetLink, Icon, Places, Since } from "../../parts/index.ts";

function Assets({ ids }: { ids: readonly string[] }): ReactNode {
  return ids.map((id, i) => (
    <Fragment key={id}>
      {i > 0 && ", "}
      <AssetLink id={id} />
    </Fragment>
  ));
}

/** What it is, where it stands, what depends on it, and what is wrong with it now. */
export function AssetHead({
  asset,
  alarms,
}: {
  asset: AssetDetail;
  alarms: readonly AlarmView[];
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const placeNames = new Map(
    [...assets.values()].flatMap((other) => other.places.map((place) => [place.id, place.name] as const)),
  );
  const facts: [string, ReactNode][] = [
    [t("asset.type"), pick(asset.typeLabel, lang)],
    ...(asset.make || asset.model
      ? [[t("asset.make"), [asset.make, asset.model].filter(Boolean).join(" ")] as [string, ReactNode]]
      : []),
    ...(asset.fedBy.length > 0
      ? [[t("asset.fedBy"), <Assets key="fed-by" ids={asset.fedBy} />] as [string, ReactNode]]
      : []),
    ...(asset.feeds.length > 0
      ? [[t("asset.feeds"), <Assets key="feeds" ids={asset.feeds} />] as [string, ReactNode]]
      : []),
    ...(asset.serves.length > 0
      ? [
          [
            t("asset.serves"),
            asset.serves
              .map((place) => {
                const name = placeNames.get(place) ?? placeNames.get(place.split(".").at(-1) ?? "");
                return name ? pick(name, lang) : place;
              })
              .join(", "),
          ] as [string, ReactNode],
        ]
      : []),
    ...(asset.monitoredBy && asset.monitoredBy !== asset.id
      ? [[t("asset.monitoredBy"), <AssetLink key="gateway" id={asset.monitoredBy} />] as [string, ReactNode]]
      : []),
  ];
  return (
    <header className="panel asset-head">
      <div className="asset-title">
        <Icon name={asset.system} size={28} />
        <div>
          <h1>{pick(asset.name, lang)}</h1>
          <p className="faint">
            <Places places={asset.places} />
          </p>
        </div>
      </div>
      <dl className="asset-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {asset.outOfService && alarms.length === 0 ? (
        <p className="asset-fine">
          <Icon name="wrench" size={16} /> {t("asset.outOfService")}
        </p>
      ) : alarms.length === 0 ? (
        <p className="asset-fine">
          <Icon name="check" size={16} /> {t("asset.ok")}
        </p>
      ) : (
        <ul className="asset-alarms">
          {alarms.map((alarm) => (
            <li key={alarm.id}>
              <Link to="." search={(before) => ({ ...before, alarm: alarm.id })} className="asset-alarm">
                <AlarmChip alarm={alarm} />
                <strong>{pick(alarm.title, lang)}</strong>
                <span className="faint">
                  <Since at={alarm.raisedAt ?? alarm.changedAt} />
                </span>
              </Link>
              <AcknowledgeButton alarm={alarm} size="small" primary={alarm.state === "unacknowledged"} />
              {alarm.state !== "returned" && <p className="asset-do">{pick(alarm.response, lang)}</p>}
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}
