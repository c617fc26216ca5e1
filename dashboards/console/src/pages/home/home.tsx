import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useWords } from "../../app/i18n.ts";
import { kitted } from "../../app/kitted.tsx";
import { homes, prefer, useHomeChoice } from "../../app/preferences.ts";
import { useSession } from "../../app/session.ts";
import { Waiting } from "../../parts/index.ts";
import { EstatePage } from "../estate/estate.tsx";
import { SummaryLine } from "../estate/summary-line.tsx";
import { useEstate } from "../estate/use-estate.ts";
import { homeOf } from "./home-of.ts";
import { TourOrNothing } from "./tour-gate.tsx";
import "./home.css";

const Desk = lazy(kitted(() => import("./desk.tsx"), "Desk"));
const Manager = lazy(kitted(() => import("./manager/manager.tsx"), "Manager"));

const route = getRouteApi("/inside/");

/** One frame, three homes: the role chooses, the person may switch, and the choice is remembered. */
export function HomePage(): ReactNode {
  const t = useWords();
  const search = route.useSearch();
  const chosen = useHomeChoice();
  const role = useSession()?.role;
  const home = search.home ?? chosen ?? homeOf(role);
  const estate = useEstate();
  useEffect(() => {
    if (search.home) prefer({ home: search.home });
  }, [search.home]);
  return (
    <div className="home">
      <h1 className="only-heard">
        {t(`home.${home}`)}: {t(`home.says.${home}`)}
      </h1>
      <div className="home-head">
        {(!estate.known || estate.groups.length > 0) && <SummaryLine groups={estate.groups} />}
        <nav className="home-switch panel" aria-label={t("home.switch")}>
          {homes.map((one) => (
            <Link
              key={one}
              to="/"
              search={{ home: one }}
              className={one === home ? "home-choice is-here" : "home-choice"}
              aria-current={one === home ? "page" : undefined}
              title={t(`home.says.${one}`)}
            >
              {t(`home.${one}`)}
            </Link>
          ))}
        </nav>
      </div>
      <TourOrNothing />
      <Suspense fallback={<Waiting lines={8} />}>
        {home === "engineer" ? (
          <EstatePage estate={estate} building={search.building} />
        ) : home === "desk" ? (
          <Desk wall={search.wall === true} />
        ) : (
          <Manager />
        )}
      </Suspense>
    </div>
  );
}
