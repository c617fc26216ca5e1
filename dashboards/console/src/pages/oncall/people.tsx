import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import type { StaffGroup, StaffList, StaffMember, StaffView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import {
  channelNamesQuery,
  putGroup,
  putMe,
  putStaff,
  removeGroup,
  removeStaff,
  staffQuery,
  useNames,
} from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage, useSession } from "../../app/session.ts";
import { pick, systems } from "../../laws/index.ts";
import { TroubleNote, Waiting } from "../../parts/index.ts";
import { DraftDrawer, slugOf } from "./draft-drawer.tsx";
import { Field } from "./field.tsx";
import { NameFields } from "./name-fields.tsx";

const roles = ["desk", "technician", "engineer", "manager", "guard", "contractor"] as const;

const blank: StaffMember = {
  id: "",
  name: { en: "", zh: "" },
  roles: ["technician"],
  sites: [],
  language: "zh",
  timeZone: "Asia/Shanghai",
  certificates: [],
  contacts: [],
  away: false,
};

const memberOf = ({
  phone,
  contacts,
  written: _w,
  account: _a,
  push: _p,
  ...member
}: StaffView): StaffMember => ({
  ...member,
  contacts: contacts ?? [],
  ...(phone === null ? {} : { phone }),
});

/** Everybody who can be told: roles, certificates, ways to reach; and groups. */
export function People(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const mayManage = useMayManage();
  const me = useSession()?.username;
  const { data, error } = useQuery(staffQuery);
  const [editing, setEditing] = useState<StaffMember | undefined>();
  if (error) return <TroubleNote error={error} />;
  if (!data) return <Waiting lines={6} />;
  return (
    <div className="oncall-stack">
      <section className="panel" aria-labelledby="staff">
        <div className="panel-head">
          <h2 id="staff">{t("oncall.tab.people")}</h2>
          {mayManage && <Button onClick={() => setEditing(blank)}>{t("oncall.newPerson")}</Button>}
        </div>
        <ul className="staff">
          {data.staff.map((member) => (
            <li key={member.id} className={member.away ? "is-away" : ""}>
              <span className="staff-name">
                <strong>{pick(member.name, lang)}</strong> <span className="faint">{member.id}</span>
                {member.company && <span className="soft"> · {pick(member.company, lang)}</span>}
                {member.away && <span className="soft"> · {t("oncall.away")}</span>}
                {!member.written && <span className="faint"> · {t("oncall.fromAccount")}</span>}
              </span>
              <span className="soft">
                {member.roles.map((role) => t(`oncall.role.${role}`)).join(", ")}
                {member.certificates.map((one) => (
                  <span key={one.skill + one.title} className="certificate">
                    {one.title || one.skill}
                    {one.until ? ` ${one.until}` : ""}
                  </span>
                ))}
              </span>
              <span className="soft num">
                {member.phone ?? ""}
                {member.contacts && (
                  <span className="faint">
                    {" "}
                    {member.contacts.length === 0 && member.push === 0
                      ? t("oncall.contactNone")
                      : member.contacts.map(({ channel }) => channel).join(" → ")}
                    {member.push > 0 ? ` · ${t("oncall.pushCount", { n: member.push })}` : ""}
                  </span>
                )}
              </span>
              {(mayManage || member.id === me) && (
                <Button size="small" onClick={() => setEditing(memberOf(member))}>
                  {t(member.id === me && !mayManage ? "oncall.mine" : "oncall.edit")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      {mayManage && <Groups data={data} />}
      {editing && <StaffEditor start={editing} all={mayManage} close={() => setEditing(undefined)} />}
    </div>
  );
}

function StaffEditor({
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
  const queries = useQueryClient();
  const { data: channels } = useQuery(channelNamesQuery);
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<StaffMember>) => setDraft({ ...draft, ...part });
  const finish = () => {
    void queries.invalidateQueries({ queryKey: ["oncall"] });
    close();
  };
  const save = useMutation({
    mutationFn: () =>
      all
        ? putStaff(draft)
        : putMe({ contacts: draft.contacts, language: draft.language, phone: draft.phone ?? "" }),
    onSuccess: finish,
  });
  const remove = useMutation({ mutationFn: () => removeStaff(draft.id), onSuccess: finish });
  const options = channels?.channels.map(({ id, name }) => ({ value: id, label: pick(name, lang) })) ?? [];
  return (
    <DraftDrawer
      title={start.id === "" ? t("oncall.newPerson") : pick(draft.name, lang)}
      error={save.error ?? remove.error}
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
        <fieldset className="form-block">
          <legend>{t("oncall.certificates")}</legend>
          {draft.certificates.map((one, i) => {
            const put = (part: object) =>
              change({
                certificates: draft.certificates.map((each, n) => (n === i ? { ...each, ...part } : each)),
              });
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: certificates have no id of their own
              <div key={i} className="form-line">
                <Field>
                  {t("oncall.skill")}
                  <Select
                    value={one.skill}
                    onChange={(skill) => put({ skill })}
                    options={systems.map((system) => ({ value: system, label: t(`system.${system}`) }))}
                  />
                </Field>
                <Field>
                  {t("oncall.name")}
                  <Input value={one.title} onChange={(event) => put({ title: event.target.value })} />
                </Field>
                <Field>
                  {t("oncall.valid")}
                  <Input
                    type="date"
                    value={one.until ?? ""}
                    onChange={(event) => put({ until: event.target.value || undefined })}
                  />
                </Field>
                <Button
                  size="small"
                  onClick={() => change({ certificates: draft.certificates.filter((_, n) => n !== i) })}
                >
                  {t("oncall.remove")}
                </Button>
              </div>
            );
          })}
          <Button
            size="small"
            onClick={() =>
              change({ certificates: [...draft.certificates, { skill: "lift", title: "", number: "" }] })
            }
          >
            {t("oncall.certificateAdd")}
          </Button>
        </fieldset>
      )}
      <fieldset className="form-block">
        <legend>{t("oncall.contacts")}</legend>
        <p className="faint">{t("oncall.quietRule")}</p>
        {draft.contacts.map((one, i) => {
          const put = (part: Partial<typeof one>) =>
            change({ contacts: draft.contacts.map((each, n) => (n === i ? { ...each, ...part } : each)) });
          const quiet = one.quiet ?? { from: "", to: "" };
          const putQuiet = (next: { from: string; to: string }) => {
            const { quiet: _, ...rest } = one;
            const changed = next.from || next.to ? { ...rest, quiet: next } : rest;
            change({ contacts: draft.contacts.map((each, n) => (n === i ? changed : each)) });
          };
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is what counts here
            <div key={i} className="form-line">
              <Field>
                {t("oncall.contactChannel")}
                <Select value={one.channel} onChange={(channel) => put({ channel })} options={options} />
              </Field>
              <Field>
                {t("oncall.contactAddress")}
                <Input value={one.address} onChange={(event) => put({ address: event.target.value })} />
              </Field>
              <Field>
                {t("oncall.contactAfter")}
                <InputNumber
                  min={0}
                  max={120}
                  value={one.afterMinutes}
                  onChange={(n) => put({ afterMinutes: n ?? 0 })}
                />
              </Field>
              <Field>
                {t("oncall.quietFrom")}
                <Input
                  type="time"
                  value={quiet.from}
                  onChange={(event) => putQuiet({ from: event.target.value, to: quiet.to || "07:00" })}
                />
              </Field>
              <Field>
                {t("oncall.quietTo")}
                <Input
                  type="time"
                  value={quiet.to}
                  onChange={(event) => putQuiet({ from: quiet.from || "22:00", to: event.target.value })}
                />
              </Field>
              <Button
                size="small"
                onClick={() => change({ contacts: draft.contacts.filter((_, n) => n !== i) })}
              >
                {t("oncall.remove")}
              </Button>
            </div>
          );
        })}
        <Button
          size="small"
          disabled={options.length === 0}
          onClick={() =>
            change({
              contacts: [
                ...draft.contacts,
                { channel: options[0]?.value ?? "", address: "", afterMinutes: 0 },
              ],
            })
          }
        >
          {t("oncall.contactAdd")}
        </Button>
      </fieldset>
    </DraftDrawer>
  );
}

function Groups({ data }: { data: z.infer<typeof StaffList> }): ReactNode {
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
      <ul className="oncall-list">
        {data.groups.map((group) => (
          <li key={group.id}>
            <span>
              <strong>{pick(group.name, lang)}</strong>{" "}
              <span className="soft">{group.people.map(nameOf).join(", ")}</span>
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
  const queries = useQueryClient();
  const [draft, setDraft] = useState(start);
  const finish = () => {
    void queries.invalidateQueries({ queryKey: ["oncall"] });
    close();
  };
  const save = useMutation({
    mutationFn: () =>
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
    onSuccess: finish,
  });
  const remove = useMutation({ mutationFn: () => removeGroup(draft.id), onSuccess: finish });
  return (
    <DraftDrawer
      title={start.id === "" ? t("oncall.groupNew") : pick(draft.name, lang)}
      error={save.error ?? remove.error}
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
