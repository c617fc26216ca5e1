import { it } from "vitest";
import { signIn } from "./browser.ts";
import { desksJourney, engineersJourney, playWater, techniciansJourney } from "./journeys.ts";
import { certificateJourney, managersJourney } from "./manager.ts";
import type { Seat } from "./seat.ts";

/** A day of each role, found by role and label. */
export function theirDays(seat: Seat): void {
  it("takes the desk, a technician and an engineer through their day", { timeout: 300_000 }, async () => {
    const { page, picture } = await seat.open();
    page.setDefaultTimeout(60_000);
    await signIn(page, seat.target.who);
    await playWater(page, seat.target.patienceMs);
    await desksJourney(page);
    await picture("journey-desk-en-light");
    await techniciansJourney(page);
    await picture("journey-technician-en-light");
    await engineersJourney(page);
    await picture("journey-engineer-en-light");
  });

  it("takes a manager through certificates and budget season: map, story, plan by drag and by key, comparison, reports", {
    timeout: 400_000,
  }, async () => {
    const { page, picture } = await seat.open();
    page.setDefaultTimeout(60_000);
    await signIn(page, seat.target.who);
    await certificateJourney(page);
    await managersJourney(page, picture);
  });
}
