import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { theAccounts } from "./accounts.ts";
import { theAlarms } from "./alarms.ts";
import { type Browser, hasChromium, noChromium, openBrowser } from "./browser.ts";
import { theirDays } from "./days.ts";
import { findingTheWay } from "./finding-the-way.ts";
import { firstView } from "./first-view.ts";
import { everyLook } from "./looks.ts";
import { thePlant } from "./plant.ts";
import { pulledCable } from "./pulled-cable.ts";
import type { Seat } from "./seat.ts";
import { openTarget, type Target } from "./target.ts";

let target: Target | undefined;
let browser: Browser | undefined;

const seat: Seat = {
  get target() {
    if (!target) throw new Error("the server is not there yet: ask for it within a test");
    return target;
  },
  async open(look = {}) {
    browser = await openBrowser(seat.target.url, look);
    return browser;
  },
};

/** One house for every journey: starting it costs more than most of them. They run in this order. */
describe("the console in chromium", () => {
  beforeAll(async () => {
    if (hasChromium) target = await openTarget();
  });
  beforeEach(({ skip }) => {
    if (!hasChromium) skip(noChromium);
  });
  afterAll(async () => {
    await target?.close();
  });
  afterEach(async () => {
    const faults = browser?.faults ?? [];
    await browser?.close();
    browser = undefined;
    // No error in the browser's console, and not one request to any other host.
    expect(faults).toEqual([]);
  });

  firstView(seat);
  findingTheWay(seat);
  thePlant(seat);
  theAlarms(seat);
  theAccounts(seat);
  everyLook(seat);
  theirDays(seat);
  pulledCable(seat);
});
