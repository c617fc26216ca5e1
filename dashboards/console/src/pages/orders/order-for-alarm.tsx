import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { openOrder } from "../../app/work-api.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";

/** The order for this alarm: opened where there is none, and gone to. */
export function OrderForAlarm({ alarm, may }: { alarm: string; may: boolean }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => openOrder({ alarm }),
    onSuccess: (order) => {
      void queries.invalidateQueries({ queryKey: ["orders"] });
      void navigate({ to: "/orders/$id", params: { id: order.id }, search: {} });
    },
  });
  return (
    <span className="acknowledge">
      <Button whyNot={may ? undefined : t("needs.technician")} loading={isPending} onClick={() => mutate()}>
        {t("work.fromAlarm")}
      </Button>
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </span>
  );
}
