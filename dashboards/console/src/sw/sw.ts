import { keptWork } from "./kept-work.ts";
import { noNetworkPage } from "./no-network.ts";

/**
 * The service worker: shows pages that come by web push, also while no console is open, and stands in with a page of
 * its own where the server cannot be reached. It keeps no files: a console must never show an old plant as the present
 * one.
 */

interface Pushed {
  readonly title: string;
  readonly body: string;
  readonly language: "en" | "zh";
  readonly call: string;
  readonly kind: string;
  readonly urgency: "life-safety" | "urgent" | "normal";
  readonly receipt: string;
  readonly page: string;
}

/** What of ServiceWorkerGlobalScope is used here; the library of workers cannot stand beside that of pages. */
interface Waitable {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetched extends Waitable {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  skipWaiting(): Promise<void>;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: {
      type: "window";
      includeUncontrolled: boolean;
    }): Promise<
      readonly { readonly url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> }[]
    >;
    openWindow(url: string): Promise<unknown>;
  };
  readonly registration: {
    showNotification(title: string, options: object): Promise<void>;
    readonly navigationPreload?: { enable(): Promise<void> };
  };
  readonly location: { readonly origin: string; readonly search: string };
  addEventListener(on: "install" | "activate", listen: (event: Waitable) => void): void;
  addEventListener(on: "fetch", listen: (event: Fetched) => void): void;
  addEventListener(
    on: "push",
    listen: (event: Waitable & { readonly data: { json(): unknown } | null }) => void,
  ): void;
  addEventListener(
    on: "notificationclick",
    listen: (
      event: Waitable & { readonly notification: { readonly data: { page: string }; close(): void } },
    ) => void,
  ): void;
}
const worker = self as unknown as Worker;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) =>
  // With preload a page is asked for while this worker wakes, so that its watching costs nothing.
  event.waitUntil(Promise.all([worker.clients.claim(), worker.registration.navigationPreload?.enable()])),
);

worker.addEventListener("fetch", (event) => {
  const { pathname, search } = new URL(event.request.url);
  if (event.request.mode !== "navigate" || pathname.startsWith("/api/")) return;
  const page = async () => (await event.preloadResponse) ?? (await fetch(event.request));
  event.respondWith(
    page().catch(async () => {
      // The console registers this worker under the person's language.
      const lang = new URLSearchParams(worker.location.search).get("lang") === "zh" ? "zh" : "en";
      const kept = await keptWork(lang).catch(() => []);
      const said = noNetworkPage(lang, pathname + search, kept);
      return new Response(said, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
    }),
  );
});

worker.addEventListener("push", (event) => {
  // Encrypted by the server with this browser's own key; nobody else can have written it.
  const pushed = event.data?.json() as Pushed | undefined;
  if (!pushed) return;
  const urgent = pushed.urgency !== "normal" && pushed.kind !== "over";
  const shown = worker.registration.showNotification(pushed.title, {
    body: pushed.body,
    lang: pushed.language === "zh" ? "zh-CN" : "en",
    icon: "/icon.svg",
    // One notification a call: a repeat takes its place, and sounds again.
    tag: pushed.call,
    renotify: true,
    requireInteraction: urgent,
    ...(urgent ? { vibrate: [400, 150, 400, 150, 800] } : {}),
    data: { page: pushed.page },
  });
  const told = fetch(`/receipt/${pushed.receipt}`, { method: "POST" }).catch(() => undefined);
  event.waitUntil(Promise.all([shown, told]));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { pathname, search } = new URL(event.notification.data.page, worker.location.origin);
  const page = pathname + search;
  event.waitUntil(
    worker.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (open) => {
      const console = open[0];
      if (!console) return worker.clients.openWindow(page);
      await console.focus();
      return console.navigate(page);
    }),
  );
});
