import { Segmented, Select, Switch } from "antd";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import type { Round } from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { putRound, removeRound } from "../../app/work-api.ts";
import { assetOptions, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { ChecklistEditor } from "../maintenance/forms/checklist-editor.tsx";
import { EditDrawer } from "../maintenance/forms/edit-drawer.tsx";
import {
  ChoiceField,
  Field,
  isNamed,
  NameFields,
  NumberField,
  TextField,
  whole,
} from "../maintenance/forms/fields.tsx";

type RoundInput = z.input<typeof Round>;
type StopInput = RoundInput["stops"][number];
const bases = ["law", "standard", "practice"] as const;

const newStop = (): StopInput => {
  const id = crypto.randomUUID().slice(0, 8);
  return {
    id: `stop-${id}`,
    title: { en: "", zh: "" },
    code: `stop-${id}`,
    checklist: [{ kind: "check", id: "in-order", title: { en: "In order", zh: "正常" } }],
  };
};

/** A round or patrol: how often, and its stops in the order in which they are walked. */
export function RoundForm({
  site,
  round,
  close,
}: {
  site: string;
  round: RoundInput | undefined;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const [draft, setDraft] = useState<RoundInput>(
    () =>
      round ?? {
        id: `round-${crypto.randomUUID().slice(0, 8)}`,
        site,
        title: { en: "", zh: "" },
        kind: "inspection",
        everyHours: 24,
        stops: [newStop()],
      },
  );
  const set = (more: Partial<RoundInput>) => setDraft((before) => ({ ...before, ...more }));
  const { stops } = draft;
  const change = (at: number, stop: StopInput) =>
    set({ stops: stops.map((one, i) => (i === at ? stop : one)) });
  const move = (at: number, by: number) => {
    const next = [...stops];
    const [stop] = next.splice(at, 1);
    if (stop) next.splice(at + by, 0, stop);
    set({ stops: next });
  };
  const fits =
    isNamed(draft.title) &&
    stops.length > 0 &&
    stops.every(
      ({ title, code, checklist }) =>
        isNamed(title) && code.trim().length >= 4 && checklist.every((item) => isNamed(item.title)),
    );
  const complete = (): RoundInput => ({
    ...draft,
    title: whole(draft.title),
    stops: stops.map((stop) => ({
      ...stop,
      title: whole(stop.title),
      checklist: stop.checklist.map((item) => ({
        ...item,
        title: whole(item.title),
        ...(item.kind === "choice" ? { choices: item.choices.map(whole) } : {}),
      })),
    })),
  });
  return (
    <EditDrawer
      title={t(round ? "keep.editRound" : "keep.newRound")}
      close={close}
      width={720}
      fits={fits}
      save={() => putRound(complete())}
      remove={round && { ask: t("keep.removeRound"), run: () => removeRound(round.id) }}
    >
      <NameFields value={draft.title} set={(title) => set({ title })} />
      <Segmented<"inspection" | "patrol">
        aria-label={t("keep.kind")}
        value={draft.kind}
        options={[
          { value: "inspection", label: t("keep.inspection") },
          { value: "patrol", label: t("keep.patrol") },
        ]}
        onChange={(kind) => set({ kind })}
      />
      <div className="edit-pair">
        <NumberField
          label={t("keep.everyHours")}
          unit="h"
          max={8_784}
          value={draft.everyHours ?? 24}
          set={(everyHours) => set({ everyHours: everyHours ?? 0 })}
          note={t("keep.everyHoursNote")}
        />
        <ChoiceField
          label={t("keep.basis")}
          value={draft.basis ?? "practice"}
          options={bases.map((value) => ({ value, label: t(`mnt.basis.${value}`) }))}
          set={(basis) => set({ basis })}
        />
      </div>
      <TextField label={t("keep.source")} value={draft.source ?? ""} set={(source) => set({ source })} />
      <span>
        <Switch
          aria-label={t("mnt.enabled")}
          checked={draft.enabled ?? true}
          onChange={(enabled) => set({ enabled })}
        />{" "}
        {t("mnt.enabled")}
      </span>
      <h3>{t("mnt.stops", { n: stops.length })}</h3>
      <ol className="edit-list">
        {stops.map((stop, i) => (
          <li key={stop.id} className="edit-item">
            <StopFields
              stop={stop}
              n={i + 1}
              set={(next) => change(i, next)}
              up={i === 0 ? undefined : () => move(i, -1)}
              down={i === stops.length - 1 ? undefined : () => move(i, 1)}
              remove={
                stops.length === 1 ? undefined : () => set({ stops: stops.filter((_, at) => at !== i) })
              }
            />
          </li>
        ))}
      </ol>
      <Button disabled={stops.length >= 200} onClick={() => set({ stops: [...stops, newStop()] })}>
        {t("keep.addStop")}
      </Button>
    </EditDrawer>
  );
}

function StopFields({
  stop,
  n,
  set,
  up,
  down,
  remove,
}: {
  stop: StopInput;
  n: number;
  set: (stop: StopInput) => void;
  up: (() => void) | undefined;
  down: (() => void) | undefined;
  remove: (() => void) | undefined;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const asset = stop.asset === undefined ? undefined : assets.get(stop.asset);
  const points = (asset?.points ?? []).flatMap(({ name, type }) =>
    type.kind === "number" ? [{ value: name as string, label: pick(type.label, lang), unit: type.unit }] : [],
  );
  return (
    <>
      <div className="edit-item-head">
        <strong>
          {n}. {pick(stop.title, lang) || t("keep.newStop")}
        </strong>
        <Button size="small" aria-label={t("keep.up")} disabled={!up} onClick={up}>
          ↑
        </Button>
        <Button size="small" aria-label={t("keep.down")} disabled={!down} onClick={down}>
          ↓
        </Button>
        <Button size="small" disabled={!remove} onClick={remove}>
          {t("keep.remove")}
        </Button>
      </div>
      <Field label={t("work.where")} note={t("keep.stopAssetNote")}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={stop.asset ?? null}
            onChange={(value: string | null | undefined) => {
              const { asset: _, ...rest } = stop;
              const named = value ? assets.get(value) : undefined;
              set(
                named
                  ? {
                      ...rest,
                      asset: named.id,
                      // The residents' code on the equipment ends with its id: one sticker serves both.
                      code: named.id,
                      title: isNamed(stop.title) ? stop.title : named.name,
                    }
                  : rest,
              );
            }}
            options={assetOptions(assets.values(), lang)}
          />
        )}
      </Field>
      <NameFields value={stop.title} set={(title) => set({ ...stop, title })} />
      <TextField
        label={t("keep.stopCode")}
        value={stop.code}
        max={200}
        set={(code) => set({ ...stop, code })}
        wrong={stop.code.trim().length < 4 && t("keep.codeShort")}
      />
      <details>
        <summary>
          {t("work.checklist")} · {stop.checklist.length}
        </summary>
        <div className="edit-form">
          <ChecklistEditor
            items={stop.checklist}
            set={(checklist) => set({ ...stop, checklist })}
            points={points}
          />
        </div>
      </details>
    </>
  );
}
