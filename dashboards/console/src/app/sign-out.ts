import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { forgetSession, sessionQuery, signOut } from "./api.ts";

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    // Whatever the server says, this browser forgets what it has shown.
    await signOut().catch(() => undefined);
    queries.clear();
    forgetSession();
    queries.setQueryData(sessionQuery.queryKey, null);
    await navigate({ to: "/sign-in" });
  };
}
