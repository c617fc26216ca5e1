import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayShelve } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { age, instantText, pick, rootsOf } from "../../laws/index.ts";
import { useTicking } from "../../live/index.ts";
import {
  AlarmChip,
  AssetLink,
  PutBackButton,
  Quiet,
  UnshelveButton,
  Waiting,
  When,
  WithOrders,
} from "../../parts/index.ts";

/** "1 h 20 min left"; hovering says when it ends. */
export function TimeLeft({ until }: { until: number }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const left = useTicking((now) => age(until - now, lang));
  return (
    <time dateTime={new Date(until).toISOString()} title={instantText(until, lang, timeZone)} className="num">
      {t("desk.left", { age: left })}
    </time>
  );
}

const isBecause = (word: string): word is "gateway-lost" | "panel-lost" | "supply-lost" | "meter-silent" =>
  ["gateway-lost", "panel-lost", "supply-lost", "meter-silent"].includes(word);

/** Why an alarm is hidden, in words: the shelf's reason, the cause, the work. */
export function WhyHidden({
  alarm,
  roots,
}: {
  alarm: AlarmView;
  roots: ReadonlyMap<string, string>;
}): ReactNode {
  const t = useWords();
  if (alarm.work)
    return (
      <>
        {alarm.work.order !== null && <WithOrders words={alarm.work.order} />}
        {alarm.work.order !== null && alarm.work.reason !== alarm.work.order && " · "}
        {alarm.work.reason !== alarm.work.order && alarm.work.reason}
      </>
    );
  const [cause] = alarm.causes;
  if (cause) {
    const root = roots.get(alarm.id) ?? cause.alarm;
    return (
      <Link to="." search={(before) => ({ ...before, alarm: root })} className="link">
        {isBecause(cause.because) ? t(`desk.because.${cause.because}`) : root}
      </Link>
    );
  }
  return alarm.shelf?.reason ?? "";
}

/** What calls nobody at present, and until when: soonest end first, then what is suppressed, then work. */
export function HiddenTable({ alarms, known }: { alarms: readonly AlarmView[]; known: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const may = useMayShelve();
  const nameOf = useNames();
  if (!known) return <Waiting lines={6} />;
  if (alarms.length === 0) return <Quiet>{t("desk.hiddenQuiet")}</Quiet>;
  const roots = rootsOf(alarms);
  const rank = { shelved: 0, suppressed: 1, "out-of-service": 2 } as const;
  const of = ({ state }: AlarmView): number =>
    state === "shelved" || state === "suppressed" || state === "out-of-service" ? rank[state] : 3;
  const sorted = alarms.toSorted(
    (a, b) => of(a) - of(b) || (a.shelf?.until ?? 0) - (b.shelf?.until ?? 0) || (a.asset < b.asset ? -1 : 1),
  );
  // One button for an asset's work, on the first of its rows.
  const firstOfWork = new Set<string>();
  const seen = new Set<string>();
  for (const alarm of sorted)
    if (alarm.work && !seen.has(alarm.asset)) {
      seen.add(alarm.asset);
      firstOfWork.add(alarm.id);
    }
  return (
    <div className="journal-scroll">
      <table className="rows hidden-table">
        <thead>
          <tr>
            <th scope="col">
              {t("alarm.priority")} · {t("alarm.state")}
            </th>
            <th scope="col">{t("alarm.asset")}</th>
            <th scope="col">{t("alarm.what")}</th>
            <th scope="col">{t("desk.ends")}</th>
            <th scope="col">{t("desk.why")}</th>
            <th scope="col">{t("desk.by")}</th>
            <th scope="col">
              <span className="only-heard">{t("desk.unshelve")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((alarm) => (
            <tr key={alarm.id}>
              <td>
                <AlarmChip alarm={alarm} />
              </td>
              <td>
                <AssetLink id={alarm.asset} placed />
              </td>
              <td>
                <Link to="." search={(before) => ({ ...before, alarm: alarm.id })} className="link">
                  {pick(alarm.title, lang)}
                </Link>{" "}
                <span className={alarm.active ? "hidden-true" : "faint"}>
                  {t(alarm.active ? "desk.trueNow" : "desk.overNow")}
                </span>
              </td>
              <td>{alarm.shelf && <TimeLeft until={alarm.shelf.until} />}</td>
              <td className="cell-reason">
                <WhyHidden alarm={alarm} roots={roots} />
              </td>
              <td>
                {nameOf(alarm.work?.by ?? alarm.shelf?.by ?? "")}
                {alarm.work && (
                  <span className="faint">
                    {" · "}
                    <When at={alarm.work.since} />
                  </span>
                )}
              </td>
              <td className="cell-act">
                {alarm.state === "shelved" && <UnshelveButton alarm={alarm} may={may} size="small" />}
                {firstOfWork.has(alarm.id) && <PutBackButton asset={alarm.asset} may={may} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
