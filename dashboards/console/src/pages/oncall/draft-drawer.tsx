import { Drawer, Popconfirm } from "antd";
import { type ReactNode, useState } from "react";
import { Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { colon, comma } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice, usePhone } from "../../parts/index.ts";

/** What the server calls a field, as the form above calls it. */
const fieldWords = {
  id: "oncall.id",
  "name.en": "oncall.rotaName",
  "name.zh": "oncall.rotaName",
  roles: "oncall.roles",
  people: "oncall.who",
  phone: "oncall.phone",
  url: "oncall.url",
  host: "oncall.host",
  from: "oncall.sender",
  testAddress: "oncall.testTo",
} as const;

/** The frame of an editor: what is typed stays until it is saved or given up; what is wrong stands at the foot. */
export function DraftDrawer({
  title,
  error,
  missing,
  saving,
  save,
  remove,
  close,
  children,
}: {
  title: string;
  error: unknown;
  /** Names of the fields without which nothing can be saved and that are still empty. */
  missing: readonly string[];
  saving: boolean;
  save: () => void;
  remove?: (() => void) | undefined;
  close: () => void;
  children: ReactNode;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const phone = usePhone();
  const lang = useLang();
  const fields = error instanceof Trouble ? error.errors : [];
  const [asked, setAsked] = useState(false);
  const lacking = asked && missing.length > 0;
  const nameOf = (path: string): string => {
    const word = Object.hasOwn(fieldWords, path) ? fieldWords[path as keyof typeof fieldWords] : undefined;
    return word ? t(word) : path;
  };
  return (
    <Drawer
      open
      onClose={close}
      size={phone ? "100%" : 640}
      title={title}
      footer={
        <div className="oncall-bar">
          <Button
            type="primary"
            loading={saving}
            onClick={() => {
              setAsked(true);
              if (missing.length === 0) save();
            }}
          >
            {t("oncall.save")}
          </Button>
          <Button onClick={close}>{t("oncall.cancel")}</Button>
          {remove && (
            <Popconfirm title={t("oncall.removeSure", { what: title })} onConfirm={remove}>
              <Button danger>{t("oncall.remove")}</Button>
            </Popconfirm>
          )}
          {lacking ? (
            <span className="beside-error" role="alert">
              {t("oncall.fillIn", { what: missing.join(comma(lang)) })}
            </span>
          ) : (
            error !== null &&
            error !== undefined && (
              <span className="beside-error" role="alert">
                {fields.length === 0 && advice(error)}
                {fields.map(({ path, message }) => (
                  <span key={path} className="field-error">
                    {nameOf(path)}
                    {colon(lang)}
                    {message}
                  </span>
                ))}
              </span>
            )
          )}
        </div>
      }
    >
      <div className="oncall-form">{children}</div>
    </Drawer>
  );
}

/** An id from a name where the person has given none: letters and digits, or a word with a number. */
export const slugOf = (name: string, word: string, taken: readonly string[]): string => {
  const made = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  const base = made || word;
  if (!taken.includes(base)) return base;
  for (let n = 2; ; n++) if (!taken.includes(`${base}-${n}`)) return `${base}-${n}`;
};
