import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, type ButtonProps, Tooltip } from "antd";
import type { ReactNode } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { actOn, type DeskAct, putBack, takeOut } from "../app/api.ts";
import { alarms } from "../live/index.ts";
import { useAdvice } from "./trouble.tsx";

/** Does something to one alarm, then shows the server's truth. */
export function useAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, act }: { id: string; act: DeskAct }) => alarms.take([await actOn(id, act)]),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["journal"] }),
  });
}

/** Takes an asset out of service or puts it back, with all its alarms. */
export function useService() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (
      act: { asset: string } & ({ out: true; reason: string; order?: string } | { out: false }),
    ) => {
      const changed = act.out
        ? await takeOut(act.asset, { reason: act.reason, ...(act.order ? { order: act.order } : {}) })
        : await putBack(act.asset, {});
      alarms.take(changed.alarms);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ["journal"] }),
  });
}

/** A button for one act on one alarm; greyed with the reason where the role does not allow it. */
export function ActButton({
  alarm,
  act,
  may,
  mayNot,
  children,
  ...look
}: {
  alarm: Pick<AlarmView, "id">;
  act: DeskAct;
  may: boolean;
  mayNot: string;
  children: ReactNode;
} & Pick<ButtonProps, "size" | "type">): ReactNode {
  const advice = useAdvice();
  const { mutate, isPending, error } = useAct();
  const button = (
    <Button
      {...look}
      loading={isPending}
      disabled={!may}
      onClick={(event) => {
        event.stopPropagation();
        mutate({ id: alarm.id, act });
      }}
    >
      {children}
    </Button>
  );
  return (
    <span className="acknowledge">
      {may ? button : <Tooltip title={mayNot}>{button}</Tooltip>}
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </span>
  );
}
