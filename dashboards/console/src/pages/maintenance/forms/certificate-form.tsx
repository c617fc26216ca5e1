import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { CertificateInput } from "../../../../../../facility/maintenance/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { staffQuery } from "../../../app/oncall-api.ts";
import { useLang } from "../../../app/preferences.ts";
import { useAssets } from "../../../app/site.ts";
import { putCertificate, removeCertificate } from "../../../app/work-api.ts";
import { assetOptions, pick } from "../../../laws/index.ts";
import { EditDrawer } from "./edit-drawer.tsx";
import { ChoiceField, DayField, isNamed, NameFields, NumberField, TextField, whole } from "./fields.tsx";
import { FilesField } from "./files-field.tsx";

const kinds = [
  "lift-inspection",
  "fire-test",
  "metering",
  "pressure-vessel",
  "electrical-test",
  "other",
] as const;

/** A paper that ends: of a piece of equipment, or of a person. */
export function CertificateForm({
  site,
  certificate,
  today,
  close,
}: {
  site: string;
  certificate: CertificateInput | undefined;
  today: string;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const staff = useQuery(staffQuery).data?.staff ?? [];
  const [draft, setDraft] = useState<CertificateInput>(
    () =>
      certificate ?? {
        id: `certificate-${crypto.randomUUID().slice(0, 8)}`,
        site,
        kind: "lift-inspection",
        title: { en: "", zh: "" },
        holder: "",
        issued: today,
        until: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`.replace("-02-29", "-02-28"),
      },
  );
  const set = (more: Partial<CertificateInput>) => setDraft((before) => ({ ...before, ...more }));
  const person = draft.kind === "person";
  const order = draft.issued !== "" && draft.until !== "" && draft.until >= draft.issued;
  const holders = person
    ? staff.map(({ id, name }) => ({ value: id, label: `${pick(name, lang)} · ${id}` }))
    : assetOptions(assets.values(), lang);
  return (
    <EditDrawer
      title={t(certificate ? "keep.editCertificate" : "keep.newCertificate")}
      close={close}
      fits={isNamed(draft.title) && draft.holder !== "" && order}
      save={() => putCertificate({ ...draft, title: whole(draft.title) })}
      remove={
        certificate && { ask: t("keep.removeCertificate"), run: () => removeCertificate(certificate.id) }
      }
    >
      <Segmented
        aria-label={t("mnt.holder")}
        value={person ? "person" : "equipment"}
        options={[
          { value: "equipment", label: t("keep.ofEquipment") },
          { value: "person", label: t("keep.ofPerson") },
        ]}
        onChange={(of) => set({ kind: of === "person" ? "person" : "lift-inspection", holder: "" })}
      />
      {!person && (
        <ChoiceField
          label={t("keep.kind")}
          value={draft.kind}
          options={kinds.map((value) => ({ value, label: t(`keep.certificate.${value}`) }))}
          set={(kind) => set({ kind })}
        />
      )}
      <NameFields value={draft.title} set={(title) => set({ title })} />
      <ChoiceField
        label={t("mnt.holder")}
        value={draft.holder === "" ? undefined : draft.holder}
        options={holders}
        set={(holder) => set({ holder })}
      />
      <div className="edit-pair">
        <TextField
          label={t("mnt.number")}
          value={draft.number ?? ""}
          max={80}
          set={(number) => set({ number })}
        />
        <TextField
          label={t("keep.issuedBy")}
          value={draft.issuedBy ?? ""}
          max={120}
          set={(issuedBy) => set({ issuedBy })}
        />
      </div>
      <div className="edit-pair">
        <DayField label={t("keep.issued")} value={draft.issued} set={(issued) => set({ issued })} />
        <DayField
          label={t("keep.validUntil")}
          value={draft.until}
          set={(until) => set({ until })}
          wrong={!order && t("keep.endsBefore")}
        />
      </div>
      <NumberField
        label={t("keep.notice")}
        unit={t("keep.days")}
        max={730}
        value={draft.noticeDays ?? 60}
        set={(days) => set({ noticeDays: days ?? 60 })}
      />
      <FilesField
        files={draft.file ? [draft.file] : []}
        set={(files) => {
          const { file: _, ...rest } = draft;
          const file = files.at(-1);
          setDraft(file ? { ...rest, file } : rest);
        }}
      />
    </EditDrawer>
  );
}
