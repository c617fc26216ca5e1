import { Modal } from "antd";
import { type ReactNode, useId, useState } from "react";
import { useWords } from "../app/i18n.ts";
import { useLang } from "../app/preferences.ts";
import { type Bilingual, pick } from "../laws/index.ts";
import { setService, useService } from "./act.tsx";
import { Icon } from "./icons.tsx";
import { tell } from "./notices.tsx";
import { useAdvice } from "./trouble.tsx";
import "./desk-forms.css";

/** Asks what work is done, and says whom it silences. */
export function TakeOutForm({
  asset,
  assetName,
  rules,
  close,
}: {
  asset: string;
  assetName: Bilingual;
  rules: readonly { readonly lifeSafety: boolean }[];
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const reasonId = useId();
  const orderId = useId();
  const { mutate, isPending, error } = useService();
  const [reason, setReason] = useState("");
  const [order, setOrder] = useState("");
  const [asked, setAsked] = useState(false);
  const run = () => {
    setAsked(true);
    if (reason.trim() !== "")
      mutate(
        { asset, out: true, reason, ...(order ? { order } : {}) },
        {
          onSuccess: () => {
            close();
            tell(t("notice.takenOut", { asset: pick(assetName, lang) }), () =>
              setService(asset, { out: false }),
            );
          },
        },
      );
  };
  return (
    <Modal
      open
      onCancel={close}
      title={t("desk.takeOutTitle")}
      okText={t("desk.takeOutDo")}
      cancelText={t("desk.cancel")}
      confirmLoading={isPending}
      onOk={run}
    >
      <div className="desk-form">
        <label htmlFor={reasonId}>{t("desk.takeOutReason")}</label>
        <input
          id={reasonId}
          className="filter-text"
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {asked && reason.trim() === "" && (
          <span className="beside-error" role="alert">
            {t("desk.needReason")}
          </span>
        )}
        <label htmlFor={orderId}>{t("desk.takeOutOrder")}</label>
        <input
          id={orderId}
          className="filter-text"
          maxLength={128}
          value={order}
          onChange={(event) => setOrder(event.target.value)}
        />
        <p className="desk-says">
          {t("desk.takeOutSays", { n: rules.length, asset: pick(assetName, lang) })}
          {rules.some((rule) => rule.lifeSafety) && (
            <strong className="desk-danger">
              <Icon name="person_danger" size={16} /> {t("desk.takeOutDanger")}
            </strong>
          )}
        </p>
        {error && (
          <span className="beside-error" role="alert">
            {advice(error)}
          </span>
        )}
      </div>
    </Modal>
  );
}
