import type { Page } from "playwright-core";

/** What 1280 px at 400 % are (WCAG 2.2, 1.4.10). */
export const NARROWEST = { width: 320, height: 640 } as const;

/** How far the page or its main part is wider than the screen, in px; 0 when nothing has to be scrolled sideways. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const parts = [document.scrollingElement, document.getElementById("main")];
    return Math.max(...parts.map((part) => (part ? part.scrollWidth - part.clientWidth : 0)));
  });
