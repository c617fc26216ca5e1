import { expect, it } from "vitest";
import { signIn } from "./browser.ts";
import { changes, type Seat } from "./seat.ts";

/** The plant as it runs: estate, asset, several values on one clock. */
export function thePlant(seat: Seat): void {
  it("shows the estate with values that move, and opens an asset with its trend", async () => {
    const { page, picture } = await seat.open();
    await signIn(page, seat.target.who);
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

  it("lays values of several assets on one clock, zooms, keeps the view and its address", async () => {
    const { page, picture } = await seat.open();
    await signIn(page, seat.target.who);
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
}
