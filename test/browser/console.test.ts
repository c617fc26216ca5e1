import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { violationsOf } from "./axe.ts";
import { type Browser, hasChromium, type Look, noChromium, openBrowser, signIn } from "./browser.ts";
import { runWithEvidence } from "./evidence.ts";
import { desksJourney, engineersJourney, playWater, techniciansJourney } from "./journeys.ts";
import { certificateJourney, managersJourney } from "./manager.ts";
import { consolePages } from "./pages.ts";
import { openTarget, type Target } from "./target.ts";

let target: Target;
let browser: Browser | undefined;

/** Waits until the texts of these elements, taken together, are others than now. */
async function changes(page: Page, selector: string): Promise<void> {
  const read = async () => (await page.locator(selector).allTextContents()).join();
  const before = await read();
  await expect.poll(read, { timeout: 20_000 }).not.toBe(before);
}

const badge = (page: Page, priority: string) => page.locator(`.strip-count.mark-${priority} .strip-n`);

/** Plays the fire on the settings page unless it plays already, and waits for its alarm in the list. */
async function playFire(page: Page): Promise<void> {
  await page.goto("/settings");
  const line = page.locator(".scenario", { hasText: /floor 12|12 层|Fire alarm/ }).first();
  await line.waitFor();
  const play = line.getByRole("button", { name: /Play|开始/ });
  if (await play.isVisible()) await play.click();
  await page.goto("/alarms");
  await page
    .locator(".alarm-row", { hasText: /Fire alarm|火警/ })
    .first()
    .waitFor({ timeout: target.patienceMs });
}

describe("the console in chromium", () => {
  beforeAll(async () => {
    if (hasChromium) target = await openTarget();
  });
  beforeEach(({ skip }) => {
    if (!hasChromium) skip(noChromium);
  });
  afterAll(async () => {
    if (hasChromium) await target.close();
  });

  const open = async (look: Look = {}) => {
    browser = await openBrowser(target.url, look);
    return browser;
  };
  afterEach(async () => {
    const faults = browser?.faults ?? [];
    await browser?.close();
    browser = undefined;
    // No error in the browser's console, and not one request to any other host.
    expect(faults).toEqual([]);
  });

  it("says what is wrong at sign-in, keeps what was typed, and lets the right person in", async () => {
    const { page, picture } = await open();
    const answer = await page.goto("/alarms?priority=high");
    // What the policy refuses is an error in the browser's console, and so fails any test here.
    expect(answer?.headers()["content-security-policy"]).toMatch(/style-src 'self' 'nonce-[^;]+;/);
    expect(answer?.headers()["content-security-policy"]).not.toContain("unsafe");
    await page.waitForURL("**/sign-in**");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Type your user name.").waitFor();
    await page.locator("input[name=username]").fill(target.who.username);
    await page.locator("input[name=password]").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("User name or password is wrong.").waitFor();
    expect(await page.locator("input[name=username]").inputValue()).toBe(target.who.username);
    await picture("sign-in-refused");
    await page.locator("input[name=password]").fill(target.who.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    // Back to where the person wanted to go.
    await page.waitForURL("**/alarms?priority=high");
  });

  it("asks for less than 300 kB of script, gzipped, at sign-in and at home", async () => {
    const { page, context } = await open();
    const weigh = async (page: Page, there: () => Promise<void>) => {
      const asked = new Set<string>();
      const listen = (response: { url: () => string }) => {
        const { pathname } = new URL(response.url());
        if (pathname.endsWith(".js")) asked.add(pathname);
      };
      page.on("response", listen);
      await there();
      page.off("response", listen);
      let bytes = 0;
      for (const pathname of asked) {
        const answer = await fetch(target.url + pathname, { headers: { "accept-encoding": "gzip" } });
        bytes += Number(answer.headers.get("content-length") ?? Number.NaN);
        await answer.arrayBuffer();
      }
      return bytes;
    };
    const atSignIn = await weigh(page, async () => {
      await page.goto("/sign-in");
      await page.locator("input[name=username]").waitFor();
    });
    expect(atSignIn).toBeGreaterThan(100_000);
    expect(atSignIn).toBeLessThan(300_000);
    await signIn(page, target.who);
    // In a tab where no pointer has been: a link under it has its page fetched ahead, which is no part of home.
    const home = await context.newPage();
    const atHome = await weigh(home, async () => {
      await home.goto("/");
      await home.locator(".tile .value").first().waitFor();
    });
    expect(atHome).toBeGreaterThan(100_000);
    expect(atHome).toBeLessThan(300_000);
  });

  it("has a home for each role, one frame, and remembers the choice", async () => {
    const { page, picture } = await open();
    await signIn(page, target.who);
    const homes = page.getByRole("navigation", { name: "Whose view" });
    await homes.getByRole("link", { name: "Desk and technician" }).click();
    await page.getByRole("heading", { name: "My pager" }).waitFor();
    await page.getByRole("heading", { name: "My work" }).waitFor();
    await page.getByRole("heading", { name: "What needs a person now" }).waitFor();
    await page.getByRole("link", { name: "Wall screen" }).click();
    const wall = page.getByRole("dialog", { name: "Wall screen" });
    await wall.getByText("Critical").waitFor();
    await wall.getByRole("button", { name: "Leave the wall screen" }).click();
    await wall.waitFor({ state: "detached" });

    await homes.getByRole("link", { name: "Manager" }).click();
    for (const name of ["Today's risk", "Compliance: the next two weeks", "Replacement plan", "Reports"])
      await page.getByRole("heading", { name }).waitFor();
    await picture("home-manager-en-light");
    await page.goto("/");
    await page.getByRole("heading", { name: "Today's risk" }).waitFor();
    await homes.getByRole("link", { name: "Engineer" }).click();
    await page
      .getByRole("navigation", { name: "Building" })
      .getByRole("link", { name: /Building 2/ })
      .click();
    await page.waitForURL("**building=**");
    await page.locator(".tile").first().waitFor();
    expect(
      (await page.locator(".tile-place").allTextContents()).filter((text) => !/Building 2/.test(text)),
    ).toEqual([]);
  });

  it("goes by keys, shows the sheet of them, and turns single letters off", async () => {
    const { page } = await open();
    await signIn(page, target.who);
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keys" });
    await sheet.getByText("Go to").waitFor();
    // The keys go to the dialog once it has the focus.
    await sheet
      .locator(":focus")
      .or(sheet.and(page.locator(":focus")))
      .waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await page.waitForURL("**/work**");
    await page.keyboard.press("?");
    await sheet.getByRole("switch", { name: "Single keys" }).click();
    await sheet.getByText("Single keys are off").waitFor();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    expect(new URL(page.url()).pathname).toBe("/work");
  });

  it("shows the estate with values that move, and opens an asset with its trend", async () => {
    const { page, picture } = await open();
    await signIn(page, target.who);
    await expect.poll(() => page.locator(".system").count()).toBe(5);
    await changes(page, "#system-power .value-text");
    await picture("estate-en-light");

    await page.locator("#system-water .tile").first().click();
    await page.waitForURL("**/assets/**");
    await page.locator(".trend-canvas canvas").waitFor();
    await changes(page, ".values .value-text");
    await page.getByRole("button", { name: "Show Flow in the trend" }).click();
    await page.waitForURL("**points=**");
    await page.getByText("15 min", { exact: true }).first().click();
    await page.waitForURL("**range=15m**");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save the values as a table" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^riverside\..*\.csv$/);
    await picture("asset-en-light");
  });

  it("brings a played fault to the strip, opens it, and acknowledges it with a comment", async () => {
    const { page, picture } = await open();
    await signIn(page, target.who);
    await playFire(page);
    expect(Number(await badge(page, "critical").textContent())).toBeGreaterThan(0);
    expect(await page.title()).toMatch(/^\(\d+\) /);

    // A fire begins its plan by itself, and the strip makes room for it.
    await page.locator(".ebar").waitFor();
    await page.goto("/alarms?priority=critical");
    await page.locator(".alarm-row .cell-what").first().click();
    await page.getByText("Do now").waitFor();
    await page.locator(".story-do").getByText("call 119").waitFor();
    await picture("alarm-panel-en-light");
    await page.getByLabel("Comment").fill("On the way to floor 12.");
    await page.locator(".story-act").getByRole("button", { name: "Acknowledge" }).click();
    await page.locator(".story").getByText(`Acknowledged by ${target.who.username}`).waitFor();
    // The journal tells it, with the comment.
    await page.locator(".story .journal").getByText("On the way to floor 12.").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".story").waitFor({ state: "detached" });
  });

  it("takes photo, reading, signature, roll-call and the authority's number on a run, and prints them", async () => {
    const { page, picture } = await open();
    await signIn(page, target.who);
    await runWithEvidence(page, target.who.username, picture);
  });

  it("works the alarm list by keyboard: move, select, acknowledge, open", async () => {
    const { page, picture } = await open();
    await signIn(page, target.who);
    await playFire(page);
    const rows = page.locator(".alarm-row");
    await rows.first().waitFor();
    await rows.first().focus();
    await page.keyboard.press("Enter");
    await page.locator(".story").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".story").waitFor({ state: "detached" });

    const unseen = page.locator(".alarm-row.is-unacknowledged");
    const before = await unseen.count();
    if (before > 0) {
      await unseen.first().focus();
      await page.keyboard.press(" ");
      await page.getByText("1 selected").waitFor();
      await page.getByRole("button", { name: "Acknowledge 1" }).click();
      await expect.poll(() => unseen.count(), { timeout: 10_000 }).toBeLessThan(before);
    }
    await picture("alarms-en-light");
    await page.getByRole("link", { name: "Journal" }).click();
    await page.locator(".journal tbody tr").first().waitFor();
    await picture("journal-en-light");
  });

  it("finds with Ctrl-K in both languages", async () => {
    const { page } = await open();
    await signIn(page, target.who);
    for (const word of ["lift 2", "2 号电梯"]) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(word);
      await page.getByRole("option").filter({ hasText: "Building 2" }).first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("combobox").waitFor({ state: "detached" });
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("settings");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/settings");
  });

  it("speaks Chinese from the browser's wish, switches, and remembers", async () => {
    const { page, picture } = await open({ lang: "zh", theme: "dark" });
    await signIn(page, target.who);
    await page.getByText("现在需要人处理").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    // Beside units, names of persons and the languages' own names, nothing on the page is left in English.
    const english = ((await page.locator("main").textContent()) ?? "").match(/[A-Za-z]{4,}/g) ?? [];
    expect(english.filter((word) => word !== target.who.username)).toEqual([]);
    await picture("estate-zh-dark");
    await page.getByRole("button", { name: "切换为英文" }).click();
    await page.getByText("What needs a person now").waitFor();
    await page.reload();
    await page.getByText("What needs a person now").waitFor();
  });

  it("refuses a new password that is too short or mistyped, beside the field; adds a person and closes the account", async () => {
    const { page, picture } = await open();
    await signIn(page, target.who);
    await page.goto("/settings");
    await page.getByRole("button", { name: "Change password" }).click();
    const form = page.getByRole("form", { name: "Password" });
    await form.getByLabel("Present password").fill(target.who.password);
    await form.getByLabel("New password", { exact: true }).fill("short");
    await form.getByRole("button", { name: "Change password" }).click();
    await form.getByText("Use at least 8 characters.").waitFor();
    await form.getByLabel("New password", { exact: true }).fill("long enough now");
    await form.getByLabel("New password again").fill("another one");
    await form.getByRole("button", { name: "Change password" }).click();
    await form.getByText("The two are not the same.").waitFor();
    await picture("settings-password-en-light");

    await page.getByRole("button", { name: "Add a person" }).click();
    const account = page.getByRole("dialog", { name: "Add a person" });
    await account.getByLabel("User name").fill("night.guard");
    await account.getByLabel("Name", { exact: true }).fill("Night guard");
    await account.getByLabel("Every site").uncheck();
    await account.getByRole("button", { name: "Save" }).click();
    await account.getByText("Use at least 8 characters.").waitFor();
    await account.getByText("Choose at least one site, or every site.").waitFor();
    await account.getByLabel("New password").fill("long enough now");
    await account.getByLabel("Riverside Estate").check();
    await account.getByRole("button", { name: "Save" }).click();
    await account.waitFor({ state: "detached" });
    const guard = page.getByRole("row", { name: /Night guard/ });
    await guard.getByText("Riverside Estate").waitFor();
    await guard.getByRole("button", { name: /^Change/ }).click();
    await page.getByRole("button", { name: "Close the account" }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "Close the account" }).click();
    await guard.getByText(/^Closed since/).waitFor();
    await picture("settings-accounts-en-light");
  });

  it("has nothing that axe objects to on any page, light and dark", { timeout: 300_000 }, async () => {
    const { page } = await open();
    await signIn(page, target.who);
    const objections: string[] = [];
    const look = async (name: string) => {
      objections.push(...(await violationsOf(page)).map((line) => `${name}: ${line}`));
      // Themes differ in nothing but colours.
      await page.emulateMedia({ colorScheme: "dark" });
      await page.locator("html[data-theme=dark]").waitFor();
      objections.push(
        ...(await violationsOf(page, ["color-contrast"])).map((line) => `${name}, dark: ${line}`),
      );
      await page.emulateMedia({ colorScheme: "light" });
    };
    for (const { name, path, there, outside } of consolePages) {
      if (outside) continue;
      await page.goto(path);
      await page.locator(there).first().waitFor();
      await look(name);
    }
    await page.goto("/alarms");
    await page.locator(".alarm-row .cell-what").first().click();
    await page.locator(".story-head").waitFor();
    await look("alarm panel");
    await page.keyboard.press("Escape");
    await page.locator(".story").waitFor({ state: "detached" });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await look("search");
    await page.context().clearCookies();
    for (const { name, path, there, outside } of consolePages) {
      if (!outside) continue;
      await page.goto(path);
      await page.locator(there).first().waitFor();
      await look(name);
    }
    expect(objections).toEqual([]);
  });

  it("lays values of several assets on one clock, zooms, keeps the view and its address", async () => {
    const { page, picture } = await open();
    await signIn(page, target.who);
    await page.getByRole("link", { name: "Trends" }).click();
    const picker = page.getByRole("combobox", { name: "Add a value: asset, place or kind" });
    for (const [query, option] of [
      ["booster pump 1 flow", "Booster pump 1 · Flow (m³/h)"],
      ["2 号增压泵 流量", "Booster pump 2 · Flow (m³/h)"],
    ] as const) {
      await picker.fill(query);
      await page.locator(".trends-choice", { hasText: option }).first().click();
    }
    await page.locator(".trends-curves tbody tr").nth(1).waitFor();
    await page.locator(".trend-canvas canvas").waitFor();
    await page.getByRole("button", { name: "Closer" }).click();
    await page.waitForURL(/from=\d+&to=\d+|to=\d+/);
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByLabel("Name of the view").fill("Both pumps");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const there = page.url();
    await page.getByRole("button", { name: "Back to now" }).click();
    await page.getByText("Moves along with the clock").waitFor();
    await page.getByRole("button", { name: "Saved views 1" }).click();
    await page.getByText("Both pumps").click();
    await page.waitForURL(there);
    await picture("trends-en-light");
  });

  it("takes the desk, a technician and an engineer through their day", { timeout: 300_000 }, async () => {
    const { page, picture } = await open();
    page.setDefaultTimeout(60_000);
    await signIn(page, target.who);
    await playWater(page, target.patienceMs);
    await desksJourney(page);
    await picture("journey-desk-en-light");
    await techniciansJourney(page);
    await picture("journey-technician-en-light");
    await engineersJourney(page);
    await picture("journey-engineer-en-light");
  });

  it("takes a manager through certificates and budget season: map, story, plan by drag and by key, comparison, reports", {
    timeout: 400_000,
  }, async () => {
    const { page, picture } = await open();
    page.setDefaultTimeout(60_000);
    await signIn(page, target.who);
    await certificateJourney(page);
    await managersJourney(page, picture);
  });

  it("can be installed: a manifest that names it, with icons that are there", async () => {
    const { page } = await open();
    await page.goto("/sign-in");
    const href = await page.locator("link[rel=manifest]").getAttribute("href");
    const answer = await page.request.get(href ?? "");
    const manifest: {
      name: string;
      display: string;
      theme_color: string;
      icons: { src: string; type: string }[];
    } = await answer.json();
    expect(manifest).toMatchObject({ display: "standalone", theme_color: "#2b3442" });
    expect(manifest.name).toContain("值守");
    for (const { src, type } of manifest.icons) {
      const icon = await page.request.get(src);
      expect(icon.headers()["content-type"]?.split(";")[0], src).toBe(type);
    }
  });

  it("is worked by keyboard and stands enlarged: skip link, visible focus, 200 %", async () => {
    const { page } = await open();
    await signIn(page, target.who);
    await page.reload();
    await page.locator(".tile").first().waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    expect(await page.evaluate<string>("document.activeElement.tagName")).toBe("MAIN");
    await page.keyboard.press("Tab");
    expect(
      await page.evaluate<number>("parseFloat(getComputedStyle(document.activeElement).outlineWidth)"),
    ).toBeGreaterThanOrEqual(2);
    // A window of 1440 px at 200 % is one of 720 px to the page.
    await page.setViewportSize({ width: 720, height: 450 });
    for (const path of ["/", "/alarms", "/trends", "/settings"]) {
      await page.goto(path);
      await page.locator("main h1, main h2").first().waitFor({ state: "attached" });
      expect(await page.evaluate<number>("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(
        720,
      );
    }
  });

  it("fits a phone: bottom bar, no sideways scrolling, alarm at full screen", async () => {
    const { page, picture } = await open({ lang: "zh", phone: true });
    await signIn(page, target.who);
    const wide = () =>
      page.evaluate<number>("Math.max(document.documentElement.scrollWidth, window.innerWidth) - 390");
    for (const [path, there] of [
      ["/", ".tile"],
      ["/alarms", ".alarms"],
      ["/alarms?tab=journal", ".journal"],
      ["/settings", ".gateways"],
      ["/assets/riverside.b1-booster-1", ".values"],
    ] as const) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
      expect(await wide(), path).toBeLessThanOrEqual(0);
      await picture(`phone-zh-light${path.replace(/[^a-z0-9]+/g, "-")}`);
    }
    await page.goto("/alarms");
    await page.locator(".alarm-row .cell-what").first().click();
    await page.locator(".story-head").waitFor();
    expect(await page.locator(".ant-drawer-section").boundingBox()).toMatchObject({ x: 0, width: 390 });
    await picture("phone-zh-light-alarm-panel");
    await page.getByRole("button", { name: "关闭" }).click();
    await page.locator(".story").waitFor({ state: "detached" });
    const bar = await page.locator("nav.rail").boundingBox();
    expect(bar && bar.y + bar.height).toBeCloseTo(844, 0);
  });

  it("shows at once that nothing is live when the connection is cut, and recovers by itself", async ({
    skip,
  }) => {
    const { unplug } = target;
    // The browser must exist for the check after each test.
    const { page, picture } = await open();
    if (!unplug) return skip("only a server of the test's own can be unplugged: unset WATCHKEEPER_URL");
    await signIn(page, target.who);
    await changes(page, "#system-power .value-text");
    unplug(true);
    await page.locator(".link-banner").waitFor();
    await page.locator(".tile .value.is-stale").first().waitFor();
    expect(await page.locator(".tile .value.is-good").count()).toBe(0);
    await picture("connection-lost-en-light");
    unplug(false);
    await page.locator(".tile .value.is-good").first().waitFor();
    await page.locator(".link-banner").waitFor({ state: "detached" });
    // What the browser itself says of a line that is cut is no fault of the page.
    const cut = /^console: (WebSocket connection to .* failed|Failed to load resource: net::)/;
    const faults = browser?.faults.splice(0) ?? [];
    browser?.faults.push(...faults.filter((fault) => !cut.test(fault)));
  });
});
