import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";

/** Saves or takes away what an editor holds, loads on call anew, and closes the editor. */
export function useSaving(of: {
  readonly save: () => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
  readonly close: () => void;
}): {
  readonly save: UseMutationResult<unknown, Error, void>;
  readonly remove: UseMutationResult<unknown, Error, void>;
} {
  const queries = useQueryClient();
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: ["oncall"] });
    of.close();
  };
  return {
    save: useMutation({ mutationFn: of.save, onSuccess }),
    remove: useMutation({ mutationFn: of.remove, onSuccess }),
  };
}
