import type { QueryClient } from "@tanstack/react-query";
import { alarms } from "../live/index.ts";
import { alarmsQuery, assetsQuery, sessionQuery, wasSignedIn } from "./api.ts";

/** The sign-in page needs none of it; it is on its way while the server is asked who is here. */
export const frame = () => import("./frame.tsx");
export const home = () => import("../pages/home/home.tsx");

/** Whoever was here last is likely here again: what the first view needs is asked for while the words are on their way. */
export function setOut(queries: QueryClient): void {
  if (!wasSignedIn()) return;
  queries
    .fetchQuery(sessionQuery)
    .then(async (session) => {
      if (!session) return;
      // What rings comes with the first picture, so that nothing on it moves aside for alarms a moment later.
      const [list] = await Promise.all([queries.fetchQuery(alarmsQuery), queries.prefetchQuery(assetsQuery)]);
      if (!alarms.board().known) alarms.replace(list.alarms);
    })
    .catch(() => undefined);
  frame().catch(() => undefined);
  if (location.pathname === "/") home().catch(() => undefined);
}
