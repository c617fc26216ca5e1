import { expect, it } from "vitest";
import { signIn } from "./browser.ts";
import type { Seat } from "./seat.ts";

/** Homes by role, keys, search: how a person gets about. */
export function findingTheWay(seat: Seat): void {
  it("has a home for each role, one frame, and remembers the choice", async () => {
    const { page, picture } = await seat.open();
    await signIn(page, seat.target.who);
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

  it("opens the first tab where an address names one that is not there", async () => {
    const { page, faults } = await seat.open();
    await signIn(page, seat.target.who);
    for (const path of ["maintenance", "lifecycle", "alarms", "work", "oncall", "emergencies"]) {
      await page.goto(`/${path}?tab=no-such-tab&priority=no-such-priority`);
      await page.locator(".tab.is-here").waitFor();
    }
    expect(faults).toEqual([]);
  });

  it("goes by keys, shows the sheet of them, and turns single letters off", async () => {
    const { page } = await seat.open();
    await signIn(page, seat.target.who);
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

  it("finds with Ctrl-K in both languages", async () => {
    const { page } = await seat.open();
    await signIn(page, seat.target.who);
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

    // Its script comes late, and the letters are typed at once: none is lost, and "g" and "w" lead nowhere.
    await page.reload();
    await page.locator(".top-search").waitFor();
    const box = page.getByRole("combobox", { name: "Search assets" });
    const late = Promise.withResolvers<void>();
    await page.route(/\/assets\/search-[^/]*\.js/, async (route) => {
      await late.promise;
      await route.continue();
    });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("gw lift");
    expect(await box.count()).toBe(0);
    late.resolve();
    await expect.poll(() => box.inputValue()).toBe("gw lift");
    await page.keyboard.type(" 2");
    expect(await box.inputValue()).toBe("gw lift 2");
    expect(new URL(page.url()).pathname).toBe("/settings");
  });
}
