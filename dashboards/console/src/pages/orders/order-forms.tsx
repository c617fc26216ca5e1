import { InputNumber, Select } from "antd";
import { type ReactNode, useEffect, useId, useState } from "react";
import type { OrderView } from "../../../../../api/contract/index.ts";
import {
  type FailureCause,
  type FailureMechanism,
  type FailureMode,
  failureCauses,
  failureMechanisms,
  failureModes,
} from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { holdFile, urlOf } from "../../app/order-store.ts";
import { useLang } from "../../app/preferences.ts";
import { useSession } from "../../app/session.ts";
import { type Bilingual, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/index.ts";
import { smaller } from "../../parts/picture.ts";
import type { Act } from "./order.tsx";

interface FormProps {
  order: OrderView;
  act: Act;
  may: boolean;
}

const choices = <K extends string>(table: Readonly<Record<K, Bilingual>>, lang: "en" | "zh") =>
  (Object.keys(table) as K[]).map((value) => ({ value, label: `${value} · ${pick(table[value], lang)}` }));

/** A field of a form with its name over it: bare numbers side by side say nothing. */
export function Labelled({
  label,
  children,
}: {
  label: string;
  children: (id: string) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="order-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** Failure mode, mechanism and cause in the words of ISO 14224, and what was done. */
export function FindingForm({
  order,
  act,
  may,
  draft,
}: FormProps & { draft: (begun: boolean) => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [mode, setMode] = useState<FailureMode | undefined>(order.finding?.mode ?? undefined);
  const [mechanism, setMechanism] = useState<FailureMechanism | undefined>(
    order.finding?.mechanism ?? undefined,
  );
  const [cause, setCause] = useState<FailureCause | undefined>(order.finding?.cause ?? undefined);
  const [remedy, setRemedy] = useState(order.finding?.remedy ?? "");
  const kept =
    mode === (order.finding?.mode ?? undefined) &&
    mechanism === (order.finding?.mechanism ?? undefined) &&
    cause === (order.finding?.cause ?? undefined) &&
    remedy.trim() === (order.finding?.remedy ?? "").trim();
  const begun = may && !kept;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it changes, whoever listens
  useEffect(() => draft(begun), [begun]);
  if (!may && !order.finding) return null;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("work.finding")}</h2>
      </div>
      <div className="order-form">
        <Select
          aria-label={t("work.mode")}
          placeholder={t("work.mode")}
          disabled={!may}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          value={mode}
          onChange={setMode}
          options={choices(failureModes, lang)}
        />
        <Select
          aria-label={t("work.mechanism")}
          placeholder={t("work.mechanism")}
          disabled={!may}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          value={mechanism}
          onChange={setMechanism}
          options={choices(failureMechanisms, lang)}
        />
        <Select
          aria-label={t("work.cause")}
          placeholder={t("work.cause")}
          disabled={!may}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          value={cause}
          onChange={setCause}
          options={choices(failureCauses, lang)}
        />
        <textarea
          className="filter-text"
          rows={2}
          aria-label={t("work.remedy")}
          placeholder={t("work.remedy")}
          disabled={!may}
          value={remedy}
          onChange={(event) => setRemedy(event.target.value)}
        />
        {may && (
          <Button
            disabled={remedy.trim() === "" || kept}
            whyNot={kept && order.finding ? t("work.kept") : undefined}
            onClick={() =>
              act({
                do: "find",
                remedy,
                ...(mode ? { mode } : {}),
                ...(mechanism ? { mechanism } : {}),
                ...(cause ? { cause } : {}),
              })
            }
          >
            {t("work.act.save")}
          </Button>
        )}
      </div>
    </section>
  );
}

export function LabourForm({ order, act, may }: FormProps): ReactNode {
  const t = useWords();
  const lang = useLang();
  const me = useSession()?.username ?? "";
  const [hours, setHours] = useState(1);
  const [cost, setCost] = useState(0);
  const [busy, setBusy] = useState(false);
  // A second touch of an impatient finger must not be a second hour.
  const log = async () => {
    setBusy(true);
    await act({ do: "log-labour", who: order.assignedTo ?? me, hours, cost }).finally(() => setBusy(false));
    setHours(1);
    setCost(0);
  };
  if (!may && order.labour.length === 0) return null;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("work.labour")}</h2>
      </div>
      <ul className="order-lines">
        {order.labour.map((line) => (
          <li key={`${line.who}${line.at}`}>
            <span>{pick(line.name, lang)}</span>
            <span className="num">
              {line.hours} h · ¥{line.cost}
            </span>
          </li>
        ))}
      </ul>
      {may && (
        <div className="order-form is-row">
          <Labelled label={t("work.hours")}>
            {(id) => (
              <InputNumber
                id={id}
                min={0.25}
                step={0.25}
                suffix="h"
                value={hours}
                onChange={(value) => setHours(value ?? 1)}
              />
            )}
          </Labelled>
          <Labelled label={t("work.labourCost")}>
            {(id) => (
              <InputNumber
                id={id}
                min={0}
                prefix="¥"
                value={cost}
                onChange={(value) => setCost(value ?? 0)}
              />
            )}
          </Labelled>
          <Button loading={busy} onClick={() => void log()}>
            {t("work.act.add")}
          </Button>
        </div>
      )}
    </section>
  );
}

export function Files({ order, act, may }: FormProps): ReactNode {
  const t = useWords();
  if (!may && order.files.length === 0) return null;
  const take = async (file: File) => {
    const whole = file.type.startsWith("image/") ? await smaller(file) : file;
    await act({ do: "attach", file: await holdFile(whole, file.name) });
  };
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("work.files")}</h2>
        {may && (
          <label className="photo-button">
            <Icon name="camera" /> {t("work.act.add")}
            <input
              type="file"
              accept="image/*,application/pdf,text/plain"
              className="only-heard"
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                if (file) void take(file);
              }}
            />
          </label>
        )}
      </div>
      {order.files.length === 0 && <p className="faint order-files">{t("work.noFile")}</p>}
      <div className="photos order-files" hidden={order.files.length === 0}>
        {order.files.map(({ id, name, type }) => (
          <a key={id} href={urlOf(id)} target="_blank" rel="noreferrer">
            {type.startsWith("image/") ? <img src={urlOf(id)} alt={name} /> : name}
          </a>
        ))}
      </div>
    </section>
  );
}
