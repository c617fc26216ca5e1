import { Select } from "antd";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import type { StaffGroup, StaffList } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putGroup, removeGroup, useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { comma, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet } from "../../parts/index.ts";
import { DraftDrawer, slugOf } from "./draft-drawer.tsx";
import { Field } from "./field.tsx";
import { NameFields } from "./name-fields.tsx";
import { useSaving } from "./use-saving.ts";

/** People told together. */
export function Groups({ data }: { data: z.infer<typeof StaffList> }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const [editing, setEditing] = useState<StaffGroup | undefined>();
  return (
    <section className="panel" aria-labelledby="groups">
      <div className="panel-head">
        <h2 id="groups">{t("oncall.groups")}</h2>
        <Button onClick={() => setEditing({ id: "", name: { en: "", zh: "" }, people: [] })}>
          {t("oncall.groupNew")}
        </Button>
      </div>
      {data.groups.length === 0 && <Quiet>{t("oncall.noGroups")}</Quiet>}
      <ul className="oncall-list">
        {data.groups.map((group) => (
          <li key={group.id}>
            <span>
              <strong>{pick(group.name, lang)}</strong>{" "}
              <span className="soft">{group.people.map(nameOf).join(comma(lang))}</span>
            </span>
            <Button size="small" onClick={() => setEditing(group)}>
              {t("oncall.edit")}
            </Button>
          </li>
        ))}
      </ul>
      {editing && <GroupEditor start={editing} data={data} close={() => setEditing(undefined)} />}
    </section>
  );
}

function GroupEditor({
  start,
  data,
  close,
}: {
  start: StaffGroup;
  data: z.infer<typeof StaffList>;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [draft, setDraft] = useState(start);
  const { save, remove } = useSaving({
    save: () =>
      putGroup({
        ...draft,
        id:
          draft.id ||
          slugOf(
            draft.name.en,
            "group",
            data.groups.map(({ id }) => id),
          ),
      }),
    remove: () => removeGroup(draft.id),
    close,
  });
  return (
    <DraftDrawer
      title={start.id === "" ? t("oncall.groupNew") : pick(draft.name, lang)}
      error={save.error ?? remove.error}
      missing={[
        ...(draft.name.en.trim() || draft.name.zh.trim() ? [] : [t("oncall.rotaName")]),
        ...(draft.people.length === 0 ? [t("oncall.who")] : []),
      ]}
      saving={save.isPending}
      save={() => save.mutate()}
      remove={start.id === "" ? undefined : () => remove.mutate()}
      close={close}
    >
      <NameFields name={draft.name} change={(name) => setDraft({ ...draft, name })} />
      <Field>
        {t("oncall.who")}
        <Select
          mode="multiple"
          value={draft.people}
          onChange={(people) => setDraft({ ...draft, people })}
          options={data.staff.map(({ id, name }) => ({ value: id, label: pick(name, lang) }))}
        />
      </Field>
    </DraftDrawer>
  );
}
