import type { Download, Locator, Page } from "playwright-core";
import { expect } from "vitest";

const FIRST_YEAR = new Date().getUTCFullYear() + 1;

/** Writes a scenario into its form and waits until its plan is on the board. */
async function makeScenario(
  page: Page,
  name: string,
  fund: { cap: string; opening: string; income: string },
) {
  await page.getByRole("button", { name: "New scenario" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name", { exact: true }).fill(name);
  const source = form.getByRole("group", { name: "Special maintenance fund" });
  await source.getByLabel("Most in any year, yuan").fill(fund.cap);
  await source.getByLabel("In the fund before the first year, yuan").fill(fund.opening);
  await source.getByLabel("Comes in each year, yuan").fill(fund.income);
  await form.getByRole("button", { name: "Save and make the plan" }).click();
  await form.waitFor({ state: "detached" });
  await page.locator("main").getByText(name, { exact: true }).first().waitFor();
  await page.getByRole("heading", { name: "What, when" }).waitFor();
}

const download = async (page: Page, press: Locator): Promise<Download> => {
  const [file] = await Promise.all([page.waitForEvent("download", { timeout: 150_000 }), press.click()]);
  return file;
};

/** What the law asks for, kept or missed, and a paper that has ended and is renewed. */
export async function certificateJourney(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Maintenance", exact: true }).click();
  const tabs = page.getByRole("navigation", { name: "Maintenance" });
  await tabs.getByRole("link", { name: "Compliance" }).click();
  // What fell due, or that nothing has yet.
  await page.getByRole("columnheader", { name: "In time" }).or(page.getByText("No visit fell due")).waitFor();
  await tabs.getByRole("link", { name: "Certificates" }).click();
  const paper = page.getByRole("row", { name: /High-voltage electrician/ });
  await paper.getByRole("button", { name: "Change" }).click();
  const form = page.getByRole("dialog", { name: "Certificate" });
  await form.getByLabel("Valid until, that day included").fill(`${FIRST_YEAR + 3}-11-20`);
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" });
  await paper.getByText("Valid", { exact: true }).waitFor();
}

/**
 * Budget season in the browser: the fleet on its map, one asset's life, a plan on which years are dragged and moved by
 * key, two scenarios side by side, the plan on paper and in a workbook, the month's report. Found by role and label.
 */
export async function managersJourney(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole("link", { name: "Lifecycle", exact: true }).click();
  await page.getByRole("heading", { name: "Age and condition" }).waitFor();
  // A mark of the map opens its asset's life, by key as by click.
  const dot = page.getByRole("button", { name: /^Booster pump 1: Condition \d/ }).first();
  await dot.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Booster pump 1" }).waitFor();
  await page.getByRole("heading", { name: "Remaining life" }).waitFor();
  await page.getByRole("img", { name: /still in service/ }).waitFor();
  await download(page, page.getByRole("button", { name: /^CSV: Cost of keeping/ }));
  // What a person saw becomes part of the score, which says where each point of it comes from.
  await page.getByRole("button", { name: "Add evidence" }).click();
  const evidence = page.getByRole("dialog");
  await evidence.getByText("4 poor", { exact: true }).click();
  await evidence.getByLabel("What was seen or done").fill("Seal weeps, coupling worn.");
  await evidence.getByRole("button", { name: "Save" }).click();
  await evidence.waitFor({ state: "detached" });
  const condition = page.getByRole("region", { name: "Condition" });
  await condition.getByText("from records").first().waitFor();
  await condition.getByText("What it is made of (1)").first().click();
  await condition.getByText("Grade 4: Seal weeps, coupling worn.").waitFor();
  await picture("lifecycle-story-en-light");
  await page.getByRole("link", { name: "All equipment" }).click();

  await page.getByText("Plan", { exact: true }).click();
  await makeScenario(page, "Budget season", { cap: "3000000", opening: "2000000", income: "600000" });

  // One that no law holds in its year.
  const marks = page
    .getByRole("row")
    .filter({ hasNotText: "required" })
    .getByRole("button", { name: /^Year of .+: \d{4}$/ });
  const label = (await marks.first().getAttribute("aria-label")) ?? "";
  const [, name = "", from = ""] = /^Year of (.+): (\d{4})$/.exec(label) ?? [];
  const to = Number(from) === FIRST_YEAR + 4 ? FIRST_YEAR + 5 : FIRST_YEAR + 4;
  const mark = page.getByRole("button", { name: label, exact: true }).first();
  const row = page
    .getByRole("row")
    .filter({ has: page.getByRole("button", { name: label, exact: true }) })
    .first();
  const head = page.getByRole("columnheader", { name: new RegExp(`^${to}`) });
  const before = await head.textContent();
  await mark.hover();
  await page.mouse.down();
  const cell = row.getByRole("cell").nth(1 + to - FIRST_YEAR);
  // The sums follow while the mark still hangs over the year; a busy machine takes up a drag some moves later.
  let x = 5;
  const summed = async () => {
    x = x === 5 ? 9 : 5;
    await cell.hover({ position: { x, y: 6 } });
    return await head.textContent();
  };
  await expect.poll(summed, { timeout: 30_000 }).not.toBe(before);
  await page.mouse.up();
  const moved = (year: number) => page.getByRole("button", { name: `Year of ${name}: ${year}`, exact: true });
  await page.getByRole("status").getByText(`${name} moved to ${to}`).waitFor();
  await moved(to).first().waitFor();
  // The twin of the drag: arrow keys on the mark.
  const still = await moved(to + 1).count();
  await moved(to).first().focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => moved(to + 1).count(), { timeout: 30_000 }).toBe(still + 1);
  await page.getByText("by hand", { exact: true }).first().waitFor();
  await picture("lifecycle-plan-en-light");

  await makeScenario(page, "Half of it", { cap: "1500000", opening: "1000000", income: "300000" });
  await page.getByText("Compare", { exact: true }).click();
  const table = page.getByRole("table").filter({ has: page.getByRole("columnheader", { name: "Scenario" }) });
  await table.getByRole("columnheader", { name: "Budget season" }).waitFor();
  await table.getByRole("columnheader", { name: "Half of it" }).waitFor();
  await table.getByRole("row", { name: /Cost over the plan/ }).waitFor();
  await page.getByRole("img", { name: "FCI by year" }).waitFor();
  await picture("lifecycle-compare-en-light");

  await table.getByRole("button", { name: "Budget season" }).click();
  for (const [entry, ending] of [
    ["PDF, English", "pdf"],
    ["XLSX, every number", "xlsx"],
  ] as const) {
    await page.getByRole("button", { name: "Report", exact: true }).click();
    const file = await download(page, page.getByRole("menuitem", { name: entry }));
    expect(file.suggestedFilename()).toMatch(new RegExp(`^renewal-plan-.*\\.${ending}$`));
  }

  await page.getByRole("link", { name: "Reports", exact: true }).click();
  // Under the mouse the rail opens over what stands beside it; a hand moves on.
  await page.mouse.move(720, 400);
  const monthly = page.getByRole("article", { name: "Monthly management report" });
  const report = await download(
    page,
    monthly.getByRole("button", { name: "Monthly management report: PDF" }),
  );
  expect(report.suggestedFilename()).toMatch(/^Monthly management report .* en\.pdf$/);
  await monthly.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  await picture("reports-en-light");
}
