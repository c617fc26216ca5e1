import { useMutation, useQuery } from "@tanstack/react-query";
import { Modal, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { RunView, StaffView } from "../../../../../api/contract/index.ts";
import { handOver } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { nowQuery, staffQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { comma, pick } from "../../laws/index.ts";
import { TroubleNote, useAdvice } from "../../parts/index.ts";
import { useKeepRun } from "./use-run.ts";
import "../../parts/desk-forms.css";

/** Names who leads from now on: whoever is on duty stands first, by name and role. */
export function HandOver({ run, close }: { run: RunView; close: () => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const keep = useKeepRun();
  const id = useId();
  const [to, setTo] = useState<string>();
  const { data: now } = useQuery(nowQuery);
  const { data, error: unknown } = useQuery(staffQuery);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (who: string) => handOver(run.id, who),
    onSuccess: (next) => {
      keep(next);
      close();
    },
  });
  const onDuty = new Set(
    now?.rotas.filter(({ site }) => site === run.site).flatMap((rota) => rota.now.people) ?? [],
  );
  const staff = (data?.staff ?? []).filter(
    ({ id: who, away, roles, sites }) =>
      who !== run.commander &&
      !away &&
      roles.some((role) => role !== "contractor") &&
      (sites.length === 0 || sites.includes(run.site)),
  );
  const option = ({ id: value, name, roles }: StaffView) => ({
    value,
    label: `${pick(name, lang)} · ${roles.map((role) => t(`oncall.role.${role}`)).join(comma(lang))}`,
  });
  return (
    <Modal
      open
      title={t("emergency.handOverTitle")}
      okText={t("emergency.handOverDo")}
      cancelText={t("emergency.keep")}
      onCancel={close}
      okButtonProps={{ disabled: to === undefined }}
      confirmLoading={isPending}
      onOk={() => to !== undefined && mutate(to)}
    >
      <div className="desk-form">
        <label htmlFor={id}>{t("emergency.handOverTo")}</label>
        <Select
          id={id}
          loading={!data}
          value={to ?? null}
          onChange={(who) => setTo(who ?? undefined)}
          showSearch={{ optionFilterProp: "label" }}
          style={{ width: "100%" }}
          options={[
            {
              label: t("oncall.onDuty"),
              options: staff.filter(({ id: who }) => onDuty.has(who)).map(option),
            },
            {
              label: t("emergency.handOverOthers"),
              options: staff.filter(({ id: who }) => !onDuty.has(who)).map(option),
            },
          ].filter(({ options }) => options.length > 0)}
        />
        {unknown && <TroubleNote error={unknown} />}
        {error && (
          <span className="beside-error" role="alert">
            {advice(error)}
          </span>
        )}
      </div>
    </Modal>
  );
}
