import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { alarms, startLive, useLinkIs } from "../live/index.ts";
import { Notices } from "../parts/notices.tsx";
import { AlarmStrip } from "./alarm-strip.tsx";
import { Announcer } from "./announcer.tsx";
import { alarmsQuery, sessionQuery } from "./api.ts";
import { EmergencyBar } from "./emergency-bar.tsx";
import { useWords } from "./i18n.ts";
import { kitted } from "./kitted.tsx";
import { LinkBanner } from "./link-state.tsx";
import { usePreferences } from "./preferences.ts";
import { Rail } from "./rail.tsx";
import { Ringer } from "./ringer.tsx";
import { PremisesAround, usePremises } from "./site.ts";
import { useSoughtPart } from "./sought-part.ts";
import { StoringBanner } from "./storing.tsx";
import { TopBar } from "./top-bar.tsx";
import "./frame.css";

const AlarmPanel = lazy(kitted(() => import("../pages/alarms/alarm-panel.tsx"), "AlarmPanel"));

/** What stays while pages change: rail, top bar, alarm strip; and the one live connection. */
export function Frame(): ReactNode {
  const t = useWords();
  const { railPinned, lang } = usePreferences();
  const linkIs = useLinkIs();
  const premises = usePremises();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const alarmId = useRouterState({
    select: (state) => ("alarm" in state.location.search ? state.location.search.alarm : undefined),
  });

  useEffect(() => {
    let stop: (() => void) | undefined;
    // In a turn of its own: the first picture is drawn before the socket is opened.
    const timer = setTimeout(() => {
      stop = startLive(
        () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
        () => {
          for (const key of ["assets", "asset", "sites"]) void queries.invalidateQueries({ queryKey: [key] });
        },
      );
    });
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [queries]);

  // Whenever the session turns out to be over, the way leads to the sign-in page and back here afterwards.
  const { data: session } = useQuery(sessionQuery);
  useEffect(() => {
    if (session === null) {
      const { pathname, search } = window.location;
      void navigate({ to: "/sign-in", search: pathname === "/" ? {} : { to: pathname + search } });
    }
  }, [session, navigate]);

  // The list by REST fills the board should the socket be slow or barred; the socket's snapshot replaces it.
  const { data: list } = useQuery(alarmsQuery);
  useEffect(() => {
    if (list && !alarms.board().known) alarms.replace(list.alarms);
  }, [list]);

  // A journal line is written with every transition, so what shows journals is asked for anew, gathered.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = alarms.watch(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ["journal"] });
      }, 1_000);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queries]);

  useEffect(() => {
    // Long after the first picture, and again when another language is chosen.
    const timer = setTimeout(() => {
      void import("./offline.ts").then(
        ({ standIn }) => standIn(lang),
        (error: unknown) => console.info("no stand-in this time", error),
      );
    }, 2_000);
    return () => clearTimeout(timer);
  }, [lang]);

  useSoughtPart();
  const shownPath = useRef(path);
  useEffect(() => {
    // The first page begins at its top anyhow; asking would have the browser lay it out twice.
    if (shownPath.current !== path) document.getElementById("main")?.scrollTo(0, 0);
    shownPath.current = path;
  }, [path]);

  return (
    <PremisesAround value={premises}>
      <div className={`frame${railPinned ? " is-pinned" : ""}`} data-link={linkIs}>
        <a className="skip" href="#main">
          {t("nav.skip")}
        </a>
        <Rail />
        <TopBar />
        <EmergencyBar otherwise={<AlarmStrip />} />
        <div className="banners">
          <LinkBanner />
          <StoringBanner />
          <Ringer />
        </div>
        <main id="main" className="main" tabIndex={-1}>
          <Outlet />
        </main>
        <Announcer />
        <Notices />
        {typeof alarmId === "string" && (
          <Suspense>
            <AlarmPanel id={alarmId} />
          </Suspense>
        )}
      </div>
    </PremisesAround>
  );
}
