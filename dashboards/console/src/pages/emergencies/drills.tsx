import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { CalendarLineView, DrillCalendar, PlannedDrill } from "../../../../../api/contract/index.ts";
import {
  beginDrill,
  calendarQuery,
  cancelDrill,
  plansQuery,
  saveProfile,
} from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage, useMaySteer } from "../../app/session.ts";
import { useSite, useTimeZone } from "../../app/site.ts";
import { colon, pick, stampText } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, ReadOnly, Shape, TroubleNote, useAdvice, Waiting, When } from "../../parts/index.ts";
import { DrillForm } from "./drill-form.tsx";

/** What must be practised by law, what is planned, and what the site is. */
export function Drills(): ReactNode {
  const t = useWords();
  const site = useSite();
  const may = useMaySteer();
  const [planning, setPlanning] = useState<CalendarLineView | "free">();
  const { data, error, refetch } = useQuery({
    ...calendarQuery(site?.id ?? ""),
    enabled: site !== undefined,
  });
  if (error) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data || !site) return <Waiting lines={6} />;
  return (
    <>
      <h2 className="sub-head">{t("emergency.calendar")}</h2>
      <Calendar lines={data.lines} plan={setPlanning} />
      <div className="sub-head-row">
        <h2 className="sub-head">{t("emergency.planned")}</h2>
        <Button
          size="small"
          whyNot={may ? undefined : t("needs.engineer")}
          onClick={() => setPlanning("free")}
        >
          {t("emergency.planDrill")}
        </Button>
      </div>
      {data.drills.length === 0 ? (
        <Quiet>{t("emergency.noPlanned")}</Quiet>
      ) : (
        <ul className="drill-list">
          {data.drills.toReversed().map((drill) => (
            <li key={drill.id}>
              <Planned drill={drill} site={site.id} />
            </li>
          ))}
        </ul>
      )}
      <h2 className="sub-head">{t("emergency.profile")}</h2>
      <Profile key={JSON.stringify(data.profile)} site={site.id} profile={data.profile} />
      {planning && (
        <DrillForm
          site={site.id}
          line={planning === "free" ? undefined : planning}
          close={() => setPlanning(undefined)}
        />
      )}
    </>
  );
}

function Calendar({
  lines,
  plan,
}: {
  lines: readonly CalendarLineView[];
  plan: (line: CalendarLineView) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const may = useMaySteer();
  return (
    <ul className="calendar">
      {lines.map((line) => (
        <li key={line.rule} className={`is-${line.is}`}>
          <span className="calendar-state">
            {(line.is === "overdue" || line.is === "never") && <Shape priority="high" size={12} />}{" "}
            {t(`emergency.calendarState.${line.is}`)}
          </span>
          <span className="calendar-what">
            <strong>{pick(line.title, lang)}</strong>
            <span className="faint" title={pick(line.source, lang)}>
              {t("emergency.every", { n: line.everyMonths })} · {t(`emergency.${line.basis}`)}
            </span>
          </span>
          <span className="soft">
            {line.last !== null && (
              <>
                {t("emergency.last")}
                {colon(lang)}
                <When at={line.last} />
              </>
            )}
          </span>
          <Button size="small" whyNot={may ? undefined : t("needs.engineer")} onClick={() => plan(line)}>
            {t("emergency.planDrill")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Planned({ drill, site }: { drill: PlannedDrill; site: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const advice = useAdvice();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const may = useMaySteer();
  const { data } = useQuery(plansQuery(site));
  const [why, setWhy] = useState<string>();
  const again = () => void queries.invalidateQueries({ queryKey: calendarQuery(site).queryKey });
  const begin = useMutation({
    mutationFn: () => beginDrill(drill.id),
    onSuccess: (run) => {
      again();
      void navigate({ to: "/emergencies/$id", params: { id: run.id } });
    },
  });
  const cancel = useMutation({ mutationFn: () => cancelDrill(drill.id, why ?? ""), onSuccess: again });
  const plan = data?.plans.find((each) => each.plan.id === drill.plan)?.plan;
  const open = drill.run === null && drill.cancelled === null;
  const trouble = begin.error ?? cancel.error;
  return (
    <div className="drill">
      <span className="calendar-what">
        <strong>{plan ? pick(plan.title, lang) : drill.plan}</strong>
        <span className="soft">
          {stampText(drill.at, lang, timeZone)} · {drill.scenario}
        </span>
        <span className="faint">
          {drill.cancelled !== null
            ? t("emergency.cancelled", { why: drill.cancelled })
            : drill.noticeAt === null
              ? t("emergency.notAnnounced")
              : t("emergency.announced", { when: stampText(drill.noticeAt, lang, timeZone) })}
        </span>
      </span>
      {drill.run !== null && (
        <Link to="/emergencies/$id" params={{ id: drill.run }} className="link">
          {t("emergency.heldAs")}
        </Link>
      )}
      {open && may && (
        <span className="step-buttons">
          <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate()}>
            {t("emergency.begin")}
          </Button>
          {why === undefined ? (
            <Button onClick={() => setWhy("")}>{t("emergency.cancelDrill")}</Button>
          ) : (
            <>
              <input
                className="filter-text"
                placeholder={t("emergency.cancelWhy")}
                aria-label={t("emergency.cancelWhy")}
                value={why}
                onChange={(event) => setWhy(event.target.value)}
              />
              <Button
                danger
                disabled={why.trim() === ""}
                loading={cancel.isPending}
                onClick={() => cancel.mutate()}
              >
                {t("emergency.cancelDrill")}
              </Button>
            </>
          )}
        </span>
      )}
      {trouble && (
        <span className="beside-error" role="alert">
          {advice(trouble)}
        </span>
      )}
    </div>
  );
}

function Profile({ site, profile }: { site: string; profile: DrillCalendar["profile"] }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const queries = useQueryClient();
  const may = useMayManage();
  const [draft, setDraft] = useState(profile);
  const save = useMutation({
    mutationFn: () => saveProfile(site, draft),
    onSuccess: (calendar) => queries.setQueryData(calendarQuery(site).queryKey, calendar),
  });
  return (
    <form
      className="plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <ReadOnly may={may} needs="manager" />
      <fieldset disabled={!may} className="plan-row">
        <label className="plan-field">
          {t("emergency.siteKind")}
          <select
            className="filter-text"
            value={draft.class}
            onChange={(event) =>
              setDraft({
                ...draft,
                class: event.target.value === "fire-key-unit" ? "fire-key-unit" : "other",
              })
            }
          >
            <option value="fire-key-unit">{t("emergency.siteClass.fire-key-unit")}</option>
            <option value="other">{t("emergency.siteClass.other")}</option>
          </select>
        </label>
        <label className="plan-field">
          {t("emergency.region")}
          <input
            className="filter-text roll-count"
            title={t("emergency.regionSays")}
            maxLength={40}
            value={draft.region}
            onChange={(event) => setDraft({ ...draft, region: event.target.value })}
          />
        </label>
        <label className="plan-field is-wide">
          {t("emergency.unit")}
          <input
            className="filter-text"
            value={draft.unit}
            onChange={(event) => setDraft({ ...draft, unit: event.target.value })}
          />
        </label>
        <label className="plan-field is-wide">
          {t("emergency.address")}
          <input
            className="filter-text"
            value={draft.address}
            onChange={(event) => setDraft({ ...draft, address: event.target.value })}
          />
        </label>
        <label className="plan-field">
          {t("emergency.noticeDays")}
          <input
            className="filter-text roll-count"
            type="number"
            min={0}
            max={60}
            value={draft.noticeDays}
            onChange={(event) => setDraft({ ...draft, noticeDays: Number(event.target.value) })}
          />
        </label>
        {may && (
          <Button htmlType="submit" type="primary" loading={save.isPending}>
            {t("emergency.save")}
          </Button>
        )}
      </fieldset>
      {save.error && (
        <span className="beside-error" role="alert">
          {advice(save.error)}
        </span>
      )}
    </form>
  );
}
