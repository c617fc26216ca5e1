import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { signIn } from "./browser.ts";
import type { Seat } from "./seat.ts";

/** What a person meets first: the sign-in, what it weighs, and that it can be installed. */
export function firstView(seat: Seat): void {
  it("says what is wrong at sign-in, keeps what was typed, and lets the right person in", async () => {
    const { page, picture } = await seat.open();
    const answer = await page.goto("/alarms?priority=high");
    // What the policy refuses is an error in the browser's console, and so fails any test here.
    expect(answer?.headers()["content-security-policy"]).toMatch(/style-src 'self' 'nonce-[^;]+;/);
    expect(answer?.headers()["content-security-policy"]).not.toContain("unsafe");
    await page.waitForURL("**/sign-in**");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Type your user name.").waitFor();
    await page.locator("input[name=username]").fill(seat.target.who.username);
    await page.locator("input[name=password]").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("User name or password is wrong.").waitFor();
    expect(await page.locator("input[name=username]").inputValue()).toBe(seat.target.who.username);
    await picture("sign-in-refused");
    await page.locator("input[name=password]").fill(seat.target.who.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    // Back to where the person wanted to go.
    await page.waitForURL("**/alarms?priority=high");
  });

  it("asks for less than 300 kB of script, gzipped, at sign-in and at home", async () => {
    const { page, context } = await seat.open();
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
        const answer = await fetch(seat.target.url + pathname, { headers: { "accept-encoding": "gzip" } });
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
    await signIn(page, seat.target.who);
    // In a tab where no pointer has been: a link under it has its page fetched ahead, which is no part of home.
    const home = await context.newPage();
    const atHome = await weigh(home, async () => {
      await home.goto("/");
      await home.locator(".tile .value").first().waitFor();
    });
    expect(atHome).toBeGreaterThan(100_000);
    expect(atHome).toBeLessThan(300_000);
  });

  it("can be installed: a manifest that names it, with icons that are there", async () => {
    const { page } = await seat.open();
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
}
