import { Segmented } from "antd";
import type { ReactNode } from "react";
import { nameInBoth } from "../../../../../facility/units/shown/index.ts";
import { useWords } from "../../app/i18n.ts";
import { prefer, usePreferences } from "../../app/preferences.ts";
import { useSession } from "../../app/session.ts";
import { useSignOut } from "../../app/sign-out.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Accounts } from "./accounts/accounts.tsx";
import { Tokens } from "./accounts/tokens.tsx";
import { AuditCard } from "./audit/audit-card.tsx";
import { Connections } from "./connections.tsx";
import { Demo } from "./demo.tsx";
import { Gateways } from "./gateways.tsx";
import { Offers } from "./offers/offers.tsx";
import { Password } from "./password.tsx";
import { OpenSessions } from "./security/open-sessions.tsx";
import { SecondFactor } from "./security/second-factor.tsx";
import { SiteCard } from "./site-card.tsx";
import { Storage } from "./storage/storage.tsx";
import "./settings.css";

export function SettingsPage(): ReactNode {
  const t = useWords();
  const session = useSession();
  const { lang, theme } = usePreferences();
  const leave = useSignOut();
  return (
    <div className="settings">
      <h1 className="only-heard">{t("settings.title")}</h1>
      <section className="panel" aria-labelledby="person">
        <div className="panel-head">
          <h2 id="person">{t("settings.person")}</h2>
        </div>
        <dl className="settings-facts">
          {session && (
            <>
              <dt>{t("settings.signedInAs")}</dt>
              <dd>
                {pick(nameInBoth(session.name), lang)} <span className="faint">({session.username})</span>
              </dd>
              <dt>{t("settings.role")}</dt>
              <dd>{t(`role.${session.role}`)}</dd>
            </>
          )}
          <dt>{t("settings.language")}</dt>
          <dd>
            <Segmented
              aria-label={t("settings.language")}
              value={lang}
              options={[
                { value: "en", label: "English" },
                { value: "zh", label: "中文" },
              ]}
              onChange={(value) => prefer({ lang: value === "zh" ? "zh" : "en" })}
            />
          </dd>
          <dt>{t("settings.theme")}</dt>
          <dd>
            <Segmented
              aria-label={t("settings.theme")}
              value={theme}
              options={[
                { value: "system" as const, label: t("settings.themeSystem") },
                { value: "light" as const, label: t("settings.themeLight") },
                { value: "dark" as const, label: t("settings.themeDark") },
              ]}
              onChange={(value) => prefer({ theme: value })}
            />
          </dd>
        </dl>
        {session && <Password username={session.username} />}
        <div className="settings-foot">
          <Button onClick={() => void leave()}>{t("top.signOut")}</Button>
        </div>
      </section>
      <SecondFactor />
      <SiteCard />
      <AuditCard />
      <Connections />
      <Demo />
      <Accounts />
      <OpenSessions />
      <Tokens />
      <Gateways />
      <Offers />
      <Storage />
    </div>
  );
}
