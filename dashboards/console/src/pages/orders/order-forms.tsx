import { Button, InputNumber, Select } from "antd";
import { type ReactNode, useRef, useState } from "react";
import type { OrderView, RenewedPart } from "../../../../../api/contract/index.ts";
import {
  type FailureCause,
  type FailureMechanism,
  type FailureMode,
  failureCauses,
  failureMechanisms,
  failureModes,
} from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useSession } from "../../app/session.ts";
import { keepFile } from "../../app/work-api.ts";
import { type Bilingual, pick, renewedParts } from "../../laws/index.ts";
import { Icon, When } from "../../parts/index.ts";
import { smaller } from "../../parts/picture.ts";
import type { Act } from "./order.tsx";

interface FormProps {
  order: OrderView;
  act: Act;
  may: boolean;
}

const choices = <K extends string>(table: Readonly<Record<K, Bilingual>>, lang: "en" | "zh") =>
  (Object.keys(table) as K[]).map((value) => ({ value, label: `${value} · ${pick(table[value], lang)}` }));

/** Failure mode, mechanism and cause in the words of ISO 14224, and what was done. */
export function FindingForm({ order, act, may }: FormProps): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [mode, setMode] = useState<FailureMode | undefined>(order.finding?.mode ?? undefined);
  const [mechanism, setMechanism] = useState<FailureMechanism | undefined>(
    order.finding?.mechanism ?? undefined,
  );
  const [cause, setCause] = useState<FailureCause | undefined>(order.finding?.cause ?? undefined);
  const [remedy, setRemedy] = useState(order.finding?.remedy ?? "");
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
            disabled={remedy.trim() === ""}
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

export function PartsForm({ order, act, may }: FormProps): ReactNode {
  const t = useWords();
  const [name, setName] = useState("");
  const [quantity, setQuantity] = useState(1);
  const [unitCost, setUnitCost] = useState(0);
  const [renews, setRenews] = useState<RenewedPart>();
  if (!may && order.parts.length === 0) return null;
  const add = async () => {
    await act({ do: "use-part", name, quantity, unitCost, ...(renews ? { renews } : {}) });
    setName("");
    setRenews(undefined);
  };
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("work.parts")}</h2>
      </div>
      <ul className="order-lines">
        {order.parts.map((part) => (
          <li key={`${part.name}${part.quantity}${part.unitCost}`}>
            <span>
              {part.name}
              {part.renews !== null && (
                <span className="faint">
                  {" "}
                  · {t("work.renewed", { part: t(`lifecycle.parts.${part.renews}`) })}
                </span>
              )}
            </span>
            <span className="num">
              {part.quantity} × ¥{part.unitCost}
            </span>
          </li>
        ))}
      </ul>
      {may && (
        <div className="order-form is-row">
          <input
            className="filter-text"
            aria-label={t("work.partName")}
            placeholder={t("work.partName")}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <InputNumber
            aria-label={t("work.quantity")}
            min={1}
            value={quantity}
            onChange={(value) => setQuantity(value ?? 1)}
          />
          <InputNumber
            aria-label={t("work.unitCost")}
            min={0}
            prefix="¥"
            value={unitCost}
            onChange={(value) => setUnitCost(value ?? 0)}
          />
          {order.asset !== null && (
            <Select
              allowClear
              aria-label={t("work.renews")}
              placeholder={t("work.renews")}
              value={renews ?? null}
              onChange={(value: RenewedPart | null | undefined) => setRenews(value ?? undefined)}
              options={renewedParts.map((each) => ({ value: each, label: t(`lifecycle.parts.${each}`) }))}
            />
          )}
          <Button disabled={name.trim() === ""} onClick={() => void add()}>
            {t("work.act.add")}
          </Button>
        </div>
      )}
    </section>
  );
}

export function LabourForm({ order, act, may }: FormProps): ReactNode {
  const t = useWords();
  const me = useSession()?.username ?? "";
  const [hours, setHours] = useState(1);
  const [cost, setCost] = useState(0);
  if (!may && order.labour.length === 0) return null;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("work.labour")}</h2>
      </div>
      <ul className="order-lines">
        {order.labour.map((line) => (
          <li key={`${line.who}${line.at}`}>
            <span>{line.who}</span>
            <span className="num">
              {line.hours} h · ¥{line.cost}
            </span>
          </li>
        ))}
      </ul>
      {may && (
        <div className="order-form is-row">
          <InputNumber
            aria-label={t("work.hours")}
            min={0.25}
            step={0.25}
            suffix="h"
            value={hours}
            onChange={(value) => setHours(value ?? 1)}
          />
          <InputNumber
            aria-label={t("work.labourCost")}
            min={0}
            prefix="¥"
            value={cost}
            onChange={(value) => setCost(value ?? 0)}
          />
          <Button onClick={() => act({ do: "log-labour", who: order.assignedTo ?? me, hours, cost })}>
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
    await act({ do: "attach", file: await keepFile(whole, file.name) });
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
      <div className="photos order-files">
        {order.files.map(({ id, name, type }) => (
          <a key={id} href={`/api/files/${id}`} target="_blank" rel="noreferrer">
            {type.startsWith("image/") ? <img src={`/api/files/${id}`} alt={name} /> : name}
          </a>
        ))}
      </div>
    </section>
  );
}

/** Who did it and who accepted it, each with a signature drawn by hand. */
export function Signatures({ order, act, may }: FormProps): ReactNode {
  const t = useWords();
  if (!may && order.signatures.length === 0) return null;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("work.signatures")}</h2>
      </div>
      <div className="signatures">
        {(["technician", "user"] as const).map((role) => {
          const signed = order.signatures.find((one) => one.role === role);
          const label = t(role === "technician" ? "work.signTechnician" : "work.signUser");
          return (
            <div key={role} className="signature">
              <span className="soft">{label}</span>
              {signed ? (
                <>
                  {signed.file && <img src={`/api/files/${signed.file.id}`} alt={`${label}: ${signed.by}`} />}
                  <span>
                    {signed.by} · <When at={signed.at} />
                  </span>
                </>
              ) : may ? (
                <Pad
                  label={label}
                  sign={async (png) => act({ do: "sign", role, file: await keepFile(png, `${role}.png`) })}
                />
              ) : (
                "–"
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function Pad({ label, sign }: { label: string; sign: (png: Blob) => Promise<unknown> }): ReactNode {
  const t = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const pen = () => canvas.current?.getContext("2d");
  const at = (event: React.PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [((event.clientX - box.left) * 320) / box.width, ((event.clientY - box.top) * 120) / box.height];
  };
  const clear = () => {
    pen()?.clearRect(0, 0, 320, 120);
    setDrawn(false);
  };
  return (
    <>
      <canvas
        ref={canvas}
        width={320}
        height={120}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const context = pen();
          if (!context) return;
          context.lineWidth = 2.5;
          context.lineCap = "round";
          context.strokeStyle = "#1b222c";
          context.beginPath();
          context.moveTo(...at(event));
        }}
        onPointerMove={(event) => {
          if (event.buttons === 0) return;
          const context = pen();
          context?.lineTo(...at(event));
          context?.stroke();
          setDrawn(true);
        }}
      />
      <span className="signature-acts">
        <Button size="small" disabled={!drawn} onClick={clear}>
          {t("work.clear")}
        </Button>
        <Button
          size="small"
          type="primary"
          disabled={!drawn}
          onClick={() => canvas.current?.toBlob((png) => png && void sign(png), "image/png")}
        >
          {t("work.act.sign")}
        </Button>
      </span>
    </>
  );
}
