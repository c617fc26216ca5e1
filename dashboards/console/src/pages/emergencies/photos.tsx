import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import type { FileRef } from "../../../../../facility/units/index.ts";
import { keepFile } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";

export type Kept = FileRef;

/** Keeps a photo at once, so that it is safe before the form is sent. */
export function PhotoButton({
  add,
  papers = false,
}: {
  add: (file: Kept) => void;
  /** Also drawings and papers, from where they lie. */
  papers?: boolean;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const input = useRef<HTMLInputElement>(null);
  const keep = useMutation({ mutationFn: (file: File) => keepFile(file.name, file), onSuccess: add });
  return (
    <span className="acknowledge">
      <input
        ref={input}
        type="file"
        accept={`image/jpeg,image/png,image/webp${papers ? ",application/pdf" : ""}`}
        {...(papers ? {} : { capture: "environment" as const })}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) keep.mutate(file);
          event.target.value = "";
        }}
      />
      <Button loading={keep.isPending} onClick={() => input.current?.click()}>
        {t(papers ? "emergency.addFile" : "emergency.addPhoto")}
      </Button>
      {keep.error && (
        <span className="beside-error" role="alert">
          {advice(keep.error)}
        </span>
      )}
    </span>
  );
}

/** Pictures small, other files by name; each opens. */
export function Thumbs({ files }: { files: readonly FileRef[] }): ReactNode {
  if (files.length === 0) return null;
  return (
    <span className="thumbs">
      {files.map((file) => (
        <a key={file.id} href={`/api/files/${file.id}`} target="_blank" rel="noreferrer">
          {file.type.startsWith("image/") ? (
            <img src={`/api/files/${file.id}`} alt={file.name} height={44} />
          ) : (
            file.name
          )}
        </a>
      ))}
    </span>
  );
}

/** A field to sign in with finger, pen or mouse; what was written is kept as a picture. */
export function SignaturePad({ signed }: { signed: (file: Kept | undefined) => void }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawing, setDrawing] = useState(false);
  const keep = useMutation({
    mutationFn: (blob: Blob) => keepFile("signature.png", blob),
    onSuccess: signed,
  });
  const at = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const { width, height } = event.currentTarget;
    return [
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    ] as const;
  };
  return (
    <span className="sign">
      <canvas
        ref={canvas}
        width={480}
        height={140}
        aria-label={t("emergency.sign")}
        onPointerDown={(event) => {
          const pen = event.currentTarget.getContext("2d");
          if (!pen) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pen.lineWidth = 3;
          pen.lineCap = "round";
          pen.strokeStyle = "#1f2933";
          pen.beginPath();
          pen.moveTo(...at(event));
          setDrawing(true);
        }}
        onPointerMove={(event) => {
          if (!drawing) return;
          const pen = event.currentTarget.getContext("2d");
          pen?.lineTo(...at(event));
          pen?.stroke();
        }}
        onPointerUp={(event) => {
          setDrawing(false);
          event.currentTarget.toBlob((blob) => {
            if (blob) keep.mutate(blob);
          });
        }}
      />
      <Button
        size="small"
        onClick={() => {
          canvas.current?.getContext("2d")?.clearRect(0, 0, 480, 140);
          signed(undefined);
        }}
      >
        {t("emergency.clear")}
      </Button>
      {keep.error && (
        <span className="beside-error" role="alert">
          {advice(keep.error)}
        </span>
      )}
    </span>
  );
}
