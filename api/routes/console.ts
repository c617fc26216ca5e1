import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Context, MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import { getCookie } from "hono/cookie";
import { SESSION_COOKIE } from "../auth/index.ts";
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

  // Asked for by browsers on every page that names no icon: the answer page of a one-time link, the API reference.
  app.use(
    "/favicon.ico",
    onlyConsole(async (c) => c.redirect("/icon-192.png", 301)),
  );
  app.use("*", onlyConsole(compress()));
  app.use(
    "*",
    onlyConsole(async (c, next) => {
      // Made for each request, as it looks for its folder only once; making it costs one look at the disk.
      if (!existsSync(root)) return await next();
      // The index is a page, see below.
      if (c.req.path === "/" || c.req.path === "/index.html") return await next();
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
      const index = await pageOf(join(root, "index.html"));
      if (index === undefined)
        return c.html(beingBuilt[languageOf(c)], 503, { "cache-control": "no-store", "retry-after": "5" });
      // With the nonce of this answer's policy, so it is never kept.
      const nonce = c.get("secureHeadersNonce") ?? "";
      return c.html(index.replaceAll(NONCE_MARK, nonce), 200, {
        "cache-control": "no-store",
        // Whoever has signed in will ask for these first: they come while the scripts do.
        ...(getCookie(c, SESSION_COOKIE) ? { link: firstAnswers(c.req.path) } : {}),
      });
    }),
  );
}

/** What the console asks for at once on every page, and on its first one (`set-out.ts` of the console). */
const firstAnswers = (page: string): string =>
  ["/api/session", "/api/assets", "/api/alarms", ...(page === "/" ? ["/api/oncall/now"] : [])]
    .map((path) => `<${path}>; rel=preload; as=fetch; crossorigin`)
    .join(", ");

/** Where index.html wants the nonce that Ant Design writes its style elements with. */
const NONCE_MARK = "__NONCE__";

/** The text of a page, read again after each build; undefined while there is none. */
const pageOf = (() => {
  let known: { readonly file: string; readonly mtimeMs: number; readonly text: string } | undefined;
  return async (file: string): Promise<string | undefined> => {
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: undefined }));
    if (mtimeMs === undefined) return undefined;
    if (known?.file !== file || known.mtimeMs !== mtimeMs)
      known = { file, mtimeMs, text: await readFile(file, "utf8") };
    return known.text;
  };
})();

/** Keeps a handler from passing the request on, so that "no such file" comes back as no answer. */
const nobodyElse = async (): Promise<void> => undefined;

/** A person opens a page; scripts and pictures are asked for by name and never as HTML. */
const isPage = (c: Context): boolean =>
  (c.req.header("accept")?.includes("text/html") ?? false) || !c.req.path.split("/").at(-1)?.includes(".");

/** Of the page that says that the console is being built; the content policy names its hash. */
export const plainStyle = `body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; margin: 15vh auto; max-width: 32em; padding: 0 16px; }`;

const plain = (lang: string, title: string, said: string) => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${plainStyle}</style>
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
