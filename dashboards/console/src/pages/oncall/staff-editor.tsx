import { Checkbox, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { StaffMember } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { putMe, putStaff, removeStaff } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { CertificateFields } from "./certificate-fields.tsx";
import { ContactFields } from "./contact-fields.tsx";
import { DraftDrawer } from "./draft-drawer.tsx";
import { Field } from "./field.tsx";
import { NameFields } from "./name-fields.tsx";
import { useSaving } from "./use-saving.ts";

const roles = ["desk", "technician", "engineer", "manager", "guard", "contractor"] as const;

/** A person's profile; whoever is no manager changes how he himself is reached, and no more. */
export function StaffEditor({
  start,
  all,
  close,
}: {
  start: StaffMember;
  all: boolean;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<StaffMember>) => setDraft({ ...draft, ...part });
  const { save, remove } = useSaving({
    save: () =>
      all
        ? putStaff(draft)
        : putMe({ contacts: draft.contacts, language: draft.language, phone: draft.phone ?? "" }),
    remove: () => removeStaff(draft.id),
    close,
  });
  return (
    <DraftDrawer
      title={start.id === "" ? t("oncall.newPerson") : pick(draft.name, lang)}
      error={save.error ?? remove.error}
      missing={
        all
          ? [
              ...(draft.id ? [] : [t("oncall.id")]),
              ...(draft.name.en.trim() || draft.name.zh.trim() ? [] : [t("oncall.rotaName")]),
              ...(draft.roles.length === 0 ? [t("oncall.roles")] : []),
            ]
          : []
      }
      saving={save.isPending}
      save={() => save.mutate()}
      remove={all && start.id !== "" ? () => remove.mutate() : undefined}
      close={close}
    >
      {all && (
        <>
          {start.id === "" && (
            <Field>
              {t("oncall.id")} <span className="faint">{t("oncall.idHint")}</span>
              <Input value={draft.id} onChange={(event) => change({ id: event.target.value.trim() })} />
            </Field>
          )}
          <NameFields name={draft.name} change={(name) => change({ name })} />
          <Field>
            {t("oncall.roles")}
            <Select
              mode="multiple"
              value={draft.roles}
              onChange={(list) => change({ roles: list })}
              options={roles.map((role) => ({ value: role, label: t(`oncall.role.${role}`) }))}
            />
          </Field>
          {draft.roles.includes("contractor") && (
            <Field>
              {t("oncall.company")}
              <Input
                value={draft.company?.zh ?? ""}
                onChange={(event) => {
                  const company = event.target.value;
                  const { company: _, ...rest } = draft;
                  setDraft(company ? { ...rest, company: { en: company, zh: company } } : rest);
                }}
              />
            </Field>
          )}
          <Checkbox checked={draft.away} onChange={(event) => change({ away: event.target.checked })}>
            {t("oncall.away")} <span className="faint">{t("oncall.awayHint")}</span>
          </Checkbox>
        </>
      )}
      <div className="form-line">
        <Field>
          {t("oncall.phone")}
          <Input
            value={draft.phone ?? ""}
            onChange={(event) => {
              const { phone: _, ...rest } = draft;
              setDraft(event.target.value ? { ...rest, phone: event.target.value } : rest);
            }}
          />
        </Field>
        <Field>
          {t("oncall.languageOf")}
          <Select
            value={draft.language}
            onChange={(language) => change({ language })}
            options={[
              { value: "zh", label: t("oncall.chinese") },
              { value: "en", label: t("oncall.english") },
            ]}
          />
        </Field>
      </div>
      {all && (
        <CertificateFields
          certificates={draft.certificates}
          change={(certificates) => change({ certificates })}
        />
      )}
      <ContactFields contacts={draft.contacts} change={(contacts) => change({ contacts })} />
    </DraftDrawer>
  );
}
