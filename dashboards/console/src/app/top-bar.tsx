import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { clockText, pick } from "../laws/index.ts";
import { useTicking } from "../live/index.ts";
import { Icon } from "../parts/icons.tsx";
import { useWords } from "./i18n.ts";
import { kitted } from "./kitted.tsx";
import { LinkState } from "./link-state.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { prefer, useLang, useTheme } from "./preferences.ts";
import { useShortcuts } from "./shortcuts.ts";
import { useSite, useSites, useTimeZone } from "./site.ts";
import { forSearch } from "./typed-ahead.ts";

const SearchBox = lazy(kitted(() => import("./search.tsx"), "SearchBox"));
const KeySheet = lazy(kitted(() => import("./key-sheet.tsx"), "KeySheet"));

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

/** Which site the pages are about; a name alone where there is one. Alarms and pages of all sites come through. */
function SiteChoice(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const site = useSite();
  const sites = useSites();
  if (!site || sites.length < 2)
    return <span className="top-site">{site ? pick(site.name, lang) : t("product")}</span>;
  return (
    <select
      className="top-site top-site-choice"
      aria-label={t("top.site")}
      value={site.id}
      onChange={(event) => prefer({ site: event.target.value })}
    >
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {pick(name, lang)}
        </option>
      ))}
    </select>
  );
}

export function TopBar(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const theme = useTheme();
  const [open, setOpen] = useState<"search" | "keys">();
  useShortcuts(setOpen);
  // Closed, or something else opened instead: the letters are nobody's.
  useEffect(() => {
    if (open !== "search") forSearch.end();
  }, [open]);
  const other = theme === "dark" ? "light" : "dark";

  return (
    <header className="top">
      <SiteChoice />
      <button
        type="button"
        className="top-search"
        onClick={() => {
          forSearch.begin();
          setOpen("search");
        }}
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
      <button
        type="button"
        className="top-language top-button"
        aria-label={`${lang === "en" ? "中" : "EN"}: ${t("language.switch")}`}
        onClick={() => prefer({ lang: lang === "en" ? "zh" : "en" })}
      >
        {lang === "en" ? "中" : "EN"}
      </button>
      <button
        type="button"
        className="top-theme top-button"
        aria-label={t(theme === "dark" ? "top.toLight" : "top.toDark")}
        title={t(theme === "dark" ? "top.toLight" : "top.toDark")}
        onClick={() => prefer({ theme: other })}
      >
        <Icon name={theme === "dark" ? "sun" : "moon"} size={18} />
      </button>
      <PersonMenu keys={() => setOpen("keys")} />
      <Suspense>
        {open === "search" && <SearchBox close={() => setOpen(undefined)} keys={() => setOpen("keys")} />}
        {open === "keys" && <KeySheet close={() => setOpen(undefined)} />}
      </Suspense>
    </header>
  );
}
