import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { MaintenanceCalendar, PlannedVisitView, VisitView } from "../../../../../api/contract/index.ts";
import { later, plusDays, weekdayOf } from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { calendarQuery } from "../../app/work-api.ts";
import { datesSaid, dateText, localeOf, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, Waiting } from "../../parts/index.ts";
import { CalendarForm } from "./forms/calendar-form.tsx";

const monthOf = (day: string): string => day.slice(0, 7);
const shift = (month: string, by: number): string => {
  const at = new Date(`${month}-15T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + by);
  return at.toISOString().slice(0, 7);
};

/** A month of visits done and planned; choosing one says why it is on its day. */
export function Calendar({ site, may }: { site: string; may: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date());
  const [month, setMonth] = useState(monthOf(today));
  const [chosen, setChosen] = useState<string>();
  const [edited, setEdited] = useState(false);
  const first = `${month}-01`;
  const from = plusDays(first, 1 - weekdayOf(first));
  const days = Array.from({ length: 42 }, (_, i) => plusDays(from, i));
  const last = days.at(-1) ?? from;
  const { data, error, refetch } = useQuery(calendarQuery(site, from, later(last, today)));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={8} />;
  const title = new Intl.DateTimeFormat(localeOf(lang), {
    year: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(new Date(`${month}-15T00:00:00Z`));
  const weekday = new Intl.DateTimeFormat(localeOf(lang), { weekday: "short", timeZone: "UTC" });
  return (
    <div className="calendar">
      <div className="calendar-head">
        <Button aria-label={t("mnt.previous")} onClick={() => setMonth(shift(month, -1))}>
          ‹
        </Button>
        <h2>{title}</h2>
        <Button aria-label={t("mnt.next")} onClick={() => setMonth(shift(month, 1))}>
          ›
        </Button>
        {may && (
          <Button className="calendar-days-off" onClick={() => setEdited(true)}>
            {t("keep.siteCalendar")}
          </Button>
        )}
      </div>
      {edited && <CalendarForm site={site} close={() => setEdited(false)} />}
      <div className="calendar-body">
        <div className="calendar-grid">
          {days.slice(0, 7).map((day) => (
            <span key={day} className="calendar-weekday faint">
              {weekday.format(new Date(`${day}T00:00:00Z`))}
            </span>
          ))}
          {days.map((day) => (
            <Day key={day} day={day} data={data} month={month} chosen={chosen} choose={setChosen} />
          ))}
        </div>
        <Why data={data} chosen={chosen} />
      </div>
    </div>
  );
}

const keyOf = (visit: PlannedVisitView): string => `${visit.plan}@${visit.day}`;

function Day({
  day,
  data,
  month,
  chosen,
  choose,
}: {
  day: string;
  data: MaintenanceCalendar;
  month: string;
  chosen: string | undefined;
  choose: (key: string) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const fullDay = new Intl.DateTimeFormat(localeOf(lang), {
    weekday: "short",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const ahead = data.ahead.filter((visit) => visit.day === day);
  const past = data.past.filter((visit) => (visit.done ?? visit.due) === day);
  const off = !data.workdays.includes(weekdayOf(day)) || data.holidays.includes(day);
  const hours = Math.round(ahead.reduce((sum, visit) => sum + visit.hours, 0) * 10) / 10;
  const classes = ["calendar-day"];
  if (monthOf(day) !== month) classes.push("is-other");
  if (off) classes.push("is-off");
  if (day === data.today) classes.push("is-today");
  if (ahead.length + past.length === 0) classes.push("is-bare");
  return (
    <div className={classes.join(" ")}>
      <span className="calendar-date num" title={off ? t("mnt.dayOff") : undefined}>
        <span className="calendar-full">{fullDay.format(new Date(`${day}T00:00:00Z`))}</span>
        <span className="calendar-short">{Number(day.slice(8))}</span>
        {hours > 0 && <span className="faint"> {t("mnt.hoursOf", { n: hours, of: data.hoursADay })}</span>}
      </span>
      {past.map((visit) => (
        <button
          type="button"
          key={visit.id}
          className={`visit is-${visit.outcome}${chosen === visit.id ? " is-chosen" : ""}${visit.daysLate > 0 ? " is-late" : ""}`}
          title={`${pick(visit.assetName, lang)} · ${pick(visit.title, lang)}`}
          onClick={() => choose(visit.id)}
        >
          {visit.outcome === "missed" ? "✕" : "✓"} {pick(visit.assetName, lang)} · {pick(visit.title, lang)}
        </button>
      ))}
      {ahead.map((visit) => (
        <button
          type="button"
          key={keyOf(visit)}
          className={`visit is-ahead is-${visit.basis}${chosen === keyOf(visit) ? " is-chosen" : ""}`}
          title={`${pick(visit.assetName, lang)} · ${pick(visit.title, lang)}`}
          onClick={() => choose(keyOf(visit))}
        >
          {pick(visit.assetName, lang)} · {pick(visit.title, lang)}
        </button>
      ))}
    </div>
  );
}

function Why({ data, chosen }: { data: MaintenanceCalendar; chosen: string | undefined }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const planned = data.ahead.find((visit) => keyOf(visit) === chosen);
  const past = data.past.find((visit) => visit.id === chosen);
  return (
    <aside className="calendar-why">
      <h3>{t("mnt.why")}</h3>
      {planned ? (
        <>
          <strong>
            {pick(planned.assetName, lang)} · {pick(planned.title, lang)}
          </strong>
          <span className="num">
            {dateText(planned.day, lang)} <span className="faint">({t(`mnt.basis.${planned.basis}`)})</span>
          </span>
          <ol>
            {planned.why.map((reason) => (
              <li key={reason.en}>{datesSaid(pick(reason, lang), lang)}</li>
            ))}
          </ol>
          {planned.order && (
            <Link to="/orders/$id" params={{ id: planned.order }} className="link">
              {planned.order}
            </Link>
          )}
        </>
      ) : past ? (
        <PastVisit visit={past} />
      ) : (
        <p className="faint">
          {t(data.ahead.length + data.past.length === 0 ? "mnt.emptyMonth" : "mnt.chooseVisit")}
        </p>
      )}
    </aside>
  );
}

/** One turn that is over: what became of it and on whose word. */
export function PastVisit({ visit }: { visit: VisitView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  return (
    <>
      <strong>
        {pick(visit.assetName, lang)} · {pick(visit.title, lang)}
      </strong>
      <span className="num">
        {t("work.due")} {dateText(visit.due, lang)} →{" "}
        {visit.done ? dateText(visit.done, lang) : t("mnt.missed")}
        {visit.daysLate > 0 && (
          <strong className="order-late"> {t("mnt.daysLate", { n: visit.daysLate })}</strong>
        )}
      </span>
      <span className="soft">
        {[visit.by, visit.vendor].flatMap((who) => (who ? nameOf(who) : [])).join(" · ")}
        {visit.outcome === "remarks" && ` · ${t("mnt.remarks")}`}
      </span>
      {visit.note && <span>{pick(visit.note, lang)}</span>}
      {visit.reason && <span>{pick(visit.reason, lang)}</span>}
      {visit.order && (
        <Link to="/orders/$id" params={{ id: visit.order }} className="link">
          {t("work.record")}
        </Link>
      )}
    </>
  );
}
