import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Browser, Look } from "./browser.ts";
import type { Target } from "./target.ts";

/** Where the journeys sit: one server for all of them, a fresh browser for each test. */
export interface Seat {
  /** There once the tests run. */
  readonly target: Target;
  /** Opens the test's browser; it is closed, and its faults are looked at, after the test. */
  open(look?: Look): Promise<Browser>;
}

/** Waits until the texts of these elements, taken together, are others than now. */
export async function changes(page: Page, selector: string): Promise<void> {
  const read = async () => (await page.locator(selector).allTextContents()).join();
  const before = await read();
  await expect.poll(read, { timeout: 20_000 }).not.toBe(before);
}

/** Plays the fire on the settings page unless it plays already, and waits for its alarm in the list. */
export async function playFire(page: Page, patienceMs: number): Promise<void> {
  await page.goto("/settings");
  const line = page.locator(".scenario", { hasText: /floor 12|12 层|Fire alarm/ }).first();
  await line.waitFor();
  const play = line.getByRole("button", { name: /Play|开始/ });
  if (await play.isVisible()) await play.click();
  await page.goto("/alarms");
  await page
    .locator(".alarm-row", { hasText: /Fire alarm|火警/ })
    .first()
    .waitFor({ timeout: patienceMs });
}
