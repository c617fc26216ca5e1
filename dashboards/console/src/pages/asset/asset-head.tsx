import { Link } from "@tanstack/react-router";
import { Tag } from "antd";
import { Fragment, type ReactNode } from "react";
import type { AlarmView, AssetDetail } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMayShelve } from "../../app/session.ts";
import { useAssets, useTimeZone } from "../../app/site.ts";
import { comma, localeOf, pick, stampText } from "../../laws/index.ts";
import {
  AcknowledgeButton,
  AlarmChip,
  AssetLink,
  Icon,
  Places,
  PutBackButton,
  Response,
  ShelveButton,
  Since,
  TakeOutButton,
} from "../../parts/index.ts";
import { NewOrderButton } from "../orders/new-order.tsx";
import { GrafanaLink } from "./grafana-link.tsx";
import { registerFacts } from "./register-facts.ts";

function Assets({ ids }: { ids: readonly string[] }): ReactNode {
  const lang = useLang();
  return ids.map((id, i) => (
    <Fragment key={id}>
      {i > 0 && comma(lang)}
      <AssetLink id={id} />
    </Fragment>
  ));
}

/** What it is, where it stands, what depends on it, and what is wrong with it now. */
export function AssetHead({
  asset,
  alarms,
  hidden,
}: {
  asset: AssetDetail;
  alarms: readonly AlarmView[];
  /** Of this asset: shelved, suppressed or out of service. */
  hidden: readonly AlarmView[];
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const may = useMayShelve();
  const mayAct = useMayAct();
  const nameOf = useNames();
  const work = hidden.find((alarm) => alarm.work !== null)?.work;
  const fine = !work && alarms.length === 0;
  const shelvable = asset.rules.map(({ id, title, lifeSafety }) => ({
    id: `${asset.id}.${id}`,
    title,
    lifeSafety,
  }));
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
              .join(comma(lang)),
          ] as [string, ReactNode],
        ]
      : []),
    ...(asset.monitoredBy && asset.monitoredBy !== asset.id
      ? [[t("asset.monitoredBy"), <AssetLink key="gateway" id={asset.monitoredBy} />] as [string, ReactNode]]
      : []),
    ...(asset.tags.length > 0
      ? [
          [
            t("asset.tags"),
            <span key="tags" className="asset-tags">
              {asset.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>,
          ] as [string, ReactNode],
        ]
      : []),
    ...registerFacts(asset.register, t, localeOf(lang)),
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
      <div className="asset-acts">
        <NewOrderButton may={mayAct} at={asset.id} />
        {asset.rules.length > 0 &&
          (work ? (
            <>
              <span>
                {t("desk.isOut", {
                  at: stampText(work.since, lang, timeZone),
                  who: nameOf(work.by),
                  reason: work.reason,
                })}
                {work.order !== null && work.order !== work.reason && (
                  <span className="faint"> · {work.order}</span>
                )}
              </span>
              <PutBackButton asset={asset.id} may={may} />
            </>
          ) : (
            <>
              <TakeOutButton asset={asset.id} assetName={asset.name} rules={asset.rules} may={may} />
              <ShelveButton assetName={asset.name} alarms={shelvable} may={may} />
            </>
          ))}
        {fine && (
          <span className="asset-fine">
            <Icon name={asset.outOfService ? "wrench" : "check"} size={16} />{" "}
            {t(asset.outOfService ? "asset.outOfService" : "asset.ok")}
          </span>
        )}
        <div className="asset-elsewhere">
          <Link to="/lifecycle/assets/$id" params={{ id: asset.id }} className="link">
            {t("asset.lifecycle")}
          </Link>
          <GrafanaLink asset={asset} />
        </div>
      </div>
      {!work && hidden.length > 0 && (
        <ul className="asset-hidden">
          {hidden.map((alarm) => (
            <li key={alarm.id}>
              <Link to="." search={(before) => ({ ...before, alarm: alarm.id })} className="asset-alarm">
                <AlarmChip alarm={alarm} />
                <span>{pick(alarm.title, lang)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {!work && alarms.length > 0 && (
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
              {alarm.active && (
                <p className="asset-do">
                  <Response alarm={alarm} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}
