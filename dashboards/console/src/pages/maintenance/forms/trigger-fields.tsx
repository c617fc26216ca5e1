import { Checkbox, Segmented } from "antd";
import type { ReactNode } from "react";
import type { PlanInput, Trigger } from "../../../../../../facility/maintenance/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { ChoiceField, DayField, Field, NumberField, TextField } from "./fields.tsx";

type Any = PlanInput["trigger"];
type Calendar = Extract<Any, { by: "calendar" }>;
const units = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const isUnit = (word: string): word is (typeof units)[number] => units.some((one) => one === word);

const today = (): string => new Date().toISOString().slice(0, 10);
export const freshTrigger: Readonly<Record<Trigger["by"], (points: readonly string[]) => Any>> = {
  calendar: () => ({
    by: "calendar",
    rrule: "FREQ=MONTHLY;INTERVAL=1",
    start: today(),
    from: "completed",
    holidays: "before",
  }),
  use: (points) => ({
    by: "use",
    point: points.find((point) => /hours|starts|trips|kWh|cycles/.test(point)) ?? points[0] ?? "",
    every: 2_000,
  }),
  condition: () => ({ by: "condition", rule: "" }),
  forecast: (points) => ({
    by: "forecast",
    point: points.find((point) => /vibration/.test(point)) ?? points[0] ?? "",
    limit: 4.5,
  }),
  event: () => ({ by: "event", scheme: "gb26875", code: "fault" }),
  idle: () => ({ by: "idle", days: 30 }),
};

/** What makes the work fall due, by its kind. */
export function TriggerFields({
  trigger,
  set,
  points,
  rules,
}: {
  trigger: Any;
  set: (trigger: Any) => void;
  points: readonly { readonly value: string; readonly label: string }[];
  rules: readonly { readonly value: string; readonly label: string }[];
}): ReactNode {
  const t = useWords();
  switch (trigger.by) {
    case "calendar":
      return <CalendarFields trigger={trigger} set={set} />;
    case "use":
      return (
        <>
          <ChoiceField
            label={t("mnt.point")}
            value={trigger.point}
            options={points}
            set={(point) => set({ ...trigger, point })}
          />
          <div className="edit-pair">
            <NumberField
              label={t("mnt.everyUse")}
              min={0.1}
              value={trigger.every}
              set={(every) => every && set({ ...trigger, every })}
            />
            <NumberField
              label={t("keep.hysteresis")}
              value={trigger.hysteresis ?? 0}
              set={(hysteresis) => set({ ...trigger, hysteresis: hysteresis ?? 0 })}
            />
          </div>
        </>
      );
    case "condition":
      return (
        <ChoiceField
          label={t("mnt.rule")}
          value={trigger.rule === "" ? undefined : trigger.rule}
          options={rules}
          set={(rule) => set({ ...trigger, rule })}
        />
      );
    case "forecast":
      return (
        <>
          <ChoiceField
            label={t("mnt.point")}
            value={trigger.point}
            options={points}
            set={(point) => set({ ...trigger, point })}
          />
          <Segmented<"high" | "low">
            aria-label={t("keep.side")}
            value={trigger.side ?? "high"}
            options={[
              { value: "high", label: t("keep.sideHigh") },
              { value: "low", label: t("keep.sideLow") },
            ]}
            onChange={(side) => set({ ...trigger, side })}
          />
          <div className="edit-row">
            <NumberField
              label={t("mnt.limit")}
              min={-1e9}
              value={trigger.limit}
              set={(limit) => limit !== undefined && set({ ...trigger, limit })}
            />
            <NumberField
              label={t("mnt.lead")}
              max={365}
              value={trigger.leadDays ?? 3}
              set={(leadDays) => set({ ...trigger, leadDays: leadDays ?? 3 })}
            />
            <NumberField
              label={t("keep.lookBack")}
              min={3}
              max={730}
              value={trigger.lookBackDays ?? 42}
              set={(lookBackDays) => set({ ...trigger, lookBackDays: lookBackDays ?? 42 })}
            />
          </div>
        </>
      );
    case "event":
      return (
        <div className="edit-pair">
          <TextField
            label={t("keep.scheme")}
            value={trigger.scheme}
            max={64}
            set={(scheme) => set({ ...trigger, scheme })}
          />
          <TextField
            label={t("keep.code")}
            value={trigger.code}
            max={64}
            set={(code) => set({ ...trigger, code })}
          />
        </div>
      );
    case "idle":
      return (
        <NumberField
          label={t("mnt.idleDays")}
          min={1}
          max={3_660}
          value={trigger.days}
          set={(days) => days && set({ ...trigger, days })}
        />
      );
    default:
      return trigger satisfies never;
  }
}

/** Every so many days, weeks, months or years; the whole rule stands below for what those cannot say. */
function CalendarFields({ trigger, set }: { trigger: Calendar; set: (trigger: Any) => void }): ReactNode {
  const t = useWords();
  const [, unit = "MONTHLY", every = "1", more = ""] =
    /^FREQ=([A-Z]+)(?:;INTERVAL=(\d+))?(.*)$/.exec(trigger.rrule) ?? [];
  const { season, atMostDaysApart, ...rest } = trigger;
  const keep = {
    ...rest,
    ...(season ? { season } : {}),
    ...(atMostDaysApart === undefined ? {} : { atMostDaysApart }),
  };
  return (
    <>
      <div className="edit-pair">
        <NumberField
          label={t("keep.everyN")}
          min={1}
          max={1_000}
          value={Number(every)}
          set={(n) => n && set({ ...keep, rrule: `FREQ=${unit};INTERVAL=${n}${more}` })}
        />
        <ChoiceField
          label={t("keep.period")}
          value={isUnit(unit) ? unit : "MONTHLY"}
          options={units.map((value) => ({ value, label: t(`keep.unitOf.${value}`) }))}
          set={(value) => set({ ...keep, rrule: `FREQ=${value};INTERVAL=${every}` })}
        />
      </div>
      <TextField
        label={t("mnt.rrule")}
        value={trigger.rrule}
        set={(rrule) => set({ ...keep, rrule: rrule.toUpperCase() })}
        note={t("keep.rruleNote")}
      />
      <DayField
        label={t("mnt.start")}
        value={trigger.start}
        set={(start) => start !== "" && set({ ...keep, start })}
      />
      <Field label={t("mnt.from")}>
        {(id) => (
          <Segmented<"completed" | "scheduled">
            id={id}
            value={trigger.from}
            options={[
              { value: "completed", label: t("mnt.fromCompleted") },
              { value: "scheduled", label: t("mnt.fromScheduled") },
            ]}
            onChange={(from) => set({ ...keep, from })}
          />
        )}
      </Field>
      <Field label={t("mnt.holidays")}>
        {(id) => (
          <Segmented<"before" | "after" | "keep">
            id={id}
            value={trigger.holidays ?? "before"}
            options={[
              { value: "before", label: t("mnt.holidayBefore") },
              { value: "after", label: t("mnt.holidayAfter") },
              { value: "keep", label: t("mnt.holidayKeep") },
            ]}
            onChange={(holidays) => set({ ...keep, holidays })}
          />
        )}
      </Field>
      <NumberField
        label={t("mnt.atMost")}
        min={1}
        max={3_660}
        value={atMostDaysApart}
        set={(days) =>
          set({ ...rest, ...(season ? { season } : {}), ...(days ? { atMostDaysApart: days } : {}) })
        }
        note={t("keep.atMostNote")}
      />
      <Checkbox
        checked={season !== undefined}
        onChange={(event) =>
          set({
            ...rest,
            ...(atMostDaysApart === undefined ? {} : { atMostDaysApart }),
            ...(event.target.checked ? { season: { from: "04-01", to: "10-31" } } : {}),
          })
        }
      >
        {t("keep.season")}
      </Checkbox>
      {season && (
        <div className="edit-pair">
          <TextField
            label={t("keep.seasonFrom")}
            value={season.from}
            max={5}
            set={(from) => set({ ...keep, season: { ...season, from } })}
          />
          <TextField
            label={t("keep.seasonTo")}
            value={season.to}
            max={5}
            set={(to) => set({ ...keep, season: { ...season, to } })}
          />
        </div>
      )}
    </>
  );
}
