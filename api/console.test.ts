import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fakeHouse } from "./fakes/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watchkeeper-console-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function consoleHouse() {
  const house = await fakeHouse({ consoleFolder: folder });
  return async (path: string, headers = {}) => await house.api.app.request(path, { headers });
}

function build(): void {
  mkdirSync(join(folder, "assets"));
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><meta name="csp-nonce" nonce="__NONCE__"><title>console</title>`,
  );
  writeFileSync(join(folder, "sw.js"), "self.skipWaiting()");
  writeFileSync(join(folder, "assets", "index-3f2a.js"), `console.log("${"x".repeat(5_000)}")`);
}

it("gives every page of the console its index, never from a cache unasked", async () => {
  build();
  const get = await consoleHouse();
  for (const path of ["/", "/alarms", "/assets/riverside/b2-lift-1", "/assets/riverside.b2-lift-1"]) {
    const answer = await get(path, { accept: "text/html,*/*;q=0.8" });
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toContain("<title>console</title>");
  }
  expect((await get("/sw.js")).headers.get("cache-control")).toBe("no-cache");
});

it("names the first answers beside the page to whoever comes with a session, and to nobody else", async () => {
  build();
  const get = await consoleHouse();
  const linked = async (cookie?: string) =>
    (await get("/", { accept: "text/html", ...(cookie ? { cookie } : {}) })).headers.get("link");
  expect(await linked()).toBeNull();
  expect(await linked("other=1")).toBeNull();
  expect(await linked("wk_session=any")).toContain("</api/assets>; rel=preload; as=fetch");
});

it("has an icon for pages that name none, such as the answer to a one-time link", async () => {
  build();
  writeFileSync(join(folder, "icon-192.png"), "a picture");
  const get = await consoleHouse();
  const asked = await get("/favicon.ico");
  expect(asked.status).toBe(301);
  expect((await get(asked.headers.get("location") ?? "")).status).toBe(200);
});

it("takes style elements with the nonce of the page alone, another for each answer", async () => {
  build();
  const get = await consoleHouse();
  const nonces = [];
  for (const path of ["/", "/", "/index.html", "/alarms"]) {
    const answer = await get(path, { accept: "text/html" });
    const [, nonce = ""] = /nonce="([^"]+)"/.exec(await answer.text()) ?? [];
    expect(nonce.length).toBeGreaterThanOrEqual(22);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(/style-src ([^;]+)/.exec(policy)?.[1]).toContain(`'nonce-${nonce}'`);
    expect(policy).not.toContain("unsafe");
    nonces.push(nonce);
  }
  expect(new Set(nonces).size).toBe(4);
});

it("names the style of each page that the server makes itself by its hash", async () => {
  const get = await consoleHouse();
  for (const path of ["/", "/api/docs"]) {
    const answer = await get(path, { accept: "text/html" });
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(await answer.text()) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(answer.headers.get("content-security-policy")).toContain(`'sha256-${hash}'`);
  }
});

it("lets hashed files be kept for ever, and sends them packed", async () => {
  build();
  const get = await consoleHouse();
  const answer = await get("/assets/index-3f2a.js", { "accept-encoding": "gzip" });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(answer.headers.get("content-type")).toContain("javascript");
  expect(answer.headers.get("content-encoding")).toBe("gzip");
});

it("does not give the index for a file that is missing, nor for the API", async () => {
  build();
  const get = await consoleHouse();
  expect((await get("/assets/index-old1.js")).status).toBe(404);
  expect((await get("/assets/index-old1.js")).headers.get("cache-control")).toBeNull();
  expect((await get("/api/assets")).status).toBe(401);
  expect((await get("/healthz")).headers.get("content-type")).toContain("json");
  for (const path of [
    "/../package.json",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/assets/..%2f..%2fx.js",
  ])
    expect(await (await get(path)).text()).not.toContain("watchkeeper");
});

it("says so while the console is being built, and looks again by itself", async () => {
  const get = await consoleHouse();
  const answer = await get("/", { "accept-language": "zh" });
  expect(answer.status).toBe(503);
  const page = await answer.text();
  expect(page).toContain("控制台正在构建");
  expect(page).toContain('http-equiv="refresh"');
  build();
  expect((await get("/")).status).toBe(200);
});
