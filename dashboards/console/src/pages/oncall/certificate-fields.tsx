import { Input, Select } from "antd";
import type { ReactNode } from "react";
import type { StaffMember } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { systems } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "./field.tsx";

/** What somebody is certified for, and until when. */
export function CertificateFields({
  certificates,
  change,
}: {
  certificates: StaffMember["certificates"];
  change: (certificates: StaffMember["certificates"]) => void;
}): ReactNode {
  const t = useWords();
  return (
    <fieldset className="form-block">
      <legend>{t("oncall.certificates")}</legend>
      {certificates.map((one, i) => {
        const put = (part: object) =>
          change(certificates.map((each, n) => (n === i ? { ...each, ...part } : each)));
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
            <Button size="small" onClick={() => change(certificates.filter((_, n) => n !== i))}>
              {t("oncall.remove")}
            </Button>
          </div>
        );
      })}
      <Button
        size="small"
        onClick={() => change([...certificates, { skill: "lift", title: "", number: "" }])}
      >
        {t("oncall.certificateAdd")}
      </Button>
    </fieldset>
  );
}
