import { useQuery } from "@tanstack/react-query";
import { Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import type { SiteCalendarBody } from "../../../../../../api/contract/index.ts";
import { daysBetween, plusDays } from "../../../../../../facility/maintenance/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { putSiteCalendar, siteCalendarQuery } from "../../../app/work-api.ts";
import { dateText, localeOf } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { DayField, NumberField, TextField } from "./fields.tsx";

/** Whose law holds, which days people work and how much they can do; every date ahead follows. */
export function CalendarForm({ site, close }: { site: string; close: () => void }): ReactNode {
  const { data } = useQuery(siteCalendarQuery(site));
  return data ? <Form site={site} known={data} close={close} /> : null;
}

/** Two Mondays are seven days apart, and 2026-01-05 is one. */
const MONDAY = "2026-01-05";

function Form({
  site,
  known,
  close,
}: {
  site: string;
  known: SiteCalendarBody;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [draft, setDraft] = useState(known);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const weekday = new Intl.DateTimeFormat(localeOf(lang), { weekday: "short", timeZone: "UTC" });
  const span = from === "" ? 0 : daysBetween(from, until === "" ? from : until) + 1;
  const add = () => {
    const more = Array.from({ length: span }, (_, i) => plusDays(from, i));
    setDraft({ ...draft, holidays: [...new Set([...draft.holidays, ...more])].toSorted() });
    setFrom("");
    setUntil("");
  };
  return (
    <EditDrawer
      title={t("keep.siteCalendar")}
      close={close}
      fits={draft.workdays.length > 0 && draft.hoursADay > 0 && draft.region.trim().length > 1}
      save={() => putSiteCalendar(site, draft)}
    >
      <TextField
        label={t("keep.region")}
        value={draft.region}
        max={40}
        set={(region) => setDraft({ ...draft, region })}
        note={t("keep.regionNote")}
      />
      <fieldset className="edit-field edit-fieldset">
        <legend className="soft">{t("keep.workdays")}</legend>
        <Checkbox.Group
          value={draft.workdays}
          options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({
            value,
            label: weekday.format(new Date(`${plusDays(MONDAY, value - 1)}T00:00:00Z`)),
          }))}
          onChange={(workdays) => setDraft({ ...draft, workdays })}
        />
      </fieldset>
      <NumberField
        label={t("keep.hoursADay")}
        unit="h"
        min={0.5}
        max={1_000}
        value={draft.hoursADay}
        set={(value) => setDraft({ ...draft, hoursADay: value ?? 8 })}
        note={t("keep.hoursNote")}
      />
      <h3>{t("keep.holidays", { n: draft.holidays.length })}</h3>
      <div className="edit-row">
        <DayField label={t("keep.begins")} value={from} set={setFrom} />
        <DayField
          label={t("keep.lastDay")}
          value={until}
          set={setUntil}
          wrong={span < 0 && t("keep.endsBefore")}
        />
        <Button disabled={span < 1 || span > 60} onClick={add}>
          {t("work.act.add")}
        </Button>
      </div>
      <div className="edit-days">
        {draft.holidays.map((day) => (
          <button
            key={day}
            type="button"
            className="num"
            aria-label={`${dateText(day, lang)} · ${t("keep.remove")}`}
            onClick={() => setDraft({ ...draft, holidays: draft.holidays.filter((one) => one !== day) })}
          >
            {dateText(day, lang)} <span aria-hidden="true">×</span>
          </button>
        ))}
      </div>
    </EditDrawer>
  );
}
