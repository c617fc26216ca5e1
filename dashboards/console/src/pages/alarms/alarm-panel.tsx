import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Drawer } from "antd";
import { type ReactNode, useMemo } from "react";
import type { AlarmDetail, AlarmView } from "../../../../../api/contract/index.ts";
import { alarmJournalQuery, alarmQuery, assetQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { exactLength, pick, pointsOf } from "../../laws/index.ts";
import { useAlarmBoard } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import {
  AlarmChip,
  AssetLink,
  Deadline,
  Icon,
  OnDuty,
  Places,
  Quiet,
  RuleLinks,
  usePhone,
  Waiting,
  When,
} from "../../parts/index.ts";
import { Trend } from "../../parts/trend/index.ts";
import { AlarmActs, Standing } from "./alarm-acts.tsx";
import { Consequences, Earlier } from "./earlier.tsx";
import { EvidenceText } from "./evidence.tsx";
import { JournalTable } from "./journal-table.tsx";
import "./alarm-panel.css";

const AROUND_MS = 15 * 60_000;

function Story({ alarm, detail }: { alarm: AlarmView; detail: AlarmDetail | undefined }): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    <>
      <div className="story-head">
        <AlarmChip alarm={alarm} />
        <span className="soft">
          <When at={alarm.raisedAt ?? alarm.changedAt} />
        </span>
        {alarm.state === "unacknowledged" && <Deadline alarm={alarm} />}
        {alarm.lifeSafety && (
          <strong className="story-danger">
            <Icon name="person_danger" size={16} /> {t("alarm.lifeSafety")}
          </strong>
        )}
      </div>
      {detail && (
        <section className="story-do">
          <h3>{t("alarm.doNow")}</h3>
          <p>{pick(detail.response, lang)}</p>
          <p className="faint">
            {t("alarm.respondWithin", { age: exactLength(alarm.respondWithinMinutes * 60_000, lang) })}
          </p>
        </section>
      )}
      <Standing alarm={alarm} />
      <OnDuty site={alarm.asset.split(".")[0]} />
      <AlarmActs key={alarm.id} alarm={alarm} />
      {detail && <Consequences of={alarm} alarms={detail.consequences} />}
      <dl className="story-facts">
        <dt>{t("alarm.where")}</dt>
        <dd>
          <AssetLink id={alarm.asset} />{" "}
          <span className="faint">
            <Places places={alarm.places} of={alarm.asset} />
          </span>
        </dd>
        <dt>{t("alarm.value")}</dt>
        <dd>
          <EvidenceText alarm={alarm} withLabel />{" "}
          <span className="faint">{t("alarm.occurrence", { n: alarm.occurrence })}</span>
        </dd>
        {detail && (
          <>
            <dt>{t("alarm.cause")}</dt>
            <dd>{pick(detail.cause, lang)}</dd>
            <dt>{t("alarm.consequence")}</dt>
            <dd>{pick(detail.consequence, lang)}</dd>
            <RuleLinks of={detail} />
          </>
        )}
      </dl>
    </>
  );
}

/** One alarm, opened over any page: what to do first, then why, then how it came about. */
export function AlarmPanel({ id }: { id: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const phone = usePhone();
  const navigate = useNavigate();
  const { open, hidden, known } = useAlarmBoard();
  const alarm = [...open, ...hidden].find((candidate) => candidate.id === id);
  const { data: detail } = useQuery(alarmQuery(id));
  const { data: journal } = useQuery(alarmJournalQuery(id));
  const last = journal?.entries[0];
  const assetId = alarm?.asset ?? last?.asset;
  const { data: asset } = useQuery({ ...assetQuery(assetId ?? ""), enabled: assetId !== undefined });
  const ruleId = alarm?.rule ?? last?.rule;

  const rule = asset?.rules.find((candidate) => candidate.id === ruleId);
  const points = useMemo(() => {
    if (!asset) return [];
    const named = [alarm?.evidence.point, ...(rule ? pointsOf(rule) : [])];
    const found = asset.points.filter((point) => named.includes(point.name) || named.includes(point.id));
    const shown = found.length > 0 ? found : asset.points.filter((point) => point.type.headline);
    return shown.filter((point) => point.type.kind !== "text").slice(0, 3);
  }, [asset, rule, alarm?.evidence.point]);
  const raisedAt =
    alarm?.raisedAt ?? journal?.entries.find((entry) => entry.event === "raise")?.at ?? alarm?.changedAt;
  const window = useMemo(
    () =>
      raisedAt === undefined
        ? undefined
        : { is: "fixed" as const, from: raisedAt - AROUND_MS, to: raisedAt + AROUND_MS },
    [raisedAt],
  );
  const alarms = useMemo(() => (alarm ? [alarm] : []), [alarm]);
  const close = () =>
    void navigate({ to: ".", search: ({ alarm: _closed, ...rest }: Record<string, unknown>) => rest });
  const name = alarm ? pick(alarm.assetName, lang) : asset ? pick(asset.name, lang) : "";
  const title = alarm ? pick(alarm.title, lang) : last ? pick(last.title, lang) : "";
  return (
    <Drawer
      open
      onClose={close}
      mask={phone}
      size={phone ? "100%" : 560}
      closable={{ "aria-label": t("alarm.close") }}
      title={
        <span className="panel-title">
          <span className="faint">{name}</span>
          <strong>{title}</strong>
        </span>
      }
      extra={
        assetId && (
          <Link to="/assets/$id" params={{ id: assetId }} search={{}}>
            <Button tabIndex={-1}>{t("alarm.openAsset")}</Button>
          </Link>
        )
      }
      className="alarm-panel"
    >
      <div className="story">
        {alarm ? (
          <Story alarm={alarm} detail={detail} />
        ) : known ? (
          <Quiet>{t("alarm.gone")}</Quiet>
        ) : (
          <Waiting />
        )}
        {window && asset && (
          <section>
            <h3>{t("alarm.trend")}</h3>
            <Trend
              asset={asset.id}
              points={points}
              rules={rule ? [rule] : []}
              journal={journal?.entries ?? []}
              alarms={alarms}
              window={window}
              roomy={false}
            />
          </section>
        )}
        {detail && (
          <section>
            <h3>{t("desk.earlier")}</h3>
            <Earlier occurrences={detail.occurrences} />
          </section>
        )}
        <section>
          <h3>{t("alarm.journal")}</h3>
          {journal ? (
            <JournalTable entries={journal.entries} withAsset={false} withAlarm={false} />
          ) : (
            <Waiting />
          )}
        </section>
      </div>
    </Drawer>
  );
}
