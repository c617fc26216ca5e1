import { Input, Select } from "antd";
import type { ReactNode } from "react";
import type { Schedule } from "../../../../../../facility/alarms/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { weekdayName } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { Icon } from "../../../parts/index.ts";

type Window = Schedule["windows"][number];
type Change = (schedule: Schedule | null) => void;
const week = [1, 2, 3, 4, 5, 6, 7];
const MOST = 20;
const workHours: Window = { days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" };

/** Always, only in some hours, or not in some hours. */
export function ScheduleMode({
  id,
  value,
  change,
  disabled = false,
}: {
  id: string;
  value: Schedule | null;
  change: Change;
  disabled?: boolean;
}): ReactNode {
  const t = useWords();
  return (
    <Select<Schedule["mode"] | "always">
      id={id}
      disabled={disabled}
      value={value?.mode ?? "always"}
      options={(["always", "only", "except"] as const).map((mode) => ({
        value: mode,
        label: t(`ruleEditor.mode.${mode}`),
      }))}
      onChange={(mode) =>
        change(mode === "always" ? null : { mode, windows: value?.windows ?? [{ ...workHours }] })
      }
      style={{ width: "100%" }}
    />
  );
}

function Days({
  days,
  change,
  disabled,
}: {
  days: readonly number[];
  change: (days: number[]) => void;
  disabled: boolean;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a line
    <div role="group" aria-label={t("ruleEditor.window.days")} className="schedule-days">
      {week.map((day) => {
        const on = days.includes(day);
        return (
          <Button
            key={day}
            size="small"
            type={on ? "primary" : "default"}
            aria-pressed={on}
            aria-label={weekdayName(day, lang, "long")}
            // Hours of no day at all are no hours: the last one stays.
            disabled={disabled || (on && days.length === 1)}
            onClick={() => change(week.filter((one) => (one === day ? !on : days.includes(one))))}
          >
            {weekdayName(day, lang, "narrow")}
          </Button>
        );
      })}
    </div>
  );
}

/** The hours of a schedule, a line each: days, from, to. Nothing where a rule is always watched. */
export function ScheduleWindows({
  value,
  change,
  disabled = false,
}: {
  value: Schedule | null;
  change: Change;
  disabled?: boolean;
}): ReactNode {
  const t = useWords();
  if (!value) return null;
  const { windows } = value;
  const put = (next: Window[]) => change(next.length === 0 ? null : { ...value, windows: next });
  return (
    <div className="schedule">
      {windows.map((window, i) => {
        const set = (part: Partial<Window>) =>
          put(windows.map((one, at) => (at === i ? { ...one, ...part } : one)));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: hours have no name but their place
          <div key={i} className="schedule-window">
            <Days days={window.days} change={(days) => set({ days })} disabled={disabled} />
            <span className="schedule-hours">
              {(["from", "to"] as const).map((end) => (
                <Input
                  key={end}
                  type="time"
                  aria-label={t(`ruleEditor.window.${end}`)}
                  disabled={disabled}
                  value={window[end]}
                  onChange={({ target }) => target.value !== "" && set({ [end]: target.value.slice(0, 5) })}
                />
              ))}
              {!disabled && (
                <Button
                  type="text"
                  aria-label={t("ruleEditor.window.remove")}
                  icon={<Icon name="close" size={14} />}
                  onClick={() => put(windows.filter((_, at) => at !== i))}
                />
              )}
            </span>
            {window.to <= window.from && <span className="faint">{t("ruleEditor.window.nextDay")}</span>}
          </div>
        );
      })}
      {!disabled && windows.length < MOST && (
        <Button size="small" onClick={() => put([...windows, { ...windows.at(-1)! }])}>
          {t("ruleEditor.window.add")}
        </Button>
      )}
      <p className="faint">{t("ruleEditor.window.siteTime")}</p>
    </div>
  );
}
