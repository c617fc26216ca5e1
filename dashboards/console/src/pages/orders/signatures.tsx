import { type ReactNode, useRef, useState } from "react";
import type { OrderView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { holdFile, urlOf } from "../../app/order-store.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { When } from "../../parts/index.ts";
import type { Act } from "./order.tsx";

/** Who did it and who accepted it, each with a signature drawn by hand. */
export function Signatures({ order, act, may }: { order: OrderView; act: Act; may: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
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
                  {signed.file && (
                    <img src={urlOf(signed.file.id)} alt={`${label}: ${pick(signed.name, lang)}`} />
                  )}
                  <span>
                    {pick(signed.name, lang)} · <When at={signed.at} />
                  </span>
                </>
              ) : may ? (
                <Pad
                  label={label}
                  sign={async (png) => act({ do: "sign", role, file: await holdFile(png, `${role}.png`) })}
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
