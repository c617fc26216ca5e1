import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AlarmDetail, AlarmView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { age, colon, lagsOf, pick, stampText } from "../../laws/index.ts";
import { AlarmChip, WithOrders } from "../../parts/index.ts";
import { isEvent } from "./journal-table.tsx";
import { Lag } from "./lag.tsx";

/** How it went the last times, and what people did then: the desk's memory. */
export function Earlier({ occurrences }: { occurrences: AlarmDetail["occurrences"] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const nameOf = useNames();
  // The newest is the one the panel is about.
  const before = occurrences.slice(1);
  if (before.length === 0) return <p className="faint">{t("desk.noEarlier")}</p>;
  return (
    <ol className="earlier">
      {before.map(({ occurrence, raisedAt, clearedAt, notes }) => (
        <li key={occurrence}>
          <span className="num">{stampText(raisedAt, lang, timeZone)}</span>{" "}
          <span className="faint">
            {clearedAt === null
              ? t("desk.stillTrue")
              : t("desk.lasted", { age: age(clearedAt - raisedAt, lang) })}
          </span>
          {notes.length === 0 ? (
            <p className="faint">{t("desk.nothingNoted")}</p>
          ) : (
            notes.map((note) => (
              <p key={`${note.at}${note.event}`}>
                {isEvent(note.event) ? t(`journal.${note.event}`) : note.event} · {nameOf(note.by)}
                {note.words !== "" && (
                  <q>
                    <WithOrders words={note.words} />
                  </q>
                )}
              </p>
            ))
          )}
        </li>
      ))}
    </ol>
  );
}

/** What this alarm speaks for, first-out first. */
export function Consequences({
  of,
  alarms,
}: {
  of: AlarmView;
  alarms: AlarmDetail["consequences"];
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (alarms.length === 0) return null;
  const lags = lagsOf([of, ...alarms]);
  const isFirst = lags.get(of.id) === 0;
  return (
    <section>
      <h3>
        {t("desk.explains")} <span className="num faint">{alarms.length}</span>
        {isFirst && (
          <span className="row-first" title={t("desk.firstHint")}>
            {t("desk.wasFirst")}
          </span>
        )}
      </h3>
      <ul className="consequences">
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <Link to="." search={(before) => ({ ...before, alarm: alarm.id })} className="link">
              {pick(alarm.assetName, lang)}
              {colon(lang)}
              {pick(alarm.title, lang)}
            </Link>
            <span className="faint num">
              <Lag ms={lags.get(alarm.id) ?? 0} at={alarm.raisedAt ?? alarm.changedAt} />
            </span>
            <AlarmChip alarm={alarm} />
          </li>
        ))}
      </ul>
    </section>
  );
}
