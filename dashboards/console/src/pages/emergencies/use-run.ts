import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { RunView } from "../../../../../api/contract/index.ts";
import { runQuery } from "../../app/emergencies-api.ts";

/** Shows the run as the server has just answered it; an older answer never takes the place of a newer one. */
export function useKeepRun(): (run: RunView) => void {
  const queries = useQueryClient();
  return useCallback(
    (run: RunView) => {
      queries.setQueryData(runQuery(run.id).queryKey, (before) =>
        before && before.sequence > run.sequence ? before : run,
      );
    },
    [queries],
  );
}
