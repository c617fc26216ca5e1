import type { Priority } from "../laws/index.ts";

/**
 * The colours of the console, once. Greys carry the plant, colour means abnormal (ISA-101).
 * Texts reach AA (4.5:1) on page, panel and raised in both themes; tokens.test.ts holds this.
 */
export interface Palette {
  readonly page: string;
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  /** Filled buttons: a slate, for blue is the colour of a low alarm. */
  readonly action: string;
  readonly onAction: string;
  readonly focus: string;
  /** Text on a filled priority. */
  readonly onPriority: string;
  readonly priority: Readonly<Record<Priority, string>>;
  /** Lines of a trend: told apart by lightness and dash too, and none of them a priority's colour. */
  readonly series: readonly string[];
}

export const palettes: Readonly<Record<"light" | "dark", Palette>> = {
  light: {
    page: "#f2f4f6",
    panel: "#ffffff",
    raised: "#f7f8fa",
    line: "#dde1e6",
    lineStrong: "#8b95a3",
    ink: "#1b222c",
    inkSoft: "#434d5b",
    inkFaint: "#5d6877",
    action: "#2f3b4b",
    onAction: "#ffffff",
    focus: "#5a4fcf",
    onPriority: "#ffffff",
    priority: { critical: "#c62828", high: "#b35200", medium: "#7f6500", low: "#0b66ac" },
    series: ["#3d4a5c", "#7a4fa3", "#3f7d6c", "#9a6b8c", "#5f6f2f", "#2f7f96", "#8a5f43", "#6a6fb0"],
  },
  dark: {
    page: "#12161c",
    panel: "#1a2029",
    raised: "#212935",
    line: "#2f3a48",
    lineStrong: "#6b7889",
    ink: "#e8ecf1",
    inkSoft: "#bac3cf",
    inkFaint: "#98a3b2",
    action: "#cdd6e1",
    onAction: "#161b22",
    focus: "#a99cff",
    onPriority: "#14181e",
    priority: { critical: "#ff6b5e", high: "#ffa24a", medium: "#e8c547", low: "#6bb8f2" },
    series: ["#c3cedb", "#c39be8", "#7fc4b0", "#d9a5c4", "#b9c98a", "#85c9dc", "#d0ad93", "#a9aee8"],
  },
};

/** Each priority's shape, drawn in a 16 × 16 box: ■ ▲ ◆ ●. */
export const shapes: Readonly<Record<Priority, string>> = {
  critical: "M2.5 2.5h11v11h-11z",
  high: "M8 1.5 15 14H1z",
  medium: "M8 1 15 8l-7 7-7-7z",
  low: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z",
};

export const fontStack =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

/** Puts a palette into the document as CSS variables; styles name them, never a colour. */
export function applyPalette(theme: "light" | "dark", root: HTMLElement): void {
  const palette = palettes[theme];
  root.dataset.theme = theme;
  const set = (name: string, value: string) => root.style.setProperty(name, value);
  const { priority, series, ...plain } = palette;
  for (const [name, value] of Object.entries(plain)) set(`--${name}`, value);
  for (const [name, value] of Object.entries(priority)) set(`--${name}`, value);
  series.forEach((value, i) => {
    set(`--series-${i}`, value);
  });
  set("--font", fontStack);
}
