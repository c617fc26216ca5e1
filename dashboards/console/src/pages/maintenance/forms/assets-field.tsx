import { Select } from "antd";
import type { ReactNode } from "react";
import { useLang } from "../../../app/preferences.ts";
import { useAssets } from "../../../app/site.ts";
import { assetOptions } from "../../../laws/index.ts";
import { Field } from "./fields.tsx";

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
