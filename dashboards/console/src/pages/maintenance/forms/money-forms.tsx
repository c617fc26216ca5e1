import { InputNumber } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { CostView } from "../../../../../../api/contract/index.ts";
import { costKinds } from "../../../../../../facility/maintenance/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { putBudget, putTariff } from "../../../app/work-api.ts";
import { Button } from "../../../parts/button.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { ChoiceField, isNamed, NumberField, TextField, whole } from "./fields.tsx";

const systems = ["lift", "fire", "water", "power", "network", "estate"] as const;

/** What may be spent in a year: each system with each kind of cost; what is left as it was is not touched. */
export function BudgetForm({ view, close }: { view: CostView; close: () => void }): ReactNode {
  const t = useWords();
  const id = useId();
  const [year, setYear] = useState(view.year);
  const [system, setSystem] = useState<(typeof systems)[number]>("lift");
  const known = (of: string, kind: string): number =>
    year === view.year
      ? (view.lines.find((line) => line.system === of && line.kind === kind)?.budget ?? 0)
      : 0;
  const [changed, setChanged] = useState<ReadonlyMap<string, number>>(new Map());
  const keyOf = (of: string, kind: string) => `${year}/${of}/${kind}`;
  const years = Array.from({ length: 4 }, (_, i) => Math.max(...view.years) + 1 - i);
  return (
    <EditDrawer
      title={t("keep.budgets")}
      close={close}
      fits={changed.size > 0}
      save={async () => {
        for (const [key, cny] of changed) {
          const [ofYear = "", of = "", kind = ""] = key.split("/");
          await putBudget({
            site: view.site,
            year: Number(ofYear),
            system: systems.find((one) => one === of) ?? "estate",
            kind: costKinds.find((one) => one === kind) ?? "orders",
            cny,
          });
        }
      }}
    >
      <div className="edit-pair">
        <ChoiceField
          label={t("keep.year")}
          value={String(year)}
          options={years.map((value) => ({ value: String(value), label: String(value) }))}
          set={(value) => setYear(Number(value))}
        />
        <ChoiceField
          label={t("alarm.system")}
          value={system}
          options={systems.map((value) => ({ value, label: t(`mnt.system.${value}`) }))}
          set={setSystem}
        />
      </div>
      {costKinds.map((kind) => (
        <div key={kind} className="budget-row">
          <label htmlFor={`${id}${kind}`}>{t(`mnt.kind.${kind}`)}</label>
          <InputNumber
            id={`${id}${kind}`}
            min={0}
            max={1e10}
            suffix="¥"
            value={changed.get(keyOf(system, kind)) ?? known(system, kind)}
            onChange={(value) =>
              setChanged((before) =>
                new Map(before).set(keyOf(system, kind), typeof value === "number" ? value : 0),
              )
            }
          />
        </div>
      ))}
      <p className="faint">{t("keep.budgetNote", { n: changed.size })}</p>
    </EditDrawer>
  );
}

const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);
type Band = { name: { en: string; zh: string }; cnyPerKwh: number; hours: number[] };

/** The price of energy by the hour: bands with a name and a price, painted over the day. */
export function TariffForm({ view, close }: { view: CostView; close: () => void }): ReactNode {
  const t = useWords();
  const [title, setTitle] = useState(view.tariff?.title ?? { en: "Time of use", zh: "分时电价" });
  const [bands, setBands] = useState<Band[]>(
    () =>
      view.tariff?.bands ?? [
        {
          name: { en: "All day", zh: "全天" },
          cnyPerKwh: 0.8,
          hours: Array.from({ length: 24 }, (_, h) => h),
        },
      ],
  );
  const [brush, setBrush] = useState(0);
  const change = (at: number, more: Partial<Band>) =>
    setBands((before) => before.map((band, i) => (i === at ? { ...band, ...more } : band)));
  const paint = (hour: number) =>
    setBands((before) =>
      before.map((band, i) => ({
        ...band,
        hours:
          i === brush
            ? [...new Set([...band.hours, hour])].toSorted((a, b) => a - b)
            : band.hours.filter((one) => one !== hour),
      })),
    );
  const covered = bands.reduce((sum, { hours }) => sum + hours.length, 0) === 24;
  return (
    <EditDrawer
      title={t("keep.tariff")}
      close={close}
      fits={covered && bands.every(({ name }) => isNamed(name))}
      save={() =>
        putTariff({
          id: view.site,
          site: view.site,
          title: whole(title),
          bands: bands.map((band) => ({ ...band, name: whole(band.name) })),
        })
      }
    >
      <div className="edit-pair">
        <TextField label={t("mnt.titleZh")} value={title.zh} set={(zh) => setTitle({ ...title, zh })} />
        <TextField label={t("mnt.titleEn")} value={title.en} set={(en) => setTitle({ ...title, en })} />
      </div>
      <ul className="edit-list">
        {/* A band has no name of its own until it is written: its place is what it is. */}
        {bands
          .map((band, i) => ({ band, i }))
          .map(({ band, i }) => (
            <li key={i} className="edit-item">
              <div className="edit-row">
                <TextField
                  label={t("mnt.titleZh")}
                  value={band.name.zh}
                  set={(zh) => change(i, { name: { ...band.name, zh } })}
                />
                <TextField
                  label={t("mnt.titleEn")}
                  value={band.name.en}
                  set={(en) => change(i, { name: { ...band.name, en } })}
                />
                <NumberField
                  label="¥/kWh"
                  value={band.cnyPerKwh}
                  set={(value) => change(i, { cnyPerKwh: value ?? 0 })}
                />
              </div>
              <div className="edit-item-head">
                <span className="num faint">{t("keep.bandHours", { n: band.hours.length })}</span>
                <Button
                  aria-pressed={brush === i}
                  type={brush === i ? "primary" : "default"}
                  onClick={() => setBrush(i)}
                >
                  {t("keep.paint")}
                </Button>
                {bands.length > 1 && (
                  <Button
                    onClick={() => {
                      setBands((before) => before.filter((_, at) => at !== i));
                      setBrush(0);
                    }}
                  >
                    {t("keep.remove")}
                  </Button>
                )}
              </div>
            </li>
          ))}
      </ul>
      {bands.length < 8 && (
        <Button
          onClick={() => {
            setBands((before) => [...before, { name: { en: "", zh: "" }, cnyPerKwh: 0, hours: [] }]);
            setBrush(bands.length);
          }}
        >
          {t("keep.addBand")}
        </Button>
      )}
      <span className="soft">{t("keep.paintNote")}</span>
      <div className="hours">
        {hoursOfDay.map((hour) => {
          const at = bands.findIndex(({ hours }) => hours.includes(hour));
          return (
            <button
              key={`h${hour}`}
              type="button"
              className={at < 0 ? "num is-none" : `num is-band-${at % 3}`}
              onClick={() => paint(hour)}
            >
              {hour}
              {at >= 0 && <small> ·{at + 1}</small>}
            </button>
          );
        })}
      </div>
      {!covered && <span className="beside-error">{t("keep.hoursLeft")}</span>}
    </EditDrawer>
  );
}
