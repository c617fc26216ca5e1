import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Drawer, Input } from "antd";
import { type ReactNode, useRef, useState } from "react";
import type { AssetStoryView, LedgerEntry } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import { Icon, TroubleNote, usePhone } from "../../parts/index.ts";
import { storyPath, storyQuery } from "./api.ts";
import { CurveField } from "./curve-field.tsx";
import { Field, NumberField, WordsField } from "./field.tsx";

type FileRef = LedgerEntry["documents"][number];

/** What the plan needs to know of the asset beyond the register. An empty field is not known. */
export function LedgerForm({ story, close }: { story: AssetStoryView; close: () => void }): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const queries = useQueryClient();
  const [entry, setEntry] = useState<LedgerEntry>(story.ledger);
  const [obsolete, setObsolete] = useState(story.ledger.obsolete ?? { from: "", why: "", cnyPerYear: 0 });
  const [must, setMust] = useState(story.ledger.mustReplaceBy ?? { day: "", basis: "" });
  const picker = useRef<HTMLInputElement>(null);
  const set = <K extends keyof LedgerEntry>(key: K, value: LedgerEntry[K] | undefined) => {
    const next = { ...entry };
    if (value === undefined || value === "") delete next[key];
    else next[key] = value;
    setEntry(next);
  };
  const done = (next: AssetStoryView) => {
    queries.setQueryData(storyQuery(story.asset).queryKey, next);
    void queries.invalidateQueries({ queryKey: ["lifecycle", "fleet"] });
    close();
  };
  const save = useMutation({
    mutationFn: () => {
      const { obsolete: _o, mustReplaceBy: _m, ...rest } = entry;
      return call<AssetStoryView>("PUT", `${storyPath(story.asset)}/ledger`, {
        expected: story.ledgerVersion,
        entry: {
          ...rest,
          ...(obsolete.from !== "" ? { obsolete } : {}),
          ...(must.day !== "" ? { mustReplaceBy: must } : {}),
        },
      });
    },
    onSuccess: done,
  });
  const upload = useMutation({
    mutationFn: (file: File) =>
      call<FileRef>("POST", `/api/files?${new URLSearchParams({ name: file.name })}`, file),
    onSuccess: (file) => {
      const { id, name, type, bytes } = file;
      const key = type.startsWith("image/") ? "photos" : "documents";
      setEntry((before) => ({
        ...before,
        [key]: [...before[key].filter((each) => each.id !== id), { id, name, type, bytes }],
      }));
    },
  });
  const number = (
    key: "purchaseCny" | "replacementCny" | "priceYear" | "lifeYears" | "consequenceCny",
    limits: { min?: number; max?: number } = {},
  ) => (
    <NumberField
      label={t(`lifecycle.story.field.${key}`)}
      value={entry[key]}
      set={(value) => set(key, value)}
      {...limits}
    />
  );
  return (
    <Drawer open onClose={close} size={phone ? "100%" : 560} title={t("lifecycle.story.editLedger")}>
      <form
        className="lc-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <div className="lc-two">
          {number("purchaseCny")}
          {number("replacementCny")}
          {number("priceYear", { min: 1950, max: 2200 })}
          <NumberField
            label={t("lifecycle.story.field.priceRise")}
            min={-20}
            max={50}
            value={entry.priceRise === undefined ? undefined : Math.round(entry.priceRise * 10_000) / 100}
            set={(value) => set("priceRise", value === undefined ? undefined : value / 100)}
          />
          {number("lifeYears", { min: 0.5, max: 100 })}
          <WordsField
            label={t("lifecycle.story.field.lifeSource")}
            value={entry.lifeSource ?? ""}
            set={(value) => set("lifeSource", value)}
          />
          <WordsField
            type="date"
            label={t("lifecycle.story.field.renewedOn")}
            value={entry.renewedOn ?? ""}
            set={(value) => set("renewedOn", value)}
          />
          {number("consequenceCny")}
        </div>
        <fieldset className="lc-set">
          <legend>{t("lifecycle.story.obsolescence")}</legend>
          <div className="lc-two">
            <WordsField
              type="date"
              label={t("lifecycle.story.field.obsoleteFrom")}
              value={obsolete.from}
              set={(from) => setObsolete({ ...obsolete, from })}
            />
            <NumberField
              label={t("lifecycle.story.field.obsoleteCny")}
              value={obsolete.cnyPerYear}
              set={(cnyPerYear) => setObsolete({ ...obsolete, cnyPerYear: cnyPerYear ?? 0 })}
            />
          </div>
          <WordsField
            label={t("lifecycle.story.field.obsoleteWhy")}
            value={obsolete.why}
            set={(why) => setObsolete({ ...obsolete, why })}
          />
        </fieldset>
        <fieldset className="lc-set">
          <legend>{t("lifecycle.reason.law")}</legend>
          <div className="lc-two">
            <WordsField
              type="date"
              label={t("lifecycle.story.field.mustDay")}
              value={must.day}
              set={(day) => setMust({ ...must, day })}
            />
            <WordsField
              label={t("lifecycle.story.field.mustBasis")}
              value={must.basis}
              set={(basis) => setMust({ ...must, basis })}
            />
          </div>
        </fieldset>
        {story.gauges.some(({ id }) => id === "pump-efficiency") && (
          <CurveField curve={entry.pumpCurve ?? []} set={(curve) => set("pumpCurve", curve)} />
        )}
        <Field label={t("lifecycle.story.field.note")}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={2000}
              value={entry.note ?? ""}
              onChange={(event) => set("note", event.target.value)}
            />
          )}
        </Field>
        <fieldset className="lc-set">
          <legend>{t("lifecycle.story.field.documents")}</legend>
          <ul className="lc-files">
            {(["documents", "photos"] as const).flatMap((key) =>
              entry[key].map((file) => (
                <li key={file.id}>
                  <a className="link" href={`/api/files/${file.id}`} target="_blank" rel="noreferrer">
                    {file.name}
                  </a>
                  <Button
                    size="small"
                    aria-label={t("lifecycle.story.field.removeFile", { name: file.name })}
                    onClick={() =>
                      set(
                        key,
                        entry[key].filter(({ id }) => id !== file.id),
                      )
                    }
                  >
                    ×
                  </Button>
                </li>
              )),
            )}
          </ul>
          <input
            ref={picker}
            type="file"
            hidden
            accept="image/jpeg,image/png,image/webp,application/pdf,text/plain"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) upload.mutate(file);
              event.target.value = "";
            }}
          />
          <Button
            icon={<Icon name="download" size={14} />}
            loading={upload.isPending}
            onClick={() => picker.current?.click()}
          >
            {t("lifecycle.story.field.addFile")}
          </Button>
          {upload.error && <TroubleNote error={upload.error} />}
        </fieldset>
        {save.error && <TroubleNote error={save.error} />}
        <div className="lc-buttons">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t("lifecycle.story.save")}
          </Button>
          <Button onClick={close}>{t("lifecycle.story.cancel")}</Button>
        </div>
      </form>
    </Drawer>
  );
}
