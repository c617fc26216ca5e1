import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import { type ReactNode, useMemo } from "react";
import { useTouch } from "../parts/media.ts";
import { antdTheme } from "./antd-theme.ts";
import { sessionQuery, Trouble } from "./api.ts";
import { Speaking, useSpokenWords } from "./i18n.ts";
import { useLang, useTheme } from "./preferences.ts";
import { createConsoleRouter, setOut } from "./router.tsx";
import { styleNonce } from "./style-nonce.ts";

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
setOut(queries);
const router = createConsoleRouter(queries);

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

const csp = { nonce: styleNonce };

export function Providers(): ReactNode {
  const lang = useLang();
  const theme = useTheme();
  const touch = useTouch();
  const words = useSpokenWords();
  const look = useMemo(() => antdTheme(theme, touch), [theme, touch]);
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider
        csp={csp}
        theme={look}
        locale={lang === "zh" ? zhCN : enGB}
        button={{ autoInsertSpace: false }}
      >
        <Speaking value={words}>
          <RouterProvider router={router} />
        </Speaking>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
