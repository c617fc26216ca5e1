import { expect, it } from "vitest";
import { violationsOf } from "./axe.ts";
import { signIn } from "./browser.ts";
import { consolePages } from "./pages.ts";
import { NARROWEST, overhang } from "./reflow.ts";
import type { Seat } from "./seat.ts";

/** For everybody: Chinese, no objection of axe, keyboard alone, 200 %, a phone. */
export function everyLook(seat: Seat): void {
  it("speaks Chinese from the browser's wish, switches, and remembers", async () => {
    const { page, picture } = await seat.open({ lang: "zh", theme: "dark" });
    await signIn(page, seat.target.who);
    await page.getByText("当前待处理").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    // Beside units, names of persons and the languages' own names, nothing on the page is left in English.
    const english = ((await page.locator("main").textContent()) ?? "").match(/[A-Za-z]{4,}/g) ?? [];
    expect(english.filter((word) => word !== seat.target.who.username)).toEqual([]);
    await picture("estate-zh-dark");
    await page.getByRole("button", { name: "切换为英文" }).click();
    await page.getByText("What needs a person now").waitFor();
    await page.reload();
    await page.getByText("What needs a person now").waitFor();
  });

  it("has nothing that axe objects to on any page, light and dark, and none is wider than 320 px", {
    timeout: 300_000,
  }, async () => {
    const { page } = await seat.open();
    await signIn(page, seat.target.who);
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
      const usual = page.viewportSize();
      await page.setViewportSize(NARROWEST);
      const over = await overhang(page);
      if (over > 0) objections.push(`${name}: ${over} px wider than a screen of ${NARROWEST.width} px`);
      if (usual) await page.setViewportSize(usual);
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

  it("is worked by keyboard and stands enlarged: skip link, visible focus, 200 %", async () => {
    const { page } = await seat.open();
    await signIn(page, seat.target.who);
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
    const { page, picture } = await seat.open({ lang: "zh", phone: true });
    await signIn(page, seat.target.who);
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
}
