/**
 * Keeps the runner of rounds and the order page for places without coverage: the page and its scripts, nothing of the
 * API. Its scopes are /rounds/ and /orders/ alone; what is written there waits in the page's own store.
 */
const CACHE = "watchkeeper-rounds-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** Each answer carries a nonce of its own. */
const builtAs = async (page) => (page ? (await page.text()).replaceAll(/nonce="[^"]*"/g, "") : "");

/**
 * The shell, what it names and what else a page is made of: a build's files change their names, so they are looked up
 * in the page itself, and those of another build go.
 */
async function keepShell(more = []) {
  const cache = await caches.open(CACHE);
  const page = await fetch("/", { cache: "no-store" });
  if (!page.ok) return;
  const built = await builtAs(page.clone());
  if (built !== (await builtAs(await cache.match("/"))))
    for (const old of await cache.keys()) await cache.delete(old);
  await cache.put("/", page);
  const names = [...built.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
  await Promise.all(
    [...names, ...more].map(
      async (path) => (await cache.match(path)) ?? (await cache.add(path).catch(() => undefined)),
    ),
  );
}

self.addEventListener("message", (event) =>
  event.waitUntil(keepShell(event.data.keep).catch(() => undefined)),
);

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (
    event.request.method !== "GET" ||
    url.origin !== self.location.origin ||
    url.pathname.startsWith("/api/") ||
    // What is live must come from the server or not at all.
    url.pathname.startsWith("/live")
  )
    return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      if (event.request.mode === "navigate") {
        try {
          const page = await fetch(event.request);
          event.waitUntil(keepShell().catch(() => undefined));
          return page;
        } catch (error) {
          const kept = await cache.match("/");
          if (kept) return kept;
          throw error;
        }
      }
      const kept = await cache.match(event.request);
      if (kept) return kept;
      const answer = await fetch(event.request);
      if (answer.ok) event.waitUntil(cache.put(event.request, answer.clone()));
      return answer;
    })(),
  );
});
