import { useMutation } from "@tanstack/react-query";
import { Popconfirm } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { putEntry, removeEntry, type SiteNoun } from "../../app/sites-api.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import { draftOf, entryOf, type Field } from "./draft.ts";
import { FieldRow } from "./fields.tsx";

/** Adds or edits one place, asset or gateway. What was typed stays until the server has taken it. */
export function EntryForm({
  site,
  revision,
  noun,
  entry,
  isNew,
  fields,
  saved,
  removed,
}: {
  site: string;
  revision: number;
  noun: SiteNoun;
  entry: object;
  isNew: boolean;
  fields: readonly Field[];
  saved: (id: string) => void;
  removed: () => void;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const [draft, setDraft] = useState(() => draftOf(entry, fields));
  const [lacking, setLacking] = useState<readonly string[]>([]);
  const id = typeof draft.id === "string" ? draft.id.trim() : "";

  const save = useMutation({
    mutationFn: () => putEntry(site, noun, id, revision, entryOf(entry, draft)),
    onSuccess: () => saved(id),
  });
  const remove = useMutation({
    mutationFn: () => removeEntry(site, noun, id, revision),
    onSuccess: removed,
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = fields.filter(({ path, required }) => required && !draft[path]).map(({ path }) => path);
    setLacking(missing);
    if (missing.length === 0) save.mutate();
  };
  const errors = save.error instanceof Trouble ? save.error.errors : [];
  const wrongWith = (path: string): string | undefined =>
    lacking.includes(path)
      ? t("site.required")
      : errors.find((error) => error.path === path || error.path.startsWith(`${path}.`))?.message;
  const trouble = save.error ?? remove.error;

  return (
    <form className="site-form" onSubmit={submit} noValidate>
      <div className="site-fields">
        {fields.map((field) => (
          <FieldRow
            key={field.path}
            field={field}
            value={draft[field.path]}
            wrong={wrongWith(field.path)}
            // Readings, alarms and the journal hang on the id, so it is given once.
            locked={field.path === "id" && !isNew}
            change={(value) => {
              setDraft((before) => ({ ...before, [field.path]: value }));
              setLacking((before) => before.filter((path) => path !== field.path));
            }}
          />
        ))}
      </div>
      {trouble && (
        <p className="beside-error" role="alert">
          {advice(trouble)}
        </p>
      )}
      <div className="site-actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t(isNew ? "site.add" : "site.save")}
        </Button>
        {!isNew && (
          <Popconfirm
            title={t("site.removeAsk", { id })}
            description={<span className="site-ask">{t(`site.removeSays.${noun}`)}</span>}
            okText={t("site.remove")}
            cancelText={t("site.cancel")}
            okButtonProps={{ danger: true }}
            onConfirm={() => remove.mutate()}
          >
            <Button danger loading={remove.isPending}>
              {t("site.remove")}
            </Button>
          </Popconfirm>
        )}
      </div>
    </form>
  );
}
