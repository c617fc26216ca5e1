import type { Page } from "playwright-core";
import { expect } from "vitest";

/**
 * A day's work of each role in the browser, found by role and label alone; the manager's stands in manager.ts.
 * A person above technician is signed in, in English, on the demo estate with something in alarm.
 */

/** Goes to a page by the rail, which stays open over what stands beside it until the hand moves on. */
async function go(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name, exact: true }).click();
  await page.mouse.move(900, 500);
}

/** Something to do for each of them: water on a floor, which is no danger to life and so may be shelved. */
export async function playWater(page: Page, patienceMs: number): Promise<void> {
  const answer = await page.request.post("/api/demo/scenarios/water-on-floor/play", { data: {} });
  // Played already by an earlier run against the same server.
  expect([200, 204, 409]).toContain(answer.status());
  await page.goto("/alarms");
  await page
    .getByRole("grid", { name: "Open alarms" })
    .getByRole("row", { name: /Water on the floor|leak/i })
    .first()
    .waitFor({ timeout: patienceMs });
}

/**
 * The desk: what rings is seen at once and acknowledged in bulk with one comment; a leak that is being mopped up is put
 * aside with an end and a reason, and comes back with one key; the next shift is told.
 */
export async function desksJourney(page: Page): Promise<void> {
  await go(page, "Alarms");
  const grid = page.getByRole("grid", { name: "Open alarms" });
  await grid.getByRole("row").nth(1).waitFor();
  await grid.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByLabel("Comment").fill("Seen; the pump room is looked at.");
  const acknowledge = page.getByRole("button", { name: /^Acknowledge [1-9]/ });
  await acknowledge.click();
  await acknowledge.waitFor({ state: "detached" });
  await grid
    .getByRole("row", { name: /Unacknowledged/ })
    .first()
    .waitFor({ state: "detached" });

  const wet = grid.getByRole("row", { name: /Water on the floor|leak/i }).first();
  await wet.getByRole("checkbox").check();
  await page.getByRole("button", { name: /^Shelve/ }).click();
  const form = page.getByRole("dialog", { name: "Shelve" });
  await form.getByLabel("Why is it shelved?").fill("Being mopped up; the valve is shut.");
  await form.getByRole("button", { name: "Shelve", exact: true }).click();
  await wet.waitFor({ state: "detached" });
  // The key takes back what is offered, once no field has the focus.
  await form.waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^Undo/ }).waitFor();
  await page.keyboard.press("Control+z");
  await wet.waitFor();

  await go(page, "On call");
  await page.getByRole("link", { name: "Log book" }).click();
  await page.getByRole("textbox", { name: "Write" }).fill("The valve of the floor tap stays shut.");
  await page.getByRole("button", { name: "Write" }).click();
  await page.getByRole("listitem").filter({ hasText: "The valve of the floor tap stays shut." }).waitFor();
  await page.getByRole("navigation", { name: "On call" }).getByRole("link", { name: "My pager" }).click();
}

/** The technician: called, acknowledges, opens the order from the pager, does the work. */
export async function techniciansJourney(page: Page): Promise<void> {
  await go(page, "On call");
  const mine = page
    .getByRole("article")
    .filter({ has: page.getByRole("heading", { name: /Water on the floor/ }) })
    .first();
  await mine.waitFor({ timeout: 60_000 });
  const take = mine.getByRole("button", { name: "Acknowledge", exact: true });
  if (await take.isVisible()) await take.click();
  await mine.getByText(/has it/).waitFor();
  const open = mine.getByRole("button", { name: "Open an order" });
  if (await open.isVisible()) {
    await open.click();
    await page.getByRole("dialog").getByRole("button", { name: "Open the order" }).click();
  }
  await mine.getByRole("link", { name: /^Order WO-/ }).click();

  await page.getByRole("button", { name: "Take it" }).click();
  await page.getByRole("button", { name: "Start work" }).click();
  await page.getByText("In progress", { exact: true }).waitFor();
  for (const line of await page.getByRole("radiogroup").all())
    if (await line.getByText("Yes", { exact: true }).isVisible())
      await line.getByText("Yes", { exact: true }).click();
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Work is done" }).click();
  const dialog = page.getByRole("dialog", { name: "Work is done" });
  await dialog.getByRole("textbox").fill("Found and mended.");
  await dialog.getByRole("button", { name: "Work is done" }).click();
  await page.getByText("Done, to verify", { exact: true }).waitFor();
  await go(page, "Work");
  await page.getByRole("link", { name: "My work" }).click();
  await page.getByRole("link", { name: /WO-\d/ }).first().waitFor();
}

/** The engineer: an asset's values on a trend with what happened, a rule changed on trial and tried on history. */
export async function engineersJourney(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("booster pump 2 building 1");
  await page
    .getByRole("option", { name: /Booster pump 2/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: "Booster pump 2" }).waitFor();
  await page.getByRole("link", { name: "In Trends" }).click();
  await page.getByRole("heading", { level: 1, name: "Trends" }).waitFor();
  await page.getByRole("heading", { name: "Alarms and events in this time" }).waitFor();
  await page.getByText("1 h", { exact: true }).click();
  await page.waitForURL(/range=1h/);
  await page.goBack();

  await page.getByRole("heading", { level: 1, name: "Booster pump 2" }).waitFor();
  const rules = page.getByRole("region", { name: "Rules" });
  await rules.getByText("Pump runs dry", { exact: true }).click();
  await rules.getByRole("button", { name: "Change or try on history" }).first().click();
  const editor = page.getByRole("dialog", { name: "Pump runs dry" });
  const lasting = editor.getByLabel(/^Must last, s/);
  const before = await lasting.inputValue();
  await lasting.fill(String(Number(before) + 5));
  await editor.getByText(`not saved; was ${before}`).waitFor();
  await editor.getByText("24 h", { exact: true }).click();
  await editor.getByRole("button", { name: "Try", exact: true }).click();
  await editor.getByText(/\d+ new, \d+ gone, \d+ moved, \d+ the same/).waitFor({ timeout: 60_000 });
  await editor.getByRole("button", { name: "Save", exact: true }).click();
  await editor.waitFor({ state: "detached" });
  // And back as the catalogue has it.
  await rules.getByRole("button", { name: "Change or try on history" }).first().click();
  await editor.getByRole("button", { name: /Take back what “This asset” changed/ }).click();
  await expect.poll(() => lasting.inputValue(), { timeout: 20_000 }).toBe(before);
}
