import type { QueryClient } from "@tanstack/react-query";
import { alarms, values, valuesOf } from "../live/index.ts";
import { alarmsQuery, assetsQuery, sessionQuery, wasSignedIn } from "./api.ts";
import { nowQuery } from "./oncall-api.ts";
import { getPreferences } from "./preference-store.ts";
import { siteChosen } from "./site.ts";
import { certificatesQuery, contractsQuery, openOrdersQuery } from "./work-api.ts";

/** The sign-in page needs none of it; it is on its way while the server is asked who is here. */
export const frame = () => import("./frame.tsx");
export const home = () => import("../pages/home/home.tsx");

/** An estate that takes longer is drawn as it comes. */
const PATIENCE_MS = 1_500;

/**
 * Whoever was here last is likely here again: what the first view needs is asked for while the words are on their way.
 * Resolves once it is there, has failed to come or has been waited for long enough: what comes in the middle of the
 * first drawing would have it begin anew.
 */
export async function setOut(queries: QueryClient): Promise<void> {
  // Without a network nothing will come, and a question is not even put: what is kept here is shown at once.
  if (!wasSignedIn() || !navigator.onLine) return;
  const session = queries.fetchQuery(sessionQuery);
  const list = session.then((who) => (who ? queries.fetchQuery(alarmsQuery) : undefined));
  const estate = session.then((who) => (who ? queries.fetchQuery(assetsQuery) : undefined));
  const wanted: Promise<unknown>[] = [
    estate.then((known) => known && values.take(valuesOf(known.assets.flatMap(({ points }) => points)))),
    // What rings comes with the first picture, so that nothing on it moves aside for alarms a moment later.
    list.then((board) => board && !alarms.board().known && alarms.replace(board.alarms)),
    frame(),
  ];
  // Who is on duty and what needs a person stand above the plant: known from the first, nothing below them moves.
  if (location.pathname === "/")
    wanted.push(
      home(),
      queries.prefetchQuery(nowQuery),
      queries.prefetchQuery(openOrdersQuery),
      estate.then((known) => {
        const site = known && siteChosen(known.sites, getPreferences().site)?.id;
        if (site === undefined) return undefined;
        return Promise.all([
          queries.prefetchQuery(certificatesQuery(site)),
          queries.prefetchQuery(contractsQuery(site)),
        ]);
      }),
    );
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.allSettled(wanted), late]);
}
