import type { Page } from "playwright-core";

/** What 1280 px at 400 % are (WCAG 2.2, 1.4.10). */
export const NARROWEST = { width: 320, height: 640 } as const;

/**
 * How far the page or its main part is wider than the screen, in px; 0 when nothing has to be scrolled sideways. Charts
 * are drawn anew some moments after the screen has changed: what still hangs over after two seconds does so for good.
 */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const parts = [document.scrollingElement, document.getElementById("main")];
    const over = () => Math.max(...parts.map((part) => (part ? part.scrollWidth - part.clientWidth : 0)));
    for (const end = performance.now() + 2_000; over() > 0 && performance.now() < end; )
      await new Promise(requestAnimationFrame);
    return over();
  });
