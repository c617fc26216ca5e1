import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Checkbox, InputNumber } from "antd";
import { type ReactNode, useState } from "react";
import type { Retention } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { Button } from "../../../parts/button.tsx";
import { useAdvice } from "../../../parts/index.ts";
import { isOrdered, saveRetention, storageQuery, tiers } from "./storage-api.ts";

/** For how many days each tier is kept. Keeping less destroys data, so that is asked about with its consequence. */
export function RetentionForm({ retention, done }: { retention: Retention; done: () => void }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const queries = useQueryClient();
  const [wanted, setWanted] = useState(retention);
  const [asking, setAsking] = useState(false);
  const save = useMutation({
    mutationFn: () => saveRetention(wanted),
    onSuccess: (view) => {
      queries.setQueryData(storageQuery.queryKey, view);
      done();
    },
  });
  const fits = isOrdered(wanted);
  const shorter = tiers.filter((tier) => (wanted[tier] ?? Infinity) < (retention[tier] ?? Infinity));
  return (
    <form
      className="retention"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits) return;
        if (shorter.length > 0 && !asking) setAsking(true);
        else save.mutate();
      }}
    >
      {tiers.map((tier) => (
        <div key={tier} className="retention-tier">
          <label htmlFor={`keep-${tier}`}>{t(`storage.tiers.${tier}`)}</label>
          <InputNumber
            id={`keep-${tier}`}
            min={1}
            max={36_500}
            precision={0}
            value={wanted[tier]}
            disabled={wanted[tier] === null}
            onChange={(days) => {
              setAsking(false);
              if (days !== null) setWanted({ ...wanted, [tier]: days });
            }}
          />
          <Checkbox
            checked={wanted[tier] === null}
            onChange={({ target }) => {
              setAsking(false);
              setWanted({ ...wanted, [tier]: target.checked ? null : (retention[tier] ?? 3_650) });
            }}
          >
            {t("storage.forEver")}
          </Checkbox>
        </div>
      ))}
      {!fits && (
        <p className="beside-error" role="alert">
          {t("storage.order")}
        </p>
      )}
      {asking && (
        <div role="alert" className="retention-ask">
          <p>{t("storage.ask")}</p>
          <ul>
            {shorter.map((tier) => (
              <li key={tier}>
                {t("storage.loses", { tier: t(`storage.tiers.${tier}`), days: wanted[tier] ?? 0 })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {save.error && (
        <p className="beside-error" role="alert">
          {advice(save.error)}
        </p>
      )}
      <div className="retention-acts">
        <Button type="primary" htmlType="submit" danger={asking} disabled={!fits} loading={save.isPending}>
          {t("storage.save")}
        </Button>
        <Button onClick={done}>{t("storage.cancel")}</Button>
      </div>
    </form>
  );
}
