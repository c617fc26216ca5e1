import { Checkbox } from "antd";
import { type KeyboardEvent, memo, type ReactNode, useRef, useState } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { AlarmChip, Places, useAcknowledge, useAdvice, usePhone, useTouch, useWindow, When } from "../../parts/index.ts";
import { EvidenceText } from "./evidence.tsx";

const Row = memo(function Row({
  alarm,
  index,
  isCurrent,
  isSelected,
  toggle,
  open,
  focus,
}: {
  alarm: AlarmView;
  index: number;
  isCurrent: boolean;
  isSelected: boolean;
  toggle: (id: string) => void;
  open: (id: string) => void;
  focus: (index: number) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const title = pick(alarm.title, lang);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table handles the keys of its current row
    <tr
      id={`alarm-row-${index}`}
      tabIndex={isCurrent ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={`alarm-row is-${alarm.state} of-${alarm.priority}`}
      onClick={() => open(alarm.id)}
      onFocus={() => focus(index)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click on the box from opening the row */}
      <td className="cell-select" onClick={(event) => event.stopPropagation()}>
        <Checkbox
          checked={isSelected}
          disabled={alarm.state === "acknowledged"}
          tabIndex={-1}
          aria-label={t("alarm.selectOne", { what: `${pick(alarm.assetName, lang)}: ${title}` })}
          onChange={() => toggle(alarm.id)}
        />
      </td>
      <td className="cell-priority">
        <AlarmChip alarm={alarm} />
      </td>
      <td className="cell-since num">
        <When at={alarm.raisedAt ?? alarm.changedAt} />
      </td>
      <td className="cell-asset">
        <span className="alarm-asset">{pick(alarm.assetName, lang)}</span>{" "}
        <span className="faint">
          <Places places={alarm.places} />
        </span>
      </td>
      <td className="cell-what">
        <strong>{title}</strong>
      </td>
      <td className="cell-value num">
        <EvidenceText alarm={alarm} />
      </td>
      <td className="cell-who">{alarm.acknowledgedBy ?? ""}</td>
    </tr>
  );
});

/** All open alarms, worst first. Only rows in view are drawn; one row is current and takes the keys. */
export function AlarmTable({
  alarms,
  selected,
  select,
  open,
}: {
  alarms: readonly AlarmView[];
  selected: ReadonlySet<string>;
  select: (ids: ReadonlySet<string>) => void;
  open: (id: string) => void;
}): ReactNode {
  const t = useWords();
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
  const current = found < 0 ? 0 : found;
  const body = useRef<HTMLTableSectionElement>(null);

  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    select(next);
  };
  const move = (to: number) => {
    const at = Math.max(0, Math.min(alarms.length - 1, to));
    setCurrentId(alarms[at]?.id);
    reveal(at);
    // The row may only be drawn after the scroll.
    requestAnimationFrame(() => document.getElementById(`alarm-row-${at}`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const alarm = alarms[current];
    if (!alarm || !(event.target instanceof HTMLTableRowElement)) return;
    const page = Math.max(1, end - first - 25);
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(current + 1),
      ArrowUp: () => move(current - 1),
      PageDown: () => move(current + page),
      PageUp: () => move(current - page),
      Home: () => move(0),
      End: () => move(alarms.length - 1),
      Enter: () => open(alarm.id),
      " ": () => alarm.state !== "acknowledged" && toggle(alarm.id),
      a: () => mayAct && alarm.state !== "acknowledged" && acknowledge.mutate({ alarm }),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  const selectable = alarms.filter((alarm) => alarm.state !== "acknowledged");
  const chosen = selectable.filter((alarm) => selected.has(alarm.id)).length;
  return (
    <>
      {acknowledge.error && (
        <p className="beside-error alarms-error" role="alert">
          {advice(acknowledge.error)}
        </p>
      )}
      <div ref={box} className="alarm-scroll">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take focus and keys, which is a grid */}
        <table className="rows alarm-table" role="grid" aria-rowcount={alarms.length + 1} aria-label={t("alarm.open")}>
          <thead>
            <tr>
              <th scope="col" className="cell-select">
                <Checkbox
                  checked={chosen > 0 && chosen === selectable.length}
                  indeterminate={chosen > 0 && chosen < selectable.length}
                  disabled={selectable.length === 0}
                  aria-label={t("alarm.selectAll")}
                  onChange={() =>
                    select(
                      chosen === selectable.length ? new Set() : new Set(selectable.map((alarm) => alarm.id)),
                    )
                  }
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
          <tbody ref={body} onKeyDown={onKeyDown}>
            {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
            {alarms.slice(first, end).map((alarm, i) => (
              <Row
                key={alarm.id}
                alarm={alarm}
                index={first + i}
                isCurrent={first + i === current}
                isSelected={selected.has(alarm.id)}
                toggle={toggle}
                open={open}
                focus={(index) => setCurrentId(alarms[index]?.id)}
              />
            ))}
            {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
          </tbody>
        </table>
      </div>
      {!touch && <p className="alarm-keys">{t("alarm.keys")}</p>}
    </>
  );
}
