import { type ReactNode, useEffect, useState } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { type AlarmFilter, openStates, priorities, systems } from "../../laws/index.ts";
import { Icon, Shape } from "../../parts/index.ts";

const toggled = <T extends string>(list: readonly T[], one: T): string | undefined =>
  (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]).join(",") || undefined;

export type FilterChange = Partial<Record<"priority" | "state" | "system" | "q", string | undefined>>;

/** Narrows by any words a person sees. */
export function FilterText({ q, change }: { q: string; change: (next: FilterChange) => void }): ReactNode {
  const t = useWords();
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  return (
    <input
      type="search"
      className="filter-text"
      aria-label={t("alarm.filter")}
      placeholder={t("alarm.filter")}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        change({ q: event.target.value || undefined });
      }}
    />
  );
}

/** Chips that narrow the list; they stand in the address, so a filtered view can be kept and sent. */
export function Filters({
  filter,
  alarms,
  alike,
  setAlike,
  change,
  children,
}: {
  filter: AlarmFilter;
  alarms: readonly AlarmView[];
  /** Are alarms of one kind laid together? */
  alike: boolean;
  setAlike: (alike: boolean) => void;
  change: (next: FilterChange) => void;
  children?: ReactNode;
}): ReactNode {
  const t = useWords();
  // Latched ones are rare; their chips come with them.
  const states = openStates.filter(
    (state) =>
      !state.startsWith("latched") ||
      filter.state.includes(state) ||
      alarms.some((alarm) => alarm.state === state),
  );
  const count = (is: (alarm: AlarmView) => boolean) => alarms.filter(is).length;
  // Colour is for what is abnormal: a priority without an alarm is grey.
  const has = (priority: AlarmView["priority"]) => alarms.some((alarm) => alarm.priority === priority);
  return (
    <search className="filters">
      <fieldset>
        <legend className="only-heard">{t("alarm.priority")}</legend>
        {priorities.map((priority) => (
          <button
            key={priority}
            type="button"
            className={`filter mark-${priority}${has(priority) || filter.priority.includes(priority) ? "" : " is-none"}`}
            aria-pressed={filter.priority.includes(priority)}
            onClick={() => change({ priority: toggled(filter.priority, priority) })}
          >
            <Shape priority={priority} size={12} />
            {t(`priority.${priority}`)}
            <span className="num">{count((alarm) => alarm.priority === priority)}</span>
          </button>
        ))}
      </fieldset>
      <fieldset>
        <legend className="only-heard">{t("alarm.state")}</legend>
        {states.map((state) => (
          <button
            key={state}
            type="button"
            className="filter"
            aria-pressed={filter.state.includes(state)}
            onClick={() => change({ state: toggled(filter.state, state) })}
          >
            {t(`state.${state}`)}
            <span className="num">{count((alarm) => alarm.state === state)}</span>
          </button>
        ))}
      </fieldset>
      <fieldset>
        <legend className="only-heard">{t("alarm.system")}</legend>
        {systems
          .filter(
            (system) => filter.system.includes(system) || alarms.some((alarm) => alarm.system === system),
          )
          .map((system) => (
            <button
              key={system}
              type="button"
              className="filter"
              aria-pressed={filter.system.includes(system)}
              onClick={() => change({ system: toggled(filter.system, system) })}
            >
              <Icon name={system} size={14} />
              {t(`system.${system}`)}
            </button>
          ))}
      </fieldset>
      <button type="button" className="filter" aria-pressed={alike} onClick={() => setAlike(!alike)}>
        {t("desk.groups")}
      </button>
      {children}
    </search>
  );
}
