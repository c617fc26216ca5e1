import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { actOn, type DeskAct, putBack, takeOut } from "../app/api.ts";
import { alarms } from "../live/index.ts";
import { Button, type ButtonProps } from "./button.tsx";
import { useAdvice } from "./trouble.tsx";

/** Does something to alarms, one after the other, then shows the server's truth; the first refusal ends it. */
export function useAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, act }: { ids: readonly string[]; act: DeskAct }) => {
      for (const id of ids) alarms.take([await actOn(id, act)]);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ["journal"] }),
  });
}

type Service = { out: true; reason: string; order?: string } | { out: false };

/** Takes an asset out of service or puts it back, with all its alarms. */
export async function setService(asset: string, act: Service): Promise<void> {
  const changed = act.out
    ? await takeOut(asset, { reason: act.reason, ...(act.order ? { order: act.order } : {}) })
    : await putBack(asset, {});
  alarms.take(changed.alarms);
}

export function useService() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ asset, ...act }: { asset: string } & Service) => setService(asset, act),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["journal"] }),
  });
}

/** A button for one act on one alarm; greyed with the reason where the role does not allow it. */
export function ActButton({
  alarm,
  act,
  may,
  mayNot,
  onDone,
  children,
  ...look
}: {
  alarm: Pick<AlarmView, "id">;
  act: DeskAct;
  may: boolean;
  mayNot: string;
  onDone?: () => void;
  children: ReactNode;
} & Pick<ButtonProps, "size" | "type">): ReactNode {
  const advice = useAdvice();
  const { mutate, isPending, error } = useAct();
  return (
    <span className="acknowledge">
      <Button
        {...look}
        loading={isPending}
        whyNot={may ? undefined : mayNot}
        onClick={(event) => {
          event.stopPropagation();
          mutate({ ids: [alarm.id], act }, { onSuccess: () => onDone?.() });
        }}
      >
        {children}
      </Button>
      {error && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </span>
  );
}
