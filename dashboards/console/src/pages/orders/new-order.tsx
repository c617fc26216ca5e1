import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Modal, Segmented, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { openOrder } from "../../app/work-api.ts";
import { assetOptions, type Priority, priorities } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import "../../parts/desk-forms.css";
import "./order-forms.css";

/** A person asks for work; at an asset, which is then where. */
export function NewOrderButton({ may, at }: { may: boolean; at?: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const assets = useAssets();
  const ids = { what: useId(), where: useId(), more: useId() };
  const [open, setOpen] = useState(false);
  const [title, setTitle] = useState("");
  const [asset, setAsset] = useState<string | undefined>(at);
  const [priority, setPriority] = useState<Priority>("medium");
  const [description, setDescription] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      openOrder({
        key: crypto.randomUUID(),
        title,
        priority,
        description,
        ...(asset === undefined ? { site: [...assets.values()][0]?.site ?? "" } : { asset }),
      }),
    onSuccess: (order) => {
      setOpen(false);
      void queries.invalidateQueries({ queryKey: ["orders"] });
      void navigate({ to: "/orders/$id", params: { id: order.id } });
    },
  });
  return (
    <>
      <Button
        {...(at === undefined ? { type: "primary", className: "work-new" } : {})}
        whyNot={may ? undefined : t("needs.technician")}
        onClick={() => setOpen(true)}
      >
        {t("work.newOrder")}
      </Button>
      <Modal
        open={open}
        title={t("work.newOrder")}
        okText={t("work.newOrder")}
        cancelText={t("work.act.back")}
        confirmLoading={isPending}
        okButtonProps={{ disabled: title.trim() === "" }}
        onOk={() => mutate()}
        onCancel={() => setOpen(false)}
      >
        <div className="desk-form">
          <label htmlFor={ids.what}>{t("work.what")}</label>
          <input
            id={ids.what}
            className="filter-text"
            value={title}
            maxLength={200}
            onChange={(event) => setTitle(event.target.value)}
          />
          <label htmlFor={ids.where}>{t("work.where")}</label>
          <Select
            id={ids.where}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            value={asset}
            onChange={setAsset}
            options={assetOptions(assets.values(), lang)}
          />
          <span>{t("work.priority")}</span>
          <Segmented
            value={priority}
            options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
            onChange={setPriority}
          />
          <label htmlFor={ids.more}>{t("work.description")}</label>
          <textarea
            id={ids.more}
            className="filter-text"
            rows={3}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
          {error && (
            <span className="beside-error" role="alert">
              {advice(error)}
            </span>
          )}
        </div>
      </Modal>
    </>
  );
}
