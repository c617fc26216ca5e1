import { expect, it } from "vitest";
import { signIn } from "./browser.ts";
import { changes, type Seat } from "./seat.ts";

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
    // What the browser itself says of a line that is cut is no fault of the page.
    const cut = /^console: (WebSocket connection to .* failed|Failed to load resource: net::)/;
    faults.push(...faults.splice(0).filter((fault) => !cut.test(fault)));
  });
}
