import { Link } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { nameInBoth } from "../../../../facility/units/shown/index.ts";
import { pick } from "../laws/index.ts";
import { Icon } from "../parts/icons.tsx";
import { useWords } from "./i18n.ts";
import { useLang } from "./preferences.ts";
import { useSession } from "./session.ts";
import { useSignOut } from "./sign-out.ts";

/** Who is signed in, their settings, the keys, the way out. The browser's own popover: Escape and a click beside close it. */
export function PersonMenu({ keys }: { keys: () => void }): ReactNode {
  const t = useWords();
  const session = useSession();
  const lang = useLang();
  const name = session ? pick(nameInBoth(session.name), lang) : "";
  const leave = useSignOut();
  const menu = useRef<HTMLDivElement>(null);
  const close = () => menu.current?.hidePopover();
  return (
    <>
      <button
        type="button"
        className="top-person top-button"
        popoverTarget="person-menu"
        aria-label={`${t("top.person")}: ${name}`}
      >
        <Icon name="person" size={18} />
        <span className="top-person-name">{name}</span>
      </button>
      <div ref={menu} id="person-menu" popover="auto" className="person-menu">
        {session && (
          <p className="faint">
            {name} · {t(`role.${session.role}`)}
          </p>
        )}
        <Link to="/settings" onClick={close}>
          {t("nav.settings")}
        </Link>
        <button
          type="button"
          onClick={() => {
            close();
            keys();
          }}
        >
          {t("keys.title")}
        </button>
        <button type="button" onClick={() => void leave()}>
          {t("top.signOut")}
        </button>
      </div>
    </>
  );
}
