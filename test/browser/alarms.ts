import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { signIn } from "./browser.ts";
import { runWithEvidence } from "./evidence.ts";
import { playFire, type Seat } from "./seat.ts";

const badge = (page: Page, priority: string) => page.locator(`.strip-count.mark-${priority} .strip-n`);

/** A fault from the first ring to the run's papers. */
export function theAlarms(seat: Seat): void {
  it("brings a played fault to the strip, opens it, and acknowledges it with a comment", async () => {
    const { page, picture } = await seat.open();
    await signIn(page, seat.target.who);
    await playFire(page, seat.target.patienceMs);
    expect(Number(await badge(page, "critical").textContent())).toBeGreaterThan(0);
    expect(await page.title()).toMatch(/^\(\d+\) /);

    // The floor whose zone the panel names is in alarm in the drawing.
    await page.goto("/?home=engineer");
    await page.locator(".syn-storey.is-ringing", { hasText: "Floor 12" }).waitFor();
    // A fire begins its plan by itself, and the strip makes room for it.
    await page.locator(".ebar").waitFor();
    await page.goto("/alarms?priority=critical");
    await page.locator(".alarm-row .cell-what").first().click();
    await page.getByText("Do now").waitFor();
    await page.locator(".story-do").getByText("call 119").waitFor();
    await picture("alarm-panel-en-light");
    await page.getByLabel("Comment").fill("On the way to floor 12.");
    await page.locator(".story-act").getByRole("button", { name: "Acknowledge" }).click();
    await page.locator(".story").getByText(`Acknowledged by ${seat.target.who.username}`).waitFor();
    // The journal tells it, with the comment.
    await page.locator(".story .journal").getByText("On the way to floor 12.").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".story").waitFor({ state: "detached" });
  });

  it("takes photo, reading, signature, roll-call and the authority's number on a run, and prints them", async () => {
    const { page, picture } = await seat.open();
    await signIn(page, seat.target.who);
    await runWithEvidence(page, seat.target.who.username, picture);
  });

  it("works the alarm list by keyboard: move, select, acknowledge, open", async () => {
    const { page, picture } = await seat.open();
    await signIn(page, seat.target.who);
    await playFire(page, seat.target.patienceMs);
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
}
