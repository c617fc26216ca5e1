import { type KeyboardEvent, memo, type ReactNode, useCallback, useMemo, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct } from "../../app/session.ts";
import { type AlarmRow, colon, isTakeable, pick } from "../../laws/index.ts";
import {
  AlarmChip,
  Icon,
  Places,
  SelectAll,
  useAcknowledge,
  useAdvice,
  usePhone,
  useTouch,
  useWindow,
  When,
} from "../../parts/index.ts";
import { EvidenceText } from "./evidence.tsx";
import { Lag } from "./lag.tsx";

const Row = memo(function Row({
  row,
  isUnfolded,
  fold,
  index,
  isCurrent,
  isSelected,
  toggle,
  open,
  focus,
}: {
  row: AlarmRow;
  isUnfolded: boolean;
  fold: (id: string) => void;
  index: number;
  isCurrent: boolean;
  isSelected: boolean;
  toggle: (row: AlarmRow) => void;
  open: (id: string) => void;
  focus: (id: string) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { alarm, depth, under } = row;
  const who = alarm.assignedTo ?? alarm.acknowledgedBy;
  const title = pick(alarm.title, lang);
  return (
    <tr
      id={`alarm-row-${index}`}
      tabIndex={isCurrent ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={`alarm-row is-${alarm.state} of-${alarm.priority}${depth === 1 ? " is-under" : ""}`}
      onClick={() => open(alarm.id)}
      onFocus={() => focus(alarm.id)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click on the box from opening the row */}
      <td className="cell-select" onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          className="pick"
          checked={isSelected}
          tabIndex={-1}
          aria-label={t("alarm.selectOne", { what: `${pick(alarm.assetName, lang)}${colon(lang)}${title}` })}
          onChange={() => toggle(row)}
        />
      </td>
      <td className="cell-priority">
        <AlarmChip alarm={alarm} />
      </td>
      <td className="cell-since num">
        {row.afterMs === undefined ? (
          <When at={alarm.raisedAt ?? alarm.changedAt} />
        ) : (
          <Lag ms={row.afterMs} at={alarm.raisedAt ?? alarm.changedAt} />
        )}
      </td>
      <td className="cell-asset">
        <span className="alarm-asset">{pick(alarm.assetName, lang)}</span>{" "}
        <span className="faint">
          <Places places={alarm.places} of={alarm.asset} />
        </span>
      </td>
      <td className="cell-what">
        <strong>{title}</strong>
        {row.first && (
          <span className="row-first" title={t(row.first === "cause" ? "desk.firstHint" : "desk.firstNear")}>
            {t("desk.first")}
          </span>
        )}
        {under.length > 0 && (
          <button
            type="button"
            className="row-fold"
            aria-expanded={isUnfolded}
            aria-label={t(isUnfolded ? "desk.fold" : "desk.expand")}
            onClick={(event) => {
              event.stopPropagation();
              fold(alarm.id);
            }}
          >
            <Icon name="chevron" size={12} />
            {t(row.kind === "cause" ? "desk.consequences" : "desk.alike", { n: under.length })}
          </button>
        )}
      </td>
      <td className="cell-value num">
        <EvidenceText alarm={alarm} />
      </td>
      <td className="cell-who">{who !== null && <Who id={who} />}</td>
    </tr>
  );
});

function Who({ id }: { id: string }): ReactNode {
  return useNames()(id);
}

/** Those alike are dealt with as one; what a cause explains is hidden and waits for nobody. */
const standsFor = ({ alarm, kind, under }: AlarmRow): string[] =>
  kind === "alike" ? [alarm.id, ...under.map(({ id }) => id)] : [alarm.id];

/** All open alarms, worst first. Only rows in view are drawn; one row is current and takes the keys. */
export function AlarmTable({
  rows,
  unfolded,
  fold,
  selected,
  select,
  open,
}: {
  rows: readonly AlarmRow[];
  unfolded: ReadonlySet<string>;
  fold: (id: string) => void;
  selected: ReadonlySet<string>;
  select: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void;
  open: (id: string) => void;
}): ReactNode {
  const t = useWords();
  const alarms = useMemo(() => rows.map(({ alarm }) => alarm), [rows]);
  const phone = usePhone();
  const touch = useTouch();
  const mayAct = useMayAct();
  const advice = useAdvice();
  const acknowledge = useAcknowledge();
  const rowHeight = phone ? 92 : touch ? 48 : 36;
  const { box, first, end, before, after, reveal } = useWindow(alarms.length, rowHeight);
  // The current row follows its alarm, not its number: rows move while new alarms come in.
  const [currentId, setCurrentId] = useState<string>();
  const found = alarms.findIndex((alarm) => alarm.id === currentId);
  const current = Math.max(0, found);

  const toggle = useCallback(
    (row: AlarmRow) =>
      select((before) => {
        const next = new Set(before);
        const on = !next.has(row.alarm.id);
        for (const id of standsFor(row))
          if (on) next.add(id);
          else next.delete(id);
        return next;
      }),
    [select],
  );
  const move = (to: number) => {
    const at = Math.max(0, Math.min(alarms.length - 1, to));
    setCurrentId(alarms[at]?.id);
    reveal(at);
    // The row may only be drawn after the scroll.
    requestAnimationFrame(() => document.getElementById(`alarm-row-${at}`)?.focus());
  };
  const actOf = (key: string, row: AlarmRow, { alarm } = row): (() => void) | undefined => {
    const page = Math.max(1, end - first - 25);
    const mayTake = isTakeable(alarm);
    switch (key) {
      case "ArrowDown":
        return () => move(current + 1);
      case "ArrowUp":
        return () => move(current - 1);
      case "PageDown":
        return () => move(current + page);
      case "PageUp":
        return () => move(current - page);
      case "Home":
        return () => move(0);
      case "End":
        return () => move(alarms.length - 1);
      case "Enter":
        return () => open(alarm.id);
      case " ":
        return () => toggle(row);
      case "a":
      case "A":
        return () => mayTake && mayAct && acknowledge.mutate({ alarm });
      default:
        return undefined;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[current];
    const isChord = event.ctrlKey || event.metaKey || event.altKey;
    if (!row || isChord || !(event.target instanceof HTMLTableRowElement)) return;
    const act = actOf(event.key, row);
    if (!act) return;
    event.preventDefault();
    act();
  };

  const chosen = alarms.filter((alarm) => selected.has(alarm.id)).length;
  const all = alarms.length;
  return (
    <>
      {acknowledge.error && (
        <p className="beside-error alarms-error" role="alert">
          {advice(acknowledge.error)}
        </p>
      )}
      <div ref={box} className="alarm-scroll">
        <table
          className="rows alarm-table"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take focus and keys, which is a grid
          role="grid"
          aria-rowcount={alarms.length + 1}
          aria-label={t("alarm.open")}
        >
          <thead>
            <tr>
              <th scope="col" className="cell-select">
                <SelectAll
                  all={all}
                  chosen={chosen}
                  label={t("alarm.selectAll")}
                  toggle={(everything) => select(() => new Set(everything ? rows.flatMap(standsFor) : []))}
                />
              </th>
              <th scope="col">
                {t("alarm.priority")} · {t("alarm.state")}
              </th>
              <th scope="col">{t("alarm.since")}</th>
              <th scope="col">{t("alarm.asset")}</th>
              <th scope="col">{t("alarm.what")}</th>
              <th scope="col">{t("alarm.value")}</th>
              <th scope="col">{t("alarm.who")}</th>
            </tr>
          </thead>
          <tbody onKeyDown={onKeyDown}>
            {before > 0 && <tr style={{ height: before }} />}
            {rows.slice(first, end).map((row, i) => (
              <Row
                key={row.alarm.id}
                row={row}
                isUnfolded={unfolded.has(row.alarm.id)}
                fold={fold}
                index={first + i}
                isCurrent={first + i === current}
                isSelected={selected.has(row.alarm.id)}
                toggle={toggle}
                open={open}
                focus={setCurrentId}
              />
            ))}
            {after > 0 && <tr style={{ height: after }} />}
          </tbody>
        </table>
      </div>
      {!touch && <p className="alarm-keys">{t("alarm.keys")}</p>}
    </>
  );
}
