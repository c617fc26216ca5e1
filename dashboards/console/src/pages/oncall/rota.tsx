import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { Rota, RotaCalendar } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { calendarQuery, rotasQuery, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMayManage } from "../../app/session.ts";
import { comma, numberText, pick } from "../../laws/index.ts";
import { serverNow } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, Waiting } from "../../parts/index.ts";
import { CalendarFeed } from "./calendar-feed.tsx";
import { NowCards } from "./now-cards.tsx";
import { Overrides } from "./overrides.tsx";
import { RotaEditor } from "./rota-editor.tsx";
import { Swaps } from "./swaps.tsx";
import { dayName, dayTime, shortTime } from "./times.ts";

const DAY = 86_400_000;
const DAYS = 28;

/** Who is on when: the calendar, its score, overrides, swaps, the feed for a phone. */
export function RotaTab(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const mayManage = useMayManage();
  const mayAct = useMayAct();
  const { data, error } = useQuery(rotasQuery);
  const [chosen, setChosen] = useState<string | undefined>();
  const [editing, setEditing] = useState<Rota | "new" | undefined>();
  if (error) return <TroubleNote error={error} />;
  if (!data) return <Waiting lines={6} />;
  const rota = data.rotas.find(({ id }) => id === chosen) ?? data.rotas[0];
  return (
    <div className="oncall-stack">
      <NowCards />
      <div className="oncall-bar">
        {data.rotas.length > 1 && (
          <Segmented
            value={rota?.id ?? ""}
            onChange={setChosen}
            options={data.rotas.map(({ id, name }) => ({ value: id, label: pick(name, lang) }))}
          />
        )}
        {mayManage && rota && <Button onClick={() => setEditing(rota)}>{t("oncall.editRota")}</Button>}
        {mayManage && <Button onClick={() => setEditing("new")}>{t("oncall.newRota")}</Button>}
      </div>
      {rota && <RotaCalendarPanel rota={rota} />}
      {rota && mayManage && <Overrides rota={rota} />}
      {mayAct && <Swaps rotas={data.rotas} />}
      {mayAct && <CalendarFeed />}
      {editing !== undefined && (
        <RotaEditor rota={editing === "new" ? undefined : editing} close={() => setEditing(undefined)} />
      )}
    </div>
  );
}

function RotaCalendarPanel({ rota }: { rota: Rota }): ReactNode {
  const t = useWords();
  const lang = useLang();
  // From the site's last midnight, so that each row is a day.
  const from = useMemo(() => midnight(serverNow(), rota.timeZone), [rota.timeZone]);
  const { data } = useQuery(calendarQuery(rota.id, from, from + DAYS * DAY));
  if (!data) return <Waiting lines={8} />;
  return (
    <section className="panel" aria-labelledby="rota-calendar">
      <div className="panel-head">
        <h2 id="rota-calendar">{pick(rota.name, lang)}</h2>
        <span className={`score ${data.score >= 80 ? "" : "is-low"}`}>
          {t("oncall.score", { n: data.score })}
        </span>
        <span className="faint">{t("oncall.scoreOf")}</span>
      </div>
      <Weaknesses calendar={data} />
      <Days calendar={data} rota={rota} from={from} />
    </section>
  );
}

/** The last midnight on a zone's wall clock. */
function midnight(now: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const since = (part("hour") * 3_600 + part("minute") * 60 + part("second")) * 1_000;
  return Math.floor(now / 1_000) * 1_000 - since;
}

function Weaknesses({ calendar }: { calendar: RotaCalendar }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const n = (hours: number | undefined) => numberText(hours ?? 0, 0, lang);
  return (
    <ul className="weaknesses">
      {calendar.weaknesses.map((weakness) => (
        <li key={`${weakness.is}${weakness.person ?? ""}`}>
          {t(`oncall.weakness.${weakness.is}`, {
            hours: n(weakness.hours ?? weakness.mostHours),
            who: nameOf(weakness.person ?? weakness.most ?? ""),
            least: nameOf(weakness.least ?? ""),
            leastHours: n(weakness.leastHours),
          })}
          {weakness.points > 0 && <span className="faint num"> −{weakness.points}</span>}
        </li>
      ))}
      <li className="faint">
        {calendar.hours
          .map(({ person, hours }) => t("oncall.hoursOf", { who: nameOf(person), hours: n(hours) }))
          .join(" · ")}
      </li>
    </ul>
  );
}

/** One row a day; each shift a bar as long as it lasts, a gap dashed in the colour of what is abnormal. */
function Days({ calendar, rota, from }: { calendar: RotaCalendar; rota: Rota; from: number }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const people = [...new Set(calendar.shifts.flatMap((shift) => shift.people))];
  const layerName = (id: string) => {
    const layer = rota.layers.find((one) => one.id === id);
    if (layer) return pick(layer.name, lang);
    return id === "override" || id === "holiday" || id === "nobody" ? t(`oncall.by.${id}`) : id;
  };
  return (
    <ol className="days">
      <li className="day is-hours" aria-hidden="true">
        <span className="day-name" />
        <span className="day-line">
          {[0, 6, 12, 18].map((hour) => (
            <span key={hour} className="day-hour num" style={{ left: `${(hour / 24) * 100}%` }}>
              {`${String(hour).padStart(2, "0")}:00`}
            </span>
          ))}
        </span>
      </li>
      {Array.from({ length: DAYS }, (_, i) => from + i * DAY).map((start) => {
        const end = start + DAY;
        const bars = calendar.shifts.filter((shift) => shift.start < end && shift.end > start);
        return (
          <li key={start} className="day">
            <span className="day-name num">{dayName(start + DAY / 2, lang, rota.timeZone)}</span>
            <span className="day-line">
              {bars.map((shift) => {
                const left = Math.max(0, (shift.start - start) / DAY);
                const width = Math.min(1, (shift.end - start) / DAY) - left;
                const who = shift.people.map(nameOf).join(comma(lang)) || t("oncall.nobody");
                return (
                  <span
                    key={shift.start}
                    className={`shift ${shift.people.length === 0 ? "is-gap" : `is-${people.indexOf(shift.people[0] ?? "") % 6}`}${shift.from === "override" ? " is-override" : ""}`}
                    style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
                    title={`${who} · ${layerName(shift.from)} · ${dayTime(shift.start, lang, rota.timeZone)} – ${shortTime(shift.end, lang, rota.timeZone)}`}
                  >
                    {who}
                  </span>
                );
              })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
