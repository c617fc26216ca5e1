import { Input } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { Field } from "./field.tsx";

interface Name {
  readonly en: string;
  readonly zh: string;
}

/** A name in both languages; while one is empty it follows the other, so that nobody must write twice. */
export function NameFields({ name, change }: { name: Name; change: (name: Name) => void }): ReactNode {
  const t = useWords();
  const put = (language: keyof Name, text: string) => {
    const other = language === "en" ? "zh" : "en";
    const follows = name[other] === name[language] || name[other] === "";
    change({ ...name, [language]: text, ...(follows ? { [other]: text } : {}) });
  };
  return (
    <div className="form-line">
      <Field>
        {t("oncall.rotaName")} · {t("oncall.chinese")}
        <Input value={name.zh} maxLength={100} onChange={(event) => put("zh", event.target.value)} />
      </Field>
      <Field>
        {t("oncall.rotaName")} · {t("oncall.english")}
        <Input value={name.en} maxLength={100} onChange={(event) => put("en", event.target.value)} />
      </Field>
    </div>
  );
}
