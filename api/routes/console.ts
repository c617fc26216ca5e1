import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Context, MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import type { ApiApp, ApiEnv } from "../env.ts";
import { languageOf } from "../language.ts";

/** Vite writes the hash of the content into the names of these files, so they never change. */
const HASHED = /^\/assets\//;
const IMMUTABLE = "public, max-age=31536000, immutable";

/** Paths that are the server's own and never a page of the console. */
const OWN = /^\/(api|live|answer|receipt|calendar|healthz|readyz|metrics)(\/|$)/;

/**
 * The console's files; any other path that a person opens gets index.html, because the console draws its own pages.
 * Comes last: what is no file and no page goes on to "not found". The folder may appear later, when it has been built.
 */
export function consoleFiles(app: ApiApp, folder: string): void {
  const root = resolve(folder);
  const onlyConsole =
    (handler: MiddlewareHandler<ApiEnv>): MiddlewareHandler<ApiEnv> =>
    async (c, next) =>
      (c.req.method === "GET" || c.req.method === "HEAD") && !OWN.test(c.req.path)
        ? await handler(c, next)
        : await next();

  app.use("*", onlyConsole(compress()));
  app.use(
    "*",
    onlyConsole(async (c, next) => {
      // Made for each request, as it looks for its folder only once; making it costs one look at the disk.
      if (!existsSync(root)) return await next();
      const file = await serveStatic<ApiEnv>({ root, precompressed: true })(c, nobodyElse);
      if (!file) return await next();
      // The service worker and the manifest name the hashed files, so they must be asked for each time.
      file.headers.set("cache-control", HASHED.test(c.req.path) ? IMMUTABLE : "no-cache");
      return file;
    }),
  );
  app.use(
    "*",
    onlyConsole(async (c, next) => {
      if (!isPage(c)) return await next();
      if (!existsSync(join(root, "index.html")))
        return c.html(beingBuilt[languageOf(c)], 503, { "cache-control": "no-store", "retry-after": "5" });
      const page = await serveStatic<ApiEnv>({ root, path: "index.html", precompressed: true })(
        c,
        nobodyElse,
      );
      if (!page) return await next();
      page.headers.set("cache-control", "no-cache");
      return page;
    }),
  );
}

/** Keeps a handler from passing the request on, so that "no such file" comes back as no answer. */
const nobodyElse = async (): Promise<void> => undefined;

/** A person opens a page; scripts and pictures are asked for by name and never as HTML. */
const isPage = (c: Context): boolean =>
  (c.req.header("accept")?.includes("text/html") ?? false) || !c.req.path.split("/").at(-1)?.includes(".");

const plain = (lang: string, title: string, said: string) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; margin: 15vh auto; max-width: 32em; padding: 0 16px; }</style>
</head><body><h1>${title}</h1><p>${said}</p></body></html>
`;

const beingBuilt = {
  en: plain(
    "en",
    "Watchkeeper",
    'The console is being built. This page looks again by itself. The API answers already: <a href="/api/docs">/api/docs</a>.',
  ),
  zh: plain(
    "zh-CN",
    "值守 Watchkeeper",
    '控制台正在构建，本页会自动刷新。接口已可用：<a href="/api/docs">/api/docs</a>。',
  ),
};
