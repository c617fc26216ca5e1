import { Checkbox } from "antd";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { ChecklistItem } from "../../../../../../facility/maintenance/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { type Bilingual, pick } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { ChoiceField, NameFields, NumberField, TextField } from "./fields.tsx";

export type ItemInput = z.input<typeof ChecklistItem>;
const kinds = ["check", "number", "text", "choice", "permit"] as const;
const permits = ["isolation", "hot-work", "height", "pit"] as const;

const newId = (): string => `i-${crypto.randomUUID().slice(0, 8)}`;
/** The line as another kind; what every kind has stays. */
function asKind(kind: ItemInput["kind"], { id, title, required, photo }: ItemInput): ItemInput {
  const common = {
    id,
    title,
    ...(required === undefined ? {} : { required }),
    ...(photo === undefined ? {} : { photo }),
  };
  switch (kind) {
    case "number":
      return { ...common, kind, unit: "1" };
    case "choice":
      return {
        ...common,
        kind,
        choices: [
          { en: "Good", zh: "良好" },
          { en: "Poor", zh: "不良" },
        ],
      };
    case "permit":
      return { ...common, kind, permit: "isolation" };
    case "check":
    case "text":
      return { ...common, kind };
    default:
      return kind satisfies never;
  }
}

/** The lines of a checklist, each with the kind of its answer, its limits and what must come with it. */
export function ChecklistEditor({
  items,
  set,
  points,
}: {
  items: readonly ItemInput[];
  set: (items: ItemInput[]) => void;
  /** The asset's numbers, which can fill a line with one tap. */
  points: readonly { readonly value: string; readonly label: string; readonly unit: string }[];
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const change = (at: number, item: ItemInput) => set(items.map((one, i) => (i === at ? item : one)));
  const move = (at: number, by: number) => {
    const next = [...items];
    const [item] = next.splice(at, 1);
    if (item) next.splice(at + by, 0, item);
    set(next);
  };
  return (
    <>
      <ol className="edit-list">
        {items.map((item, i) => (
          <li key={item.id} className="edit-item">
            <div className="edit-item-head">
              <strong>
                {i + 1}. {pick(item.title, lang) || t("keep.newLine")}
              </strong>
              <Button size="small" aria-label={t("keep.up")} disabled={i === 0} onClick={() => move(i, -1)}>
                ↑
              </Button>
              <Button
                size="small"
                aria-label={t("keep.down")}
                disabled={i === items.length - 1}
                onClick={() => move(i, 1)}
              >
                ↓
              </Button>
              <Button size="small" onClick={() => set(items.filter((_, at) => at !== i))}>
                {t("keep.remove")}
              </Button>
            </div>
            <ChoiceField
              label={t("keep.answer")}
              value={item.kind}
              options={kinds.map((value) => ({ value, label: t(`keep.item.${value}`) }))}
              set={(kind) => change(i, asKind(kind, item))}
            />
            <NameFields value={item.title} set={(title) => change(i, { ...item, title })} />
            {item.kind === "number" && (
              <NumberLine item={item} set={(next) => change(i, next)} points={points} />
            )}
            {item.kind === "choice" && (
              <ChoiceLine choices={item.choices} set={(choices) => change(i, { ...item, choices })} />
            )}
            {item.kind === "permit" && (
              <ChoiceField
                label={t("keep.permit")}
                value={item.permit}
                options={permits.map((value) => ({ value, label: t(`keep.permits.${value}`) }))}
                set={(permit) => change(i, { ...item, permit })}
              />
            )}
            <div className="edit-switches">
              <Checkbox
                checked={item.required ?? true}
                onChange={(event) => change(i, { ...item, required: event.target.checked })}
              >
                {t("keep.required")}
              </Checkbox>
              <Checkbox
                checked={item.photo ?? false}
                onChange={(event) => change(i, { ...item, photo: event.target.checked })}
              >
                {t("keep.withPhoto")}
              </Checkbox>
            </div>
          </li>
        ))}
      </ol>
      <Button
        onClick={() => set([...items, { kind: "check", id: newId(), title: { en: "", zh: "" } }])}
        disabled={items.length >= 100}
      >
        {t("keep.addLine")}
      </Button>
    </>
  );
}

function NumberLine({
  item,
  set,
  points,
}: {
  item: Extract<ItemInput, { kind: "number" }>;
  set: (item: ItemInput) => void;
  points: readonly { readonly value: string; readonly label: string; readonly unit: string }[];
}): ReactNode {
  const t = useWords();
  const { low, high, point, ...rest } = item;
  const build = (next: { low?: number | undefined; high?: number | undefined; point?: string | undefined }) =>
    set({
      ...rest,
      ...(next.low === undefined ? {} : { low: next.low }),
      ...(next.high === undefined ? {} : { high: next.high }),
      ...(next.point === undefined ? {} : { point: next.point }),
    });
  return (
    <>
      <div className="edit-row">
        <NumberField
          label={t("keep.low")}
          min={-1e9}
          value={low}
          set={(value) => build({ low: value, high, point })}
        />
        <NumberField
          label={t("keep.high")}
          min={-1e9}
          value={high}
          set={(value) => build({ low, high: value, point })}
        />
        <TextField
          label={t("keep.unit")}
          value={item.unit ?? ""}
          max={20}
          set={(unit) => set({ ...item, unit })}
        />
      </div>
      {points.length > 0 && (
        <ChoiceField
          label={t("keep.fromPoint")}
          value={point ?? ""}
          options={[{ value: "", label: t("keep.noPoint") }, ...points]}
          set={(value) => {
            const unit = points.find((one) => one.value === value)?.unit;
            set({
              ...rest,
              ...(low === undefined ? {} : { low }),
              ...(high === undefined ? {} : { high }),
              ...(value === "" ? {} : { point: value }),
              ...(unit === undefined ? {} : { unit }),
            });
          }}
        />
      )}
    </>
  );
}

function ChoiceLine({
  choices,
  set,
}: {
  choices: readonly Bilingual[];
  set: (choices: Bilingual[]) => void;
}): ReactNode {
  const t = useWords();
  return (
    <>
      {/* An answer is stored by its place; it has no other name. */}
      {choices
        .map((choice, place) => ({ choice, place }))
        .map(({ choice, place }) => (
          <NameFields
            key={place}
            value={choice}
            set={(next) => set(choices.map((one, at) => (at === place ? next : one)))}
          />
        ))}
      <div className="edit-switches">
        <Button
          size="small"
          disabled={choices.length >= 12}
          onClick={() => set([...choices, { en: "", zh: "" }])}
        >
          {t("keep.addChoice")}
        </Button>
        <Button size="small" disabled={choices.length <= 2} onClick={() => set(choices.slice(0, -1))}>
          {t("keep.dropChoice")}
        </Button>
      </div>
    </>
  );
}
