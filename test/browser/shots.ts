import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "playwright-core";
import { ARGUMENTS, CHROMIUM, hasChromium, noChromium, signIn } from "./browser.ts";
import { takeDocsPictures } from "./docs-shots.ts";
import { type ConsolePage, consolePages } from "./pages.ts";
import { openTarget } from "./target.ts";

/**
 * Pictures of every page × {desktop, phone} × {light, dark} × {en, zh} on the demo estate:
 * `npm run -s shots -- <folder> [--page estate,trends] [--look desktop-light-en]`.
 * Looks at `WATCHKEEPER_URL` where that is set (as the browser tests do), otherwise at a demo of its own.
 * `npm run -s shots -- --docs [--page desk,desk-zh]` takes the pictures of docs/images instead.
 */
const devices = {
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
} as const;
const languages = { en: "en-GB", zh: "zh-CN" } as const;

const looks = (["desktop", "phone"] as const).flatMap((device) =>
  (["light", "dark"] as const).flatMap((theme) =>
    (["en", "zh"] as const).map((lang) => ({ name: `${device}-${theme}-${lang}`, device, theme, lang })),
  ),
);

/** Long enough for a chart to draw and for the first live values to come, ms. */
const SETTLE = 1_500;

async function take(page: Page, { path, there, name }: ConsolePage, folder: string, look: string) {
  await page.goto(path);
  await page.locator(there).first().waitFor();
  await page.waitForTimeout(SETTLE);
  await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { page: { type: "string" }, look: { type: "string" }, docs: { type: "boolean" } },
  });
  if (!hasChromium) throw new Error(noChromium);
  if (values.docs) return takeDocsPictures(values.page?.split(","));
  const folder = positionals[0];
  if (!folder) throw new Error("Say where the pictures go: npm run -s shots -- <folder>");
  const wanted = (list: string | undefined, name: string) => !list || list.split(",").includes(name);
  const pages = consolePages.filter(({ name }) => wanted(values.page, name));
  const chosen = looks.filter(({ name }) => wanted(values.look, name));
  if (pages.length === 0 || chosen.length === 0)
    throw new Error(
      `Nothing fits. Pages: ${consolePages.map(({ name }) => name).join(", ")}. Looks: ${looks.map(({ name }) => name).join(", ")}.`,
    );
  await mkdir(folder, { recursive: true });

  const target = await openTarget();
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...ARGUMENTS] });
  const missed: string[] = [];
  try {
    // One sign-in serves all looks; the sign-in page itself is looked at without it.
    const first = await browser.newContext({ baseURL: target.url, ...devices.desktop });
    await signIn(await first.newPage(), target.who);
    const storageState = await first.storageState();
    await first.close();
    for (const { name, device, theme, lang } of chosen)
      for (const inside of [true, false]) {
        const ofThese = pages.filter(({ outside }) => (outside ?? false) !== inside);
        if (ofThese.length === 0) continue;
        const context = await browser.newContext({
          baseURL: target.url,
          ...devices[device],
          colorScheme: theme,
          locale: languages[lang],
          ...(inside ? { storageState: { ...storageState, origins: [] } } : {}),
        });
        const page = await context.newPage();
        page.setDefaultTimeout(30_000);
        for (const one of ofThese)
          await take(page, one, folder, name).catch((error: unknown) => {
            missed.push(
              `${one.name}-${name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
            );
          });
        await context.close();
      }
  } finally {
    await browser.close();
    await target.close();
  }
  console.log(`${pages.length * chosen.length - missed.length} pictures in ${folder}`);
  if (missed.length > 0) throw new Error(`Not taken:\n${missed.join("\n")}`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
