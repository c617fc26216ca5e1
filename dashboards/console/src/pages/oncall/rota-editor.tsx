import { useQuery } from "@tanstack/react-query";
import { Checkbox, Input, InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Rota } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putRota, removeRota, rotasQuery, staffQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useSite } from "../../app/site.ts";
import { pick, weekdayName } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { DraftDrawer, slugOf } from "./draft-drawer.tsx";
import { Field } from "./field.tsx";
import { NameFields } from "./name-fields.tsx";
import { useSaving } from "./use-saving.ts";

type Layer = Rota["layers"][number];
const roles = ["technician", "desk", "engineer", "manager", "guard"] as const;
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const today = () => new Date().toISOString().slice(0, 10);

const newLayer = (n: number): Layer => ({
  id: `layer-${n}`,
  name: { en: `Layer ${n}`, zh: `班次 ${n}` },
  people: [],
  atOnce: 1,
  turnDays: 7,
  start: today(),
  handover: "08:00",
  windows: [],
});

/** Layers, turns, hand-over, hours, holidays of a rota. */
export function RotaEditor({ rota, close }: { rota: Rota | undefined; close: () => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const site = useSite();
  const { data: all } = useQuery(rotasQuery);
  const { data: staff } = useQuery(staffQuery);
  const [draft, setDraft] = useState<Rota>(
    rota ?? {
      id: "",
      name: { en: "", zh: "" },
      site: site?.id ?? "",
      role: "technician",
      timeZone: site?.timeZone ?? "Asia/Shanghai",
      layers: [newLayer(1)],
      overrides: [],
      holidays: [],
    },
  );
  const { save, remove } = useSaving({
    save: () =>
      putRota({
        ...draft,
        id: draft.id || slugOf(draft.name.en, "rota", all?.rotas.map(({ id }) => id) ?? []),
      }),
    remove: () => removeRota(draft.id),
    close,
  });
  const people = staff?.staff.map(({ id, name }) => ({ value: id, label: pick(name, lang) })) ?? [];
  const change = (part: Partial<Rota>) => setDraft({ ...draft, ...part });
  const layer = (i: number, part: Partial<Layer>) =>
    change({ layers: draft.layers.map((one, n) => (n === i ? { ...one, ...part } : one)) });
  return (
    <DraftDrawer
      title={rota ? pick(rota.name, lang) : t("oncall.newRota")}
      error={save.error ?? remove.error}
      missing={[...(draft.name.en.trim() || draft.name.zh.trim() ? [] : [t("oncall.rotaName")])]}
      saving={save.isPending}
      save={() => save.mutate()}
      remove={rota ? () => remove.mutate() : undefined}
      close={close}
    >
      <NameFields name={draft.name} change={(name) => change({ name })} />
      <div className="form-line">
        <Field>
          {t("oncall.rotaRole")}
          <Select
            value={draft.role}
            onChange={(role) => change({ role })}
            options={roles.map((role) => ({ value: role, label: t(`oncall.role.${role}`) }))}
          />
        </Field>
        <Field>
          {t("oncall.rotaZone")}
          <Input value={draft.timeZone} onChange={(event) => change({ timeZone: event.target.value })} />
        </Field>
      </div>
      {draft.layers.map((one, i) => (
        <fieldset key={one.id} className="form-block">
          <legend>
            {t("oncall.layer")} {i + 1}
          </legend>
          <NameFields name={one.name} change={(name) => layer(i, { name })} />
          <Field>
            {t("oncall.layerPeople")}
            <Select
              mode="multiple"
              value={one.people}
              onChange={(list) => layer(i, { people: list })}
              options={people}
            />
          </Field>
          <div className="form-line">
            <Field>
              {t("oncall.layerStart")}
              <Input
                type="date"
                value={one.start}
                onChange={(event) => layer(i, { start: event.target.value })}
              />
            </Field>
            <Field>
              {t("oncall.layerTurn")}
              <InputNumber
                min={1}
                max={366}
                value={one.turnDays}
                onChange={(n) => layer(i, { turnDays: n ?? 7 })}
              />
            </Field>
            <Field>
              {t("oncall.layerHandover")}
              <Input
                type="time"
                value={one.handover}
                onChange={(event) => layer(i, { handover: event.target.value })}
              />
            </Field>
            <Field>
              {t("oncall.layerAtOnce")}
              <InputNumber
                min={1}
                max={10}
                value={one.atOnce}
                onChange={(n) => layer(i, { atOnce: n ?? 1 })}
              />
            </Field>
          </div>
          <Checkbox
            checked={one.windows.length > 0}
            onChange={(event) =>
              layer(i, {
                windows: event.target.checked ? [{ days: everyDay, from: "08:00", to: "16:00" }] : [],
              })
            }
          >
            {t("oncall.layerWindows")}
          </Checkbox>
          {one.windows.map((window, w) => {
            const put = (part: Partial<typeof window>) =>
              layer(i, { windows: one.windows.map((each, n) => (n === w ? { ...each, ...part } : each)) });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: windows have no id and do not change their order
              <div key={w} className="form-line">
                <Field>
                  {t("oncall.layerFrom")}
                  <Input
                    type="time"
                    value={window.from}
                    onChange={(event) => put({ from: event.target.value })}
                  />
                </Field>
                <Field>
                  {t("oncall.layerTo")}
                  <Input
                    type="time"
                    value={window.to}
                    onChange={(event) => put({ to: event.target.value })}
                  />
                </Field>
                <Field wide>
                  {t("oncall.day")}
                  <Select
                    mode="multiple"
                    value={window.days}
                    onChange={(days) => put({ days })}
                    options={everyDay.map((day) => ({ value: day, label: weekdayName(day, lang) }))}
                  />
                </Field>
              </div>
            );
          })}
          <Button size="small" onClick={() => change({ layers: draft.layers.filter((_, n) => n !== i) })}>
            {t("oncall.remove")}
          </Button>
        </fieldset>
      ))}
      <Button onClick={() => change({ layers: [...draft.layers, newLayer(draft.layers.length + 1)] })}>
        {t("oncall.layerAdd")}
      </Button>
      <fieldset className="form-block">
        <legend>{t("oncall.holidays")}</legend>
        {draft.holidays.map((holiday, i) => {
          const put = (part: Partial<typeof holiday>) =>
            change({ holidays: draft.holidays.map((one, n) => (n === i ? { ...one, ...part } : one)) });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a day being typed is no key yet
            <div key={i} className="form-line">
              <Field>
                {t("oncall.day")}
                <Input
                  type="date"
                  value={holiday.day}
                  onChange={(event) => put({ day: event.target.value })}
                />
              </Field>
              <Field>
                {t("oncall.rotaName")}
                <Input
                  value={pick(holiday.name, lang)}
                  onChange={(event) => put({ name: { en: event.target.value, zh: event.target.value } })}
                />
              </Field>
              <Field>
                {t("oncall.who")}
                <Select
                  mode="multiple"
                  value={holiday.people}
                  onChange={(list) => put({ people: list })}
                  options={people}
                />
              </Field>
              <Button
                size="small"
                onClick={() => change({ holidays: draft.holidays.filter((_, n) => n !== i) })}
              >
                {t("oncall.remove")}
              </Button>
            </div>
          );
        })}
        <Button
          size="small"
          onClick={() =>
            change({
              holidays: [
                ...draft.holidays,
                { day: today(), name: { en: "Holiday", zh: "节假日" }, people: [] },
              ],
            })
          }
        >
          {t("oncall.holidayAdd")}
        </Button>
      </fieldset>
    </DraftDrawer>
  );
}
