import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { ContractInput } from "../../../../../../facility/maintenance/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { staffQuery } from "../../../app/oncall-api.ts";
import { useLang } from "../../../app/preferences.ts";
import { putContract, removeContract } from "../../../app/work-api.ts";
import { pick, priorities, systems } from "../../../laws/index.ts";
import { AssetsField } from "./assets-field.tsx";
import { EditDrawer } from "./edit-drawer.tsx";
import { DayField, Field, isNamed, NameFields, NumberField, TextField, whole } from "./fields.tsx";
import { FilesField } from "./files-field.tsx";

type Clocks = NonNullable<ContractInput["arriveMinutes"]>;

/** A contract: whom, what it covers, until when, how soon they must come and repair, what a miss costs them. */
export function ContractForm({
  site,
  contract,
  today,
  close,
}: {
  site: string;
  contract: ContractInput | undefined;
  today: string;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [draft, setDraft] = useState<ContractInput>(
    () =>
      contract ?? {
        id: `contract-${crypto.randomUUID().slice(0, 8)}`,
        site,
        vendor: "",
        title: { en: "", zh: "" },
        from: today,
        until: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`.replace("-02-29", "-02-28"),
      },
  );
  const { data: people } = useQuery(staffQuery);
  const contractors = (people?.staff ?? [])
    .filter(({ roles }) => roles.includes("contractor"))
    .map(({ id, name, company }) => ({
      value: id,
      label: company ? `${pick(name, lang)} · ${pick(company, lang)}` : pick(name, lang),
    }));
  const set = (more: Partial<ContractInput>) => setDraft((before) => ({ ...before, ...more }));
  const clock = (clocks: Clocks, priority: keyof Clocks, value: number | undefined): Clocks => {
    const { [priority]: _, ...rest } = clocks;
    return value === undefined || value <= 0 ? rest : { ...rest, [priority]: value };
  };
  const order = draft.from !== "" && draft.until !== "" && draft.until >= draft.from;
  const scoped = (draft.assets?.length ?? 0) > 0 || (draft.systems?.length ?? 0) > 0;
  const fits = isNamed(draft.title) && draft.vendor.trim() !== "" && order && scoped;
  return (
    <EditDrawer
      title={t(contract ? "keep.editContract" : "keep.newContract")}
      close={close}
      fits={fits}
      save={() => putContract({ ...draft, title: whole(draft.title) })}
      remove={contract && { ask: t("keep.removeContract"), run: () => removeContract(contract.id) }}
    >
      <NameFields value={draft.title} set={(title) => set({ title })} />
      <div className="edit-pair">
        <TextField
          label={t("mnt.vendor")}
          value={draft.vendor}
          max={120}
          set={(vendor) => set({ vendor })}
          wrong={draft.vendor.trim() === "" && t("keep.sayVendor")}
        />
        <TextField
          label={t("mnt.phone")}
          value={draft.phone ?? ""}
          max={40}
          set={(phone) => set({ phone })}
        />
      </div>
      <Field label={t("keep.contact")} note={t("keep.contactNote")}>
        {(id) => (
          <Select
            id={id}
            allowClear
            value={draft.contact ?? null}
            onChange={(contact?: string) => {
              const { contact: _, ...rest } = draft;
              setDraft(contact ? { ...rest, contact } : rest);
            }}
            options={contractors}
          />
        )}
      </Field>
      <h3>{t("keep.scope")}</h3>
      <Field label={t("keep.systems")} wrong={!scoped && t("keep.sayScope")}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={draft.systems ?? []}
            onChange={(list: string[]) => set({ systems: list })}
            options={systems.map((value) => ({ value, label: t(`mnt.system.${value}`) }))}
          />
        )}
      </Field>
      <AssetsField
        label={t("keep.assets")}
        value={draft.assets ?? []}
        set={(assets) => set({ assets })}
        note={t("keep.assetsNote")}
      />
      <h3>{t("keep.term")}</h3>
      <div className="edit-pair">
        <DayField label={t("keep.begins")} value={draft.from} set={(from) => set({ from })} />
        <DayField
          label={t("mnt.ends")}
          value={draft.until}
          set={(until) => set({ until })}
          wrong={!order && t("keep.endsBefore")}
        />
      </div>
      <div className="edit-pair">
        <NumberField
          label={t("keep.notice")}
          unit={t("keep.days")}
          max={730}
          value={draft.noticeDays ?? 90}
          set={(days) => set({ noticeDays: days ?? 90 })}
        />
        <NumberField
          label={t("keep.yearly")}
          unit="¥"
          value={draft.yearlyCny ?? 0}
          set={(value) => set({ yearlyCny: value ?? 0 })}
        />
      </div>
      <Segmented<"ends" | "by-itself">
        aria-label={t("keep.renews")}
        value={draft.renews ?? "ends"}
        options={[
          { value: "ends", label: t("keep.renewsEnds") },
          { value: "by-itself", label: t("keep.renewsItself") },
        ]}
        onChange={(renews) => set({ renews })}
      />
      <h3>{t("keep.arrive")}</h3>
      <div className="edit-four">
        {priorities.map((priority) => (
          <NumberField
            key={priority}
            label={t(`priority.${priority}`)}
            value={draft.arriveMinutes?.[priority]}
            set={(value) => set({ arriveMinutes: clock(draft.arriveMinutes ?? {}, priority, value) })}
          />
        ))}
      </div>
      <h3>{t("keep.repairIn")}</h3>
      <div className="edit-four">
        {priorities.map((priority) => (
          <NumberField
            key={priority}
            label={t(`priority.${priority}`)}
            value={draft.repairHours?.[priority]}
            set={(value) => set({ repairHours: clock(draft.repairHours ?? {}, priority, value) })}
          />
        ))}
      </div>
      <NumberField
        label={t("keep.penalty")}
        unit="¥"
        value={draft.penaltyCny ?? 0}
        set={(value) => set({ penaltyCny: value ?? 0 })}
        note={t("keep.penaltyNote")}
      />
      <FilesField files={draft.files ?? []} set={(files) => set({ files })} />
    </EditDrawer>
  );
}
