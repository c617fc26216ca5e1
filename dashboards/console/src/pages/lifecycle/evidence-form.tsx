import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Drawer, Input, Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { AssetStoryView, EvidenceEntry, RenewedPart } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick, renewedParts } from "../../laws/index.ts";
import { serverNow } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { TroubleNote, usePhone } from "../../parts/index.ts";
import { storyPath, storyQuery } from "./api.ts";
import { Field, NumberField, WordsField } from "./field.tsx";

const kinds = ["inspection", "measurement", "part-renewed"] as const;
const grades = [1, 2, 3, 4, 5] as const;
const hintOf = (grade: (typeof grades)[number]) => `g${grade}` as const;

/** What somebody saw, measured or renewed: a minute's work on a phone beside the machine. */
export function EvidenceForm({ story, close }: { story: AssetStoryView; close: () => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const phone = usePhone();
  const queries = useQueryClient();
  const [kind, setKind] = useState<(typeof kinds)[number]>("inspection");
  const [grade, setGrade] = useState(2);
  const [note, setNote] = useState("");
  const [gauge, setGauge] = useState(story.gauges[0]?.id ?? "insulation");
  const [value, setValue] = useState<number | undefined>(undefined);
  const [part, setPart] = useState<RenewedPart>("bearings");
  const [order, setOrder] = useState("");
  const [cny, setCny] = useState<number | undefined>(0);
  const save = useMutation({
    mutationFn: () => {
      const at = Math.round(serverNow());
      const entry =
        kind === "inspection"
          ? { kind, at, grade, note }
          : kind === "measurement"
            ? {
                kind,
                at,
                gauge: gauge as Extract<EvidenceEntry, { kind: "measurement" }>["gauge"],
                value: value ?? 0,
              }
            : { kind, at, note, cny: cny ?? 0, part, ...(order.trim() ? { order: order.trim() } : {}) };
      return call<AssetStoryView>("POST", `${storyPath(story.asset)}/evidence`, entry);
    },
    onSuccess: (next) => {
      queries.setQueryData(storyQuery(story.asset).queryKey, next);
      void queries.invalidateQueries({ queryKey: ["lifecycle", "fleet"] });
      close();
    },
  });
  const ready = kind === "measurement" ? value !== undefined : note.trim() !== "";
  return (
    <Drawer open onClose={close} size={phone ? "100%" : 480} title={t("lifecycle.story.addEvidence")}>
      <form
        className="lc-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.mutate();
        }}
      >
        <Segmented
          block
          vertical={phone}
          aria-label={t("lifecycle.story.addEvidence")}
          value={kind}
          options={kinds
            .filter((each) => each !== "measurement" || story.gauges.length > 0)
            .map((each) => ({ value: each, label: t(`lifecycle.story.evidenceKind.${each}`) }))}
          onChange={setKind}
        />
        {kind === "inspection" && (
          <Segmented
            block
            vertical={phone}
            aria-label={t("lifecycle.grade")}
            value={grade}
            options={grades.map((each) => ({
              value: each,
              label: t(`lifecycle.story.gradeHint.${hintOf(each)}`),
            }))}
            onChange={setGrade}
          />
        )}
        {kind === "measurement" && (
          <div className="lc-two">
            <Field label={t("lifecycle.story.gauge")}>
              {(id) => (
                <Select
                  id={id}
                  value={gauge}
                  onChange={setGauge}
                  options={story.gauges.map((each) => ({
                    value: each.id,
                    label: `${pick(each.label, lang)} (${each.unit})`,
                  }))}
                />
              )}
            </Field>
            <NumberField
              label={t("lifecycle.story.value")}
              value={value}
              set={setValue}
              min={-1e6}
              max={1e6}
            />
          </div>
        )}
        {kind !== "measurement" && (
          <Field label={t("lifecycle.story.note")}>
            {(id) => (
              <Input.TextArea
                id={id}
                rows={3}
                maxLength={1000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        )}
        {kind === "part-renewed" && (
          <div className="lc-two">
            <Field label={t("lifecycle.story.part")}>
              {(id) => (
                <Select
                  id={id}
                  aria-label={t("lifecycle.story.part")}
                  value={part}
                  onChange={setPart}
                  options={renewedParts.map((each) => ({
                    value: each,
                    label: t(`lifecycle.parts.${each}`),
                  }))}
                />
              )}
            </Field>
            <WordsField label={t("lifecycle.story.partOrder")} value={order} set={setOrder} />
          </div>
        )}
        {kind === "part-renewed" && <NumberField label={t("lifecycle.story.cny")} value={cny} set={setCny} />}
        {save.error && <TroubleNote error={save.error} />}
        <div className="lc-buttons">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={save.isPending}>
            {t("lifecycle.story.save")}
          </Button>
          <Button onClick={close}>{t("lifecycle.story.cancel")}</Button>
        </div>
      </form>
    </Drawer>
  );
}
