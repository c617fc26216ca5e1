import { Drawer, Popconfirm } from "antd";
import type { ReactNode } from "react";
import { Trouble } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice, usePhone } from "../../parts/index.ts";

/** The frame of an editor: what is typed stays until it is saved or given up; what is wrong stands at the foot. */
export function DraftDrawer({
  title,
  error,
  saving,
  save,
  remove,
  close,
  children,
}: {
  title: string;
  error: unknown;
  saving: boolean;
  save: () => void;
  remove?: (() => void) | undefined;
  close: () => void;
  children: ReactNode;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const phone = usePhone();
  const fields = error instanceof Trouble ? error.errors : [];
  return (
    <Drawer
      open
      onClose={close}
      size={phone ? "100%" : 640}
      title={title}
      footer={
        <div className="oncall-bar">
          <Button type="primary" loading={saving} onClick={save}>
            {t("oncall.save")}
          </Button>
          <Button onClick={close}>{t("oncall.cancel")}</Button>
          {remove && (
            <Popconfirm title={t("oncall.removeSure", { what: title })} onConfirm={remove}>
              <Button danger>{t("oncall.remove")}</Button>
            </Popconfirm>
          )}
          {error !== null && error !== undefined && (
            <span className="beside-error" role="alert">
              {advice(error)}
              {fields.map(({ path, message }) => (
                <span key={path} className="field-error">
                  {path}: {message}
                </span>
              ))}
            </span>
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
