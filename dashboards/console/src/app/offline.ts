/** What this browser keeps of the console for places without coverage. */
import type { Lang } from "../laws/language.ts";
import { worker } from "./push.ts";

/** Where the server cannot be reached, the worker says so and leads to what was kept. Not on the way of the first view. */
export function standIn(lang: Lang): void {
  if ("serviceWorker" in navigator)
    void worker(lang).catch((error: unknown) => console.info("no service worker", error));
}

/**
 * From now on pages under this scope open without a network, from the files that the page itself was made of: also for
 * whoever came here by a click and never loads the page anew before the coverage ends.
 */
export async function keepPages(scope: "/rounds/" | "/orders/"): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/rounds-sw.js", { scope });
  const named = [
    ...document.querySelectorAll("link[rel=modulepreload], link[rel=stylesheet], script[src]"),
  ].map((one) => one.getAttribute("href") ?? one.getAttribute("src"));
  // A chunk that stands alone is named nowhere in the page.
  const fetched = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/assets/"))
    .map(({ pathname }) => pathname);
  const files = new Set([...named, ...fetched]);
  const { active, waiting, installing } = registration;
  (active ?? waiting ?? installing)?.postMessage({ keep: [...files] });
}
