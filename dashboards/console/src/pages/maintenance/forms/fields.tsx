import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Drawer, InputNumber, Popconfirm, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { FileRef } from "../../../../../../facility/units/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useAssets } from "../../../app/site.ts";
import { keepFile } from "../../../app/work-api.ts";
import { assetOptions, type Bilingual } from "../../../laws/index.ts";
import { Icon, useAdvice, usePhone } from "../../../parts/index.ts";
import "../../../parts/desk-forms.css";
import "./forms.css";

/** A drawer with a form: Save and, for what is there already, Remove; what is refused is said above the buttons. */
export function EditDrawer({
  title,
  close,
  save,
  fits = true,
  remove,
  width = 560,
  children,
}: {
  title: string;
  close: () => void;
  save: () => Promise<unknown>;
  /** False while something is missing; what, the fields say. */
  fits?: boolean;
  remove?: { readonly ask: string; readonly run: () => Promise<unknown> } | undefined;
  width?: number;
  children: ReactNode;
}): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const advice = useAdvice();
  const queries = useQueryClient();
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: ["maintenance"] });
    close();
  };
  const saving = useMutation({ mutationFn: save, onSuccess });
  const removing = useMutation({ mutationFn: async () => remove?.run(), onSuccess });
  const error = saving.error ?? removing.error;
  return (
    <Drawer
      open
      onClose={close}
      size={phone ? "100%" : width}
      title={title}
      footer={
        <div className="edit-foot">
          {error && (
            <span className="beside-error" role="alert">
              {advice(error)}
            </span>
          )}
          <div className="order-acts">
            <Button
              type="primary"
              disabled={!fits}
              loading={saving.isPending}
              onClick={() => saving.mutate()}
            >
              {t("work.act.save")}
            </Button>
            <Button onClick={close}>{t("work.act.back")}</Button>
            {remove && (
              <Popconfirm
                title={remove.ask}
                okText={t("keep.remove")}
                cancelText={t("work.act.back")}
                onConfirm={() => removing.mutate()}
              >
                <Button danger loading={removing.isPending} className="edit-remove">
                  {t("keep.remove")}
                </Button>
              </Popconfirm>
            )}
          </div>
        </div>
      }
    >
      <div className="edit-form">{children}</div>
    </Drawer>
  );
}

export function Field({
  label,
  note,
  wrong,
  children,
}: {
  label: string;
  note?: string | undefined;
  /** What is wrong, beside the field. */
  wrong?: string | false | undefined;
  children: (id: string) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="edit-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {note && <span className="faint">{note}</span>}
      {wrong && <span className="beside-error">{wrong}</span>}
    </div>
  );
}

export const TextField = ({
  label,
  value,
  set,
  note,
  wrong,
  max = 400,
}: {
  label: string;
  value: string;
  set: (value: string) => void;
  note?: string;
  wrong?: string | false;
  max?: number;
}): ReactNode => (
  <Field label={label} note={note} wrong={wrong}>
    {(id) => (
      <input
        id={id}
        className="filter-text"
        value={value}
        maxLength={max}
        onChange={(event) => set(event.target.value)}
      />
    )}
  </Field>
);

export const DayField = ({
  label,
  value,
  set,
  wrong,
}: {
  label: string;
  value: string;
  set: (value: string) => void;
  wrong?: string | false;
}): ReactNode => (
  <Field label={label} wrong={wrong}>
    {(id) => (
      <input
        id={id}
        type="date"
        className="filter-text num"
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    )}
  </Field>
);

/** `set` hears undefined where the field was emptied. */
export const NumberField = ({
  label,
  value,
  set,
  min = 0,
  max,
  unit,
  note,
}: {
  label: string;
  value: number | undefined;
  set: (value: number | undefined) => void;
  min?: number;
  max?: number;
  unit?: string;
  note?: string;
}): ReactNode => (
  <Field label={label} note={note}>
    {(id) => (
      <InputNumber
        id={id}
        min={min}
        {...(max === undefined ? {} : { max })}
        {...(unit === undefined ? {} : { suffix: unit })}
        value={value ?? null}
        onChange={(next) => set(typeof next === "number" ? next : undefined)}
      />
    )}
  </Field>
);

/** A name in both languages; where one is left out the other stands for it. */
export function NameFields({ value, set }: { value: Bilingual; set: (value: Bilingual) => void }): ReactNode {
  const t = useWords();
  const missing = value.en.trim() === "" && value.zh.trim() === "";
  return (
    <div className="edit-pair">
      <TextField
        label={t("mnt.titleZh")}
        value={value.zh}
        max={200}
        set={(zh) => set({ ...value, zh })}
        wrong={missing && t("keep.nameIt")}
      />
      <TextField label={t("mnt.titleEn")} value={value.en} max={200} set={(en) => set({ ...value, en })} />
    </div>
  );
}
export const isNamed = ({ en, zh }: Bilingual): boolean => en.trim() !== "" || zh.trim() !== "";
export const whole = ({ en, zh }: Bilingual): { en: string; zh: string } => ({
  en: en.trim() || zh.trim(),
  zh: zh.trim() || en.trim(),
});

/** Choose assets of the site by name. */
export function AssetsField({
  label,
  value,
  set,
  note,
}: {
  label: string;
  value: readonly string[];
  set: (value: string[]) => void;
  note?: string;
}): ReactNode {
  const lang = useLang();
  const assets = useAssets();
  return (
    <Field label={label} note={note}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          showSearch={{ optionFilterProp: "label" }}
          value={[...value]}
          onChange={set}
          options={assetOptions(assets.values(), lang)}
        />
      )}
    </Field>
  );
}

export const ChoiceField = <V extends string>({
  label,
  value,
  options,
  set,
}: {
  label: string;
  value: V | undefined;
  options: readonly { readonly value: V; readonly label: string }[];
  set: (value: V) => void;
}): ReactNode => (
  <Field label={label}>
    {(id) => (
      <Select<V>
        id={id}
        showSearch={{ optionFilterProp: "label" }}
        {...(value === undefined ? {} : { value })}
        options={[...options]}
        onChange={set}
      />
    )}
  </Field>
);

/** Documents of a paper: those that are there, and one more. */
export function FilesField({
  files,
  set,
}: {
  files: readonly FileRef[];
  set: (files: FileRef[]) => void;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const [wrong, setWrong] = useState<string>();
  const add = async (file: File) => {
    try {
      set([...files, await keepFile(file, file.name)]);
      setWrong(undefined);
    } catch (error) {
      setWrong(advice(error));
    }
  };
  return (
    <div className="edit-field">
      <span>{t("work.files")}</span>
      {files.map(({ id, name }) => (
        <span key={id} className="edit-file">
          <a className="link" href={`/api/files/${id}`} target="_blank" rel="noreferrer">
            {name}
          </a>
          <Button size="small" type="text" onClick={() => set(files.filter((file) => file.id !== id))}>
            {t("keep.remove")}
          </Button>
        </span>
      ))}
      <label className="photo-button edit-add">
        <Icon name="camera" /> {t("work.act.add")}
        <input
          type="file"
          accept="image/*,application/pdf"
          className="only-heard"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void add(file);
          }}
        />
      </label>
      {wrong && (
        <span className="beside-error" role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}
