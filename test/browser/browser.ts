import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const hasChromium = existsSync(CHROMIUM);
export const noChromium = "chromium is not installed: apt-get install chromium";

/**
 * Chromium loads two pages of its own behind the address bar of each window, some 3 s of a core in which nothing is
 * tested. The switch takes the place of playwright's own, so what that turns off and matters here is said again.
 */
const OFF = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
  ...[
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
  ],
  ...["NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"],
];

/** A browser that talks to nobody but the page's own host. */
export const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${OFF.join(",")}`,
] as const;

/** Where pictures of a run are kept, for a person to look at. */
export const SCREENSHOTS = "artefacts/screenshots";

export interface Look {
  readonly lang?: "en" | "zh";
  readonly theme?: "light" | "dark";
  readonly phone?: boolean;
}

export interface Browser {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors, page errors, and requests that left the server's own host. */
  readonly faults: string[];
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** A fresh browser with its own profile, looking at one server and at nothing else. */
export async function openBrowser(url: string, look: Look = {}): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), "watchkeeper-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: [...ARGUMENTS],
    baseURL: url,
    locale: look.lang === "zh" ? "zh-CN" : "en-GB",
    colorScheme: look.theme ?? "light",
    viewport: look.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: look.phone ?? false,
    isMobile: look.phone ?? false,
    deviceScaleFactor: look.phone ? 2 : 1,
  });
  const faults: string[] = [];
  const own = new URL(url).host;
  const watch = (page: Page) => {
    page.on("console", (message) => {
      // The browser itself reports each refused request; a 401 to the session question is how one signs in.
      const expected = /401|429/.test(message.text()) && message.location().url.includes("/api/session");
      if (message.type() === "error" && !expected)
        faults.push(`console: ${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => faults.push(`page: ${error.message}`));
    page.on("request", (request) => {
      const { host, protocol } = new URL(request.url());
      if (host !== own && protocol.startsWith("http")) faults.push(`foreign request: ${request.url()}`);
    });
    page.on("websocket", (socket) => {
      if (new URL(socket.url()).host !== own) faults.push(`foreign socket: ${socket.url()}`);
    });
  };
  context.on("page", watch);
  const page = context.pages()[0] ?? (await context.newPage());
  watch(page);
  page.setDefaultTimeout(15_000);
  return {
    page,
    context,
    faults,
    async picture(name) {
      await mkdir(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Fills the sign-in page that is open, and waits for the estate. */
export async function signIn(page: Page, who: { username: string; password: string }): Promise<void> {
  await page.goto("/", { timeout: 60_000 });
  await page.locator("input[name=username]").fill(who.username);
  await page.locator("input[name=password]").fill(who.password);
  await page.locator("button[type=submit]").click();
  // A machine with much else to do shows its first page late.
  await page.locator(".tile").first().waitFor({ timeout: 60_000 });
}
