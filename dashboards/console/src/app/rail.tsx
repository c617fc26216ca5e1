import { Link, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { Icon, type IconName } from "../parts/icons.tsx";
import { useWords } from "./i18n.ts";
import { prefer, usePreferences } from "./preferences.ts";

/** The pages there are, in the order of the day. A new page is one line here and one route. */
export const navigation = [
  { to: "/", word: "nav.estate", icon: "estate" },
  { to: "/alarms", word: "nav.alarms", icon: "alarms" },
  { to: "/emergencies", word: "nav.emergencies", icon: "emergencies" },
  { to: "/oncall", word: "nav.oncall", icon: "oncall" },
  { to: "/work", word: "nav.work", icon: "work" },
  { to: "/maintenance", word: "nav.maintenance", icon: "maintenance" },
  { to: "/lifecycle", word: "nav.lifecycle", icon: "lifecycle" },
  { to: "/trends", word: "nav.trends", icon: "trends" },
  { to: "/reports", word: "nav.reports", icon: "reports" },
  { to: "/settings", word: "nav.settings", icon: "settings" },
] as const satisfies readonly { to: string; word: string; icon: IconName }[];

export function Rail(): ReactNode {
  const t = useWords();
  const { railPinned } = usePreferences();
  const bar = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // On a phone the bar may be longer than the screen is wide.
  useEffect(() => {
    bar.current
      ?.querySelector(`.rail-link[aria-current="page"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    void path;
  }, [path]);
  return (
    <nav ref={bar} className="rail" aria-label={t("nav.label")}>
      <Link to="/" className="rail-mark" aria-label={`${t("product")}: ${t("nav.estate")}`}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span className="rail-word">{t("product")}</span>
      </Link>
      <ul>
        {navigation.map(({ to, word, icon }) => (
          <li key={to}>
            <Link
              to={to}
              className="rail-link"
              activeProps={{ className: "is-here" }}
              activeOptions={{ exact: to === "/", includeSearch: false }}
            >
              <Icon name={icon} />
              <span className="rail-word">{t(word)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="rail-link rail-pin"
        aria-pressed={railPinned}
        onClick={() => prefer({ railPinned: !railPinned })}
      >
        <Icon name="pin" />
        <span className="rail-word">{t(railPinned ? "nav.unpin" : "nav.pin")}</span>
      </button>
    </nav>
  );
}
