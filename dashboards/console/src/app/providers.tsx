import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { sessionQuery, Trouble } from "./api.ts";
import { Speaking, useSpokenWords } from "./i18n.ts";
import { createConsoleRouter } from "./router.tsx";
import { setOut } from "./set-out.ts";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      // What a person must mend (4xx) is not asked again; an unreachable server is.
      retry: (failures, error) =>
        failures < 2 && !(error instanceof Trouble && error.status >= 400 && error.status < 500),
    },
  },
});
queries.getQueryCache().subscribe(({ type, query }) => {
  // Any answer of 401 means the session is over: asking for it again leads to the sign-in page.
  if (type === "updated" && query.state.error instanceof Trouble && query.state.error.status === 401)
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
});
const answers = setOut(queries);
const router = createConsoleRouter(queries);

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Resolves once the first page's script and what it shows have come, or have failed to. */
export const firstPage = (): Promise<unknown> => Promise.all([router.load(), answers]);

export function Providers(): ReactNode {
  const words = useSpokenWords();
  return (
    <QueryClientProvider client={queries}>
      <Speaking value={words}>
        <RouterProvider router={router} />
      </Speaking>
    </QueryClientProvider>
  );
}
