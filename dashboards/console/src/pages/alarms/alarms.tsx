import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import type { AlarmsSearch } from "../../app/router.tsx";
import { openStates, passes, priorities, systems } from "../../laws/index.ts";
import { useAlarmBoard } from "../../live/index.ts";
import { Quiet, usePhone, Waiting } from "../../parts/index.ts";
import { AcknowledgeBar } from "./acknowledge-bar.tsx";
import { AlarmTable } from "./alarm-table.tsx";
import { type FilterChange, Filters, FilterText } from "./filters.tsx";
import { Journal } from "./journal.tsx";
import "./alarms.css";

const route = getRouteApi("/inside/alarms");

/** Words of a comma list that are known ones. */
const listed = <T extends string>(known: readonly T[], words: string | undefined): T[] =>
  words ? known.filter((one) => words.split(",").includes(one)) : [];

/** The address with a filter set, or taken out where it lets everything through. */
const withChange = (before: AlarmsSearch, next: FilterChange): AlarmsSearch =>
  Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, word]) => word !== undefined));

export function AlarmsPage(): ReactNode {
  const t = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const phone = usePhone();
  const { open, known } = useAlarmBoard();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const filter = useMemo(
    () => ({
      priority: listed(priorities, search.priority),
      state: listed(openStates, search.state),
      system: listed(systems, search.system),
      q: search.q ?? "",
    }),
    [search.priority, search.state, search.system, search.q],
  );
  const shown = useMemo(() => open.filter((alarm) => passes(alarm, filter)), [open, filter]);
  // What has been dealt with meanwhile, or is filtered away, is no longer selected.
  const chosen = useMemo(
    () => shown.filter((alarm) => selected.has(alarm.id) && alarm.state !== "acknowledged"),
    [shown, selected],
  );
  const isJournal = search.tab === "journal";
  const change = (next: FilterChange) =>
    void navigate({ search: (before) => withChange(before, next), replace: true });
  return (
    <div className="alarms panel">
      <div className="panel-head alarms-head">
        <h1>{t("nav.alarms")}</h1>
        <nav className="tabs" aria-label={t("nav.alarms")}>
          <Link
            to="/alarms"
            search={({ tab: _tab, ...rest }) => rest}
            className={isJournal ? "tab" : "tab is-here"}
            aria-current={isJournal ? undefined : "page"}
          >
            {t("alarm.tabOpen")} <span className="num">{known ? open.length : ""}</span>
          </Link>
          <Link
            to="/alarms"
            search={(before) => ({ ...before, tab: "journal" as const })}
            className={isJournal ? "tab is-here" : "tab"}
            aria-current={isJournal ? "page" : undefined}
          >
            {t("alarm.tabJournal")}
          </Link>
        </nav>
        {!phone && !isJournal && <FilterText q={filter.q} change={change} />}
      </div>
      {isJournal ? (
        <Journal />
      ) : (
        <>
          <Filters filter={filter} alarms={open} change={change}>
            {phone && <FilterText q={filter.q} change={change} />}
          </Filters>
          <AcknowledgeBar chosen={chosen} clear={() => setSelected(new Set())} />
          {!known ? (
            <Waiting lines={6} />
          ) : open.length === 0 ? (
            <Quiet>{t("alarm.allQuiet")}</Quiet>
          ) : shown.length === 0 ? (
            <Quiet>
              {t("alarm.noMatch")}{" "}
              <Button size="small" onClick={() => void navigate({ search: {}, replace: true })}>
                {t("alarm.clearFilters")}
              </Button>
            </Quiet>
          ) : (
            <AlarmTable
              alarms={shown}
              selected={selected}
              select={setSelected}
              open={(id) => void navigate({ search: (before) => ({ ...before, alarm: id }) })}
            />
          )}
        </>
      )}
    </div>
  );
}
