import { ConfigProvider } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import { type ReactNode, useMemo } from "react";
import { useTouch } from "../parts/media.ts";
import { antdTheme } from "./antd-theme.ts";
import { useLang, useTheme } from "./preferences.ts";
import { styleNonce } from "./style-nonce.ts";

const csp = { nonce: styleNonce };

/** Ant Design in the console's look and the person's language. Fetched with the first page that needs it: see `kitted`. */
export function Kit({ children }: { children: ReactNode }): ReactNode {
  const lang = useLang();
  const theme = useTheme();
  const touch = useTouch();
  const look = useMemo(() => antdTheme(theme, touch), [theme, touch]);
  return (
    <ConfigProvider
      csp={csp}
      theme={look}
      locale={lang === "zh" ? zhCN : enGB}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}
