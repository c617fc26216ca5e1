import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown, Tooltip } from "antd";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { clockText, pick } from "../laws/index.ts";
import { useTicking } from "../live/index.ts";
import { Icon } from "../parts/icons.tsx";
import { forgetSession, sessionQuery, signOut } from "./api.ts";
import { useWords } from "./i18n.ts";
import { LinkState } from "./link-state.tsx";
import { prefer, useLang, useTheme } from "./preferences.ts";
import { useSession } from "./session.ts";
import { type Site, useTimeZone } from "./site.ts";

const SearchBox = lazy(() => import("./search.tsx").then((module) => ({ default: module.SearchBox })));

function SiteClock(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const text = useTicking((now) => clockText(now, lang, timeZone));
  return (
    <span className="top-clock" title={`${t("top.siteTime")} · ${timeZone}`}>
      <span className="only-heard">{t("top.siteTime")} </span>
      {text}
    </span>
  );
}

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

export function TopBar({ site }: { site: Site | undefined }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const theme = useTheme();
  const session = useSession();
  const leave = useSignOut();
  const navigate = useNavigate();
  const [searching, setSearching] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setSearching(true);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <header className="top">
      <span className="top-site">{site ? pick(site.name, lang) : t("product")}</span>
      <button
        type="button"
        className="top-search"
        onClick={() => setSearching(true)}
        aria-keyshortcuts="Control+K"
      >
        <Icon name="search" size={16} />
        <span className="only-heard">{t("search.title")}</span>
        <span className="top-search-word" aria-hidden="true">
          {t("top.search")}
        </span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="top-gap" />
      <LinkState />
      <SiteClock />
      <Button
        type="text"
        className="top-language"
        aria-label={`${lang === "en" ? "中" : "EN"}: ${t("language.switch")}`}
        onClick={() => prefer({ lang: lang === "en" ? "zh" : "en" })}
      >
        {lang === "en" ? "中" : "EN"}
      </Button>
      <Tooltip title={t(theme === "dark" ? "top.toLight" : "top.toDark")}>
        <Button
          type="text"
          className="top-theme"
          aria-label={t(theme === "dark" ? "top.toLight" : "top.toDark")}
          icon={<Icon name={theme === "dark" ? "sun" : "moon"} size={18} />}
          onClick={() => prefer({ theme: theme === "dark" ? "light" : "dark" })}
        />
      </Tooltip>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            ...(session
              ? [{ key: "who", label: `${session.name} · ${t(`role.${session.role}`)}`, disabled: true }]
              : []),
            { key: "settings", label: t("nav.settings"), onClick: () => void navigate({ to: "/settings" }) },
            { key: "leave", label: t("top.signOut"), onClick: () => void leave() },
          ],
        }}
      >
        <Button
          type="text"
          className="top-person"
          aria-label={`${t("top.person")}: ${session?.name ?? ""}`}
          icon={<Icon name="person" size={18} />}
        >
          <span className="top-person-name">{session?.name}</span>
        </Button>
      </Dropdown>
      {searching && (
        <Suspense>
          <SearchBox close={() => setSearching(false)} />
        </Suspense>
      )}
    </header>
  );
}
