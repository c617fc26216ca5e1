import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { acknowledge } from "../app/api.ts";
import { useWords } from "../app/i18n.ts";
import { useMayAct } from "../app/session.ts";
import { isTakeable } from "../laws/index.ts";
import { alarms } from "../live/index.ts";
import { Button } from "./button.tsx";
import { useAdvice } from "./trouble.tsx";

/**
 * Acknowledges alarms one after the other, then shows the server's truth: nothing changes on the screen before
 * the server has said so. Naming the occurrence keeps a late click off a newer one.
 */
export function useAcknowledge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ alarm, comment = "" }: { alarm: AlarmView; comment?: string }) => {
      // The socket brings the same change; whichever is first counts, the board goes by sequence.
      alarms.take([await acknowledge(alarm.id, { occurrence: alarm.occurrence, comment })]);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ["journal"] }),
  });
}

export function AcknowledgeButton({
  alarm,
  size = "middle",
  comment,
  primary = true,
  onDone,
}: {
  alarm: AlarmView;
  size?: "small" | "middle" | "large";
  comment?: string;
  primary?: boolean;
  onDone?: () => void;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const mayAct = useMayAct();
  const { mutate, isPending, error, variables } = useAcknowledge();
  if (!isTakeable(alarm)) return null;
  return (
    <span className="acknowledge">
      <Button
        type={primary ? "primary" : "default"}
        size={size}
        loading={isPending}
        whyNot={mayAct ? undefined : t("alarm.mayNot")}
        onClick={(event) => {
          event.stopPropagation();
          mutate({ alarm, ...(comment ? { comment } : {}) }, { onSuccess: () => onDone?.() });
        }}
      >
        {isPending ? t("alarm.acknowledging") : t("alarm.acknowledge")}
      </Button>
      {error && variables?.alarm.id === alarm.id && (
        <span className="beside-error" role="alert">
          {advice(error)}
        </span>
      )}
    </span>
  );
}
