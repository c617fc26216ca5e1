import { useQuery } from "@tanstack/react-query";
import { Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import type { StaffMember } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { channelNamesQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "./field.tsx";

/** A person's ways to be reached, in the order in which they are tried. */
export function ContactFields({
  contacts,
  change,
}: {
  contacts: StaffMember["contacts"];
  change: (contacts: StaffMember["contacts"]) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { data: channels } = useQuery(channelNamesQuery);
  const options = channels?.channels.map(({ id, name }) => ({ value: id, label: pick(name, lang) })) ?? [];
  return (
    <fieldset className="form-block">
      <legend>{t("oncall.contacts")}</legend>
      <p className="faint">{t("oncall.quietRule")}</p>
      {contacts.map((one, i) => {
        const put = (part: Partial<typeof one>) =>
          change(contacts.map((each, n) => (n === i ? { ...each, ...part } : each)));
        const quiet = one.quiet ?? { from: "", to: "" };
        const putQuiet = (next: { from: string; to: string }) => {
          const { quiet: _, ...rest } = one;
          const changed = next.from || next.to ? { ...rest, quiet: next } : rest;
          change(contacts.map((each, n) => (n === i ? changed : each)));
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
            <Button size="small" onClick={() => change(contacts.filter((_, n) => n !== i))}>
              {t("oncall.remove")}
            </Button>
          </div>
        );
      })}
      <Button
        size="small"
        disabled={options.length === 0}
        onClick={() =>
          change([...contacts, { channel: options[0]?.value ?? "", address: "", afterMinutes: 0 }])
        }
      >
        {t("oncall.contactAdd")}
      </Button>
    </fieldset>
  );
}
