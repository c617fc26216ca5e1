import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { JournalEntry } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets, useTimeZone } from "../../app/site.ts";
import { foldJournal, instantText, pick, stampText } from "../../laws/index.ts";
import { AssetLink, WithOrders } from "../../parts/index.ts";
import "./journal-table.css";

const known = [
  "raise",
  "clear",
  "acknowledge",
  "reset",
  "realarm",
  "shelve",
  "unshelve",
  "suppress",
  "release",
  "take-out",
  "put-back",
  "retire",
  "comment",
  "assign",
] as const;
export const isEvent = (event: string): event is (typeof known)[number] => known.some((one) => one === event);
const isProgram = (actor: string): actor is "rule" | "desk" | "clock" =>
  actor === "rule" || actor === "desk" || actor === "clock";

/** Lines of the journal: when, what happened to which alarm, by whom, and their words. */
export function JournalTable({
  entries,
  withAsset = true,
  withAlarm = true,
}: {
  entries: readonly JournalEntry[];
  withAsset?: boolean;
  withAlarm?: boolean;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const nameOf = useNames();
  return (
    <table className="rows journal">
      <thead>
        <tr>
          <th scope="col">{t("journal.time")}</th>
          <th scope="col">{t("journal.event")}</th>
          {withAsset && <th scope="col">{t("alarm.asset")}</th>}
          {withAlarm && <th scope="col">{t("alarm.what")}</th>}
          <th scope="col">{t("journal.actor")}</th>
          <th scope="col">{t("journal.reason")}</th>
        </tr>
      </thead>
      <tbody>
        {(withAlarm ? foldJournal(entries) : entries.map((entry) => [entry] as const)).map(
          ([entry, ...more]) => (
            <tr key={entry.sequence} className={`journal-${entry.event}`}>
              <td className="num cell-stamp">
                <time
                  dateTime={new Date(entry.at).toISOString()}
                  title={instantText(entry.at, lang, timeZone)}
                >
                  {stampText(entry.at, lang, timeZone)}
                </time>
              </td>
              <td className="cell-event">
                {isEvent(entry.event) ? t(`journal.${entry.event}`) : entry.event}
                {entry.event === "raise" && entry.occurrence > 1 && (
                  <span className="faint num"> ×{entry.occurrence}</span>
                )}
                {entry.together !== undefined && (
                  <span className="faint"> {t("journal.together", { n: entry.together })}</span>
                )}
              </td>
              {withAsset && (
                <td>
                  <AssetLink id={entry.asset} placed />
                </td>
              )}
              {withAlarm && (
                <td>
                  {more.length === 0 ? (
                    <AlarmOf entry={entry} />
                  ) : (
                    <details>
                      <summary>{t("journal.alarms", { n: more.length + 1 })}</summary>
                      <ul className="journal-alarms">
                        {[entry, ...more].map((one) => (
                          <li key={one.sequence}>
                            <AlarmOf entry={one} />
                          </li>
                        ))}
                      </ul>
                    </details>
                  )}
                </td>
              )}
              <td>
                {isProgram(entry.actor) ? (
                  <span className="faint">{t(`journal.${entry.actor}`)}</span>
                ) : (
                  nameOf(entry.actor)
                )}
              </td>
              <td className="cell-reason">
                <Reason entry={entry} />
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function AlarmOf({ entry }: { entry: JournalEntry }): ReactNode {
  const lang = useLang();
  return (
    <Link to="." search={(before) => ({ ...before, alarm: entry.alarm })} className="link">
      {pick(entry.title, lang)}
    </Link>
  );
}

/** A person's words; where an alarm was put aside for another, that one by name. */
function Reason({ entry }: { entry: JournalEntry }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const aside = entry.event === "suppress" || entry.event === "release";
  // An alarm's id is its asset's and its rule's.
  const cause = aside ? assets.get(entry.reason?.replace(/\.[^.]*$/, "") ?? "") : undefined;
  if (!cause) return <WithOrders words={entry.reason} />;
  return (
    <Link to="." search={(before) => ({ ...before, alarm: entry.reason ?? undefined })} className="link">
      {t("journal.because", { name: pick(cause.name, lang) })}
    </Link>
  );
}
