import { describe, expect, it } from "vitest";
import { palettes } from "./tokens.ts";

/** WCAG 2.2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const { page, panel, raised, priority, onPriority, ink, inkSoft, inkFaint, action, onAction, ...rest } =
    palettes[theme];
  const grounds = { page, panel, raised };
  const texts = { ink, inkSoft, inkFaint, ...priority };

  it.each(Object.entries(texts))("%s is readable on every ground (AA 4.5:1)", (_, colour) => {
    for (const ground of Object.values(grounds)) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(Object.entries(priority))("text on a filled %s chip is readable", (_, colour) => {
    expect(contrast(onPriority, colour)).toBeGreaterThanOrEqual(4.5);
  });
  it("buttons are readable, edges and curves visible (3:1)", () => {
    expect(contrast(onAction, action)).toBeGreaterThanOrEqual(4.5);
    for (const colour of [rest.lineStrong, rest.focus, ...rest.series])
      expect(contrast(colour, panel)).toBeGreaterThanOrEqual(3);
  });
});
