import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Drawer, Popconfirm } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { Button } from "../../../parts/button.tsx";
import { useAdvice, usePhone } from "../../../parts/index.ts";
import "../../../parts/desk-forms.css";
import "./forms.css";

/** A drawer with a form: Save and, for what is there already, Remove; what is refused is said above the buttons. */
export function EditDrawer({
  title,
  close,
  save,
  fits = true,
  remove,
  width = 560,
  children,
}: {
  title: string;
  close: () => void;
  save: () => Promise<unknown>;
  /** False while something is missing; what, the fields say. */
  fits?: boolean;
  remove?: { readonly ask: string; readonly run: () => Promise<unknown> } | undefined;
  width?: number;
  children: ReactNode;
}): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const advice = useAdvice();
  const queries = useQueryClient();
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: ["maintenance"] });
    close();
  };
  const saving = useMutation({ mutationFn: save, onSuccess });
  const removing = useMutation({ mutationFn: async () => remove?.run(), onSuccess });
  const error = saving.error ?? removing.error;
  return (
    <Drawer
      open
      onClose={close}
      size={phone ? "100%" : width}
      title={title}
      footer={
        <div className="edit-foot">
          {error && (
            <span className="beside-error" role="alert">
              {advice(error)}
            </span>
          )}
          <div className="order-acts">
            <Button
              type="primary"
              disabled={!fits}
              loading={saving.isPending}
              onClick={() => saving.mutate()}
            >
              {t("work.act.save")}
            </Button>
            <Button onClick={close}>{t("work.act.back")}</Button>
            {remove && (
              <Popconfirm
                title={remove.ask}
                okText={t("keep.remove")}
                cancelText={t("work.act.back")}
                onConfirm={() => removing.mutate()}
              >
                <Button danger loading={removing.isPending} className="edit-remove">
                  {t("keep.remove")}
                </Button>
              </Popconfirm>
            )}
          </div>
        </div>
      }
    >
      <div className="edit-form">{children}</div>
    </Drawer>
  );
}
