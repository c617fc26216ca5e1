import { Link, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { pick } from "../laws/index.ts";
import { calls, type Ring, useCalls } from "../live/index.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "./i18n.ts";
import { useLang } from "./preferences.ts";
import { enableSound, sound, useSound } from "./sound.ts";
import "./ringer.css";

/** An urgent call that nobody has answered sounds again at this pace. */
const AGAIN_MS = 20_000;

/** Sounds calls, whatever page is open, and says on top of it who is called; visible also where sound is off. */
export function Ringer(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const open = useCalls();
  const on = useSound();
  const [last, setLast] = useState<Ring | undefined>();
  const atPager = useRouterState({
    select: ({ location: { pathname, search } }) =>
      pathname === "/oncall" && (!("tab" in search) || search.tab === undefined || search.tab === "pager"),
  });

  useEffect(
    () =>
      calls.onRing((ring) => {
        if (ring.kind === "over") return;
        sound(ring.call.urgency);
        setLast(ring);
      }),
    [],
  );

  const urgent = open.find(({ state, urgency }) => state === "calling" && urgency !== "normal");
  const again = urgent?.urgency;
  useEffect(() => {
    if (again === undefined) return undefined;
    const timer = setInterval(() => sound(again), AGAIN_MS);
    return () => clearInterval(timer);
  }, [again]);

  // Shown while somebody is called: mine first; the alarm strip shows the rest.
  const shown =
    open.find(({ mine, state }) => mine && state === "calling") ??
    (last && open.find(({ id, state }) => id === last.call.id && state === "calling"));
  if (!shown) return null;
  return (
    <aside className={`ringer is-${shown.urgency}`} role="alert">
      <strong>{t(shown.mine ? "oncall.forYou" : `oncall.urgency.${shown.urgency}`)}</strong>
      {/* The pager's cards stand right below: they say it, and on a phone their buttons need the room. */}
      <span className={atPager ? "ringer-what is-below" : "ringer-what"}>
        {shown.members[0] ? `${pick(shown.members[0].where, lang)} · ` : ""}
        {pick(shown.title, lang)}
      </span>
      {!on && (
        <Button size="small" onClick={enableSound}>
          {t("oncall.soundEnable")}
        </Button>
      )}
      {!atPager && (
        <Link to="/oncall" search={{ tab: "pager" }} className="link">
          {t("oncall.tab.pager")}
        </Link>
      )}
    </aside>
  );
}
