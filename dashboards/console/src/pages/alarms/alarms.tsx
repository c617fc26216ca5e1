import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { kitted } from "../../app/kitted.tsx";
import type { AlarmsSearch, AlarmsTab } from "../../app/router.tsx";
import { grouped, openStates, passes, priorities, rowsOf, systems } from "../../laws/index.ts";
import { useAlarmBoard, useLink } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TabBar, usePhone, Waiting } from "../../parts/index.ts";
import { AcknowledgeBar } from "./acknowledge-bar.tsx";
import { AlarmTable } from "./alarm-table.tsx";
import { type FilterChange, Filters, FilterText } from "./filters.tsx";
import { HiddenTable } from "./hidden-table.tsx";
import { Journal } from "./journal.tsx";
import "./alarms.css";

// Below the first look: the list itself is drawn without the kit of forms.
const Performance = lazy(kitted(() => import("./performance.tsx"), "Performance"));
const ViewsBar = lazy(kitted(() => import("../../parts/views-bar.tsx"), "ViewsBar"));

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
  const { open, hidden, known } = useAlarmBoard();
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
  // What is over meanwhile, or is filtered away, is no longer selected.
  const chosen = useMemo(() => shown.filter((alarm) => selected.has(alarm.id)), [shown, selected]);
  const { flood } = useLink();
  const alike = search.groups ?? flood !== null;
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const groups = useMemo(() => grouped(shown, hidden, alike), [shown, hidden, alike]);
  const rows = useMemo(() => rowsOf(groups, unfolded), [groups, unfolded]);
  const fold = useCallback(
    (id: string) =>
      setUnfolded((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    [],
  );
  // The same functions at each drawing, so that a scroll draws only the rows that come in.
  const openAlarm = useCallback(
    (id: string) => void navigate({ search: (before) => ({ ...before, alarm: id }) }),
    [navigate],
  );
  const narrowed = [search.priority, search.state, search.system, search.q].some(
    (word) => word !== undefined,
  );
  const tabs: [AlarmsTab | undefined, ReactNode, number | undefined][] = [
    [undefined, t("alarm.tabOpen"), open.length],
    ["hidden", t("desk.tabHidden"), hidden.length],
    ["kpi", t("desk.tabKpi"), undefined],
    ["journal", t("alarm.tabJournal"), undefined],
  ];
  const change = (next: FilterChange) =>
    void navigate({ search: (before) => withChange(before, next), replace: true });
  return (
    <div className="alarms panel">
      <div className="panel-head alarms-head">
        <h1>{t("nav.alarms")}</h1>
        <TabBar label={t("nav.alarms")}>
          {tabs.map(([tab, name, n]) => (
            <Link
              key={tab ?? "open"}
              to="/alarms"
              search={({ tab: _tab, ...rest }) => (tab ? { ...rest, tab } : rest)}
              className={search.tab === tab ? "tab is-here" : "tab"}
              aria-current={search.tab === tab ? "page" : undefined}
            >
              {name} {n !== undefined && known && <span className="num">{n}</span>}
            </Link>
          ))}
        </TabBar>
        {!phone && search.tab === undefined && (
          <>
            <FilterText q={filter.q} change={change} />
            <Suspense>
              <ViewsBar
                page="alarms"
                canSave={narrowed}
                open={(address) => void navigate({ href: `/alarms${address}` })}
              />
            </Suspense>
          </>
        )}
      </div>
      {search.tab === "journal" ? (
        <Journal />
      ) : search.tab === "kpi" ? (
        <Suspense fallback={<Waiting lines={8} />}>
          <Performance />
        </Suspense>
      ) : search.tab === "hidden" ? (
        <HiddenTable alarms={hidden} known={known} />
      ) : (
        <>
          {flood && (
            <p className="flood" role="status">
              {t("desk.flood", { n: flood.count })}
            </p>
          )}
          <Filters
            filter={filter}
            alarms={open}
            alike={alike}
            setAlike={(groups) =>
              void navigate({ search: (before) => ({ ...before, groups }), replace: true })
            }
            change={change}
          >
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
              rows={rows}
              unfolded={unfolded}
              fold={fold}
              selected={selected}
              select={setSelected}
              open={openAlarm}
            />
          )}
        </>
      )}
    </div>
  );
}
