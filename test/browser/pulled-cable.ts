import { expect, it } from "vitest";
import { signIn } from "./browser.ts";
import { changes, type Seat } from "./seat.ts";

/** What the browser itself says of a line that is cut is no fault of the page. */
const cut =
  /^console: (WebSocket connection to .* failed|Failed to load resource: net::|\w+: A page of the console did not come\.)/;

/** The line between browser and server is cut and mended. */
export function pulledCable(seat: Seat): void {
  it("shows at once that nothing is live when the connection is cut, and recovers by itself", async ({
    skip,
  }) => {
    const { unplug } = seat.target;
    // The browser must exist for the check after each test.
    const { page, picture, faults } = await seat.open();
    if (!unplug) return skip("only a server of the test's own can be unplugged: unset WATCHKEEPER_URL");
    await signIn(page, seat.target.who);
    await changes(page, "#system-power .value-text");
    unplug(true);
    await page.locator(".link-banner").waitFor();
    await page.locator(".tile .value.is-stale").first().waitFor();
    expect(await page.locator(".tile .value.is-good").count()).toBe(0);
    await picture("connection-lost-en-light");
    unplug(false);
    await page.locator(".tile .value.is-good").first().waitFor();
    await page.locator(".link-banner").waitFor({ state: "detached" });
    faults.push(...faults.splice(0).filter((fault) => !cut.test(fault)));
  });

  it("keeps alarms in sight when a page cannot be fetched, and opens it when the server is back", async ({
    skip,
  }) => {
    const { unplug } = seat.target;
    const { page, picture, faults } = await seat.open();
    if (!unplug) return skip("only a server of the test's own can be unplugged: unset WATCHKEEPER_URL");
    await signIn(page, seat.target.who);
    unplug(true);
    await page.locator(".link-banner").waitFor();
    await page.locator('.rail a[href="/reports"]').click();
    await page.locator("main .quiet", { hasText: "server cannot be reached" }).waitFor({ timeout: 60_000 });
    // The strip, or the bar of an emergency in its place: either counts what is open.
    expect(await page.locator(".strip-counts, .ebar-counts").isVisible()).toBe(true);
    await picture("page-not-fetched-en-light");
    unplug(false);
    // It looks every few seconds, and then the console starts anew.
    await page.locator(".report-card").first().waitFor({ timeout: 60_000 });
    faults.push(...faults.splice(0).filter((fault) => !cut.test(fault)));
  });
}
