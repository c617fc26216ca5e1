import { Link, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Icon, type IconName } from "../parts/icons.tsx";
import { usePhone } from "../parts/media.ts";
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

/** So many stand on a phone's bar; the others behind "More". */
const FIRST = 5;

export function Rail(): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const { railPinned } = usePreferences();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [openAt, setOpenAt] = useState<string>();
  // Open until another page is there.
  const more = openAt === path;
  const hidden = navigation.slice(FIRST);
  const isBehind = hidden.some(({ to }) => path === to || path.startsWith(`${to}/`));
  const shown = phone && !more ? navigation.slice(0, FIRST) : navigation;
  return (
    <nav className={more ? "rail is-more" : "rail"} aria-label={t("nav.label")}>
      <Link to="/" className="rail-mark" aria-label={`${t("product")}: ${t("nav.estate")}`}>
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span className="rail-word">{t("product")}</span>
      </Link>
      <ul id="rail-pages">
        {shown.map(({ to, word, icon }) => (
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
        {phone && (
          <li>
            <button
              type="button"
              className={isBehind && !more ? "rail-link is-here" : "rail-link"}
              aria-expanded={more}
              aria-controls="rail-pages"
              onClick={() => setOpenAt(more ? undefined : path)}
            >
              <Icon name={more ? "close" : "more"} />
              <span className="rail-word">{t(more ? "nav.less" : "nav.more")}</span>
            </button>
          </li>
        )}
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
