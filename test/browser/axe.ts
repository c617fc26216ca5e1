import axe from "axe-core";
import type { Page } from "playwright-core";

/** WCAG 2.2 to level AA. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
  }[];
}

/**
 * What axe finds wrong with the page as it stands, a line each; empty when nothing is.
 * @param rules only these; all of WCAG 2.2 AA without
 */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  const only = rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS };
  await settled(page);
  // Half a megabyte to compile: once a document, whatever is asked of it.
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Found>(
    `axe.run(document, { runOnly: ${JSON.stringify(only)}, resultTypes: ["violations"] })`,
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.length}) ${nodes
        .slice(0, 3)
        .map(({ target, failureSummary }) =>
          `${target.join(" ")} ${failureSummary ?? ""}`.replace(/\s+/g, " "),
        )
        .join(" | ")}`,
  );
}

/**
 * A colour or a place half way between two is nobody's: waits until the page has nothing left to do and nothing moves
 * that will stand still, three times over, for what is drawn late (another theme on a long page) moves late.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    for (let still = 0; still < 3; still += 1) {
      await new Promise((idle) => requestIdleCallback(() => requestAnimationFrame(idle), { timeout: 5000 }));
      const moving = document.getAnimations()
        .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
      if (moving.length > 0) still = -1;
      await Promise.allSettled(moving.map((each) => each.finished));
    }
  })()`);
}
