/** Charts of a plan as SVG, for paper and page alike: 700 wide, no script, no style sheet, colours by shape and word too. */
export interface YearBar {
  readonly year: number;
  readonly parts: readonly number[];
  /** A line above which nothing may be spent; null where there is none. */
  readonly cap: number | null;
}
export interface YearLine {
  readonly name: string;
  readonly values: readonly number[];
  readonly dashed?: boolean;
}

const WIDTH = 700;
const FONT = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif";
const INK = "#1f2933";
const QUIET = "#5f6b7a";
const RULE = "#dde1e6";
const CAP = "#b35200";
/** Told apart by lightness; the legend names them. */
const SERIES = ["#3d4a5c", "#8b95a3", "#7a4fa3", "#3f7d6c", "#9a6b8c"] as const;
const DASHES = ["", "6 3", "2 3", "8 3 2 3", "1 2"] as const;

const escapeXml = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const n = (value: number): string => String(Math.round(value * 10) / 10);
const label = (x: number, y: number, words: string, more = ""): string =>
  `<text x="${n(x)}" y="${n(y)}" font-family="${FONT}" font-size="10" ${more}>${escapeXml(words)}</text>`;
const rule = (x1: number, y1: number, x2: number, y2: number, colour: string, more = ""): string =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${colour}" ${more}/>`;
const svg = (height: number, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">${parts.join("")}</svg>`;

/** Round steps for an axis that reaches `most`. */
export function ticksTo(most: number): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * size).find((each) => each >= rough) ?? size * 10;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const frame = (height: number): Box => ({ left: 64, right: WIDTH - 12, top: 34, bottom: height - 24 });

function axis(box: Box, ticks: readonly number[], write: (value: number) => string): string[] {
  const most = ticks.at(-1) ?? 1;
  return ticks.flatMap((tick) => {
    const y = box.bottom - (tick / most) * (box.bottom - box.top);
    return [
      rule(box.left, y, box.right, y, RULE),
      label(box.left - 6, y + 3.5, write(tick), `fill="${QUIET}" text-anchor="end"`),
    ];
  });
}

function legend(names: readonly string[], mark: (i: number, x: number, y: number) => string): string[] {
  let x = 64;
  return names.flatMap((name, i) => {
    const at = x;
    x += 30 + [...name].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 10.5 : 6), 0) + 14;
    return [mark(i, at, 14), label(at + 24, 17.5, name, `fill="${INK}"`)];
  });
}

/** Money a year, stacked by who pays, with the cap as a stepped line. */
export function costBars(
  bars: readonly YearBar[],
  names: readonly string[],
  capName: string,
  write: (value: number) => string,
): string {
  const height = 220;
  const box = frame(height);
  const sum = ({ parts }: YearBar) => parts.reduce((total, part) => total + part, 0);
  const shownCaps = bars.map(({ cap }) => cap).filter((cap): cap is number => cap !== null);
  const ticks = ticksTo(Math.max(1, ...bars.map(sum), ...shownCaps));
  const most = ticks.at(-1) ?? 1;
  const slot = (box.right - box.left) / Math.max(1, bars.length);
  const y = (value: number) => box.bottom - (value / most) * (box.bottom - box.top);
  const parts = axis(box, ticks, write);
  bars.forEach((bar, i) => {
    const x = box.left + i * slot;
    let below = 0;
    bar.parts.forEach((part, s) => {
      if (part <= 0) return;
      parts.push(
        `<rect x="${n(x + slot * 0.2)}" y="${n(y(below + part))}" width="${n(slot * 0.6)}" height="${n(y(below) - y(below + part))}" fill="${SERIES[s % SERIES.length]}"/>`,
      );
      below += part;
    });
    if (bar.cap !== null)
      parts.push(
        rule(x + 2, y(bar.cap), x + slot - 2, y(bar.cap), CAP, 'stroke-width="1.5" stroke-dasharray="5 3"'),
      );
    parts.push(label(x + slot / 2, height - 8, String(bar.year), `fill="${QUIET}" text-anchor="middle"`));
  });
  const all = shownCaps.length > 0 ? [...names, capName] : names;
  parts.push(
    ...legend(all, (i, x, at) =>
      i < names.length
        ? `<rect x="${x}" y="${at - 5}" width="16" height="10" fill="${SERIES[i % SERIES.length]}"/>`
        : rule(x, at, x + 18, at, CAP, 'stroke-width="1.5" stroke-dasharray="5 3"'),
    ),
  );
  return svg(height, parts);
}

/** Lines over the years: FCI or risk, one a scenario. `bands` are dashed limits with their words. */
export function yearLines(
  years: readonly number[],
  lines: readonly YearLine[],
  write: (value: number) => string,
  bands: readonly { readonly at: number; readonly name: string }[] = [],
): string {
  const height = 150;
  const box = frame(height);
  const highest = Math.max(1e-9, ...lines.flatMap(({ values }) => values));
  const ticks = ticksTo(highest * 1.05);
  const most = ticks.at(-1) ?? 1;
  const x = (i: number) => box.left + ((i + 0.5) * (box.right - box.left)) / Math.max(1, years.length);
  const y = (value: number) => box.bottom - (value / most) * (box.bottom - box.top);
  const parts = axis(box, ticks, write);
  for (const { at, name } of bands)
    if (at <= most)
      parts.push(
        rule(box.left, y(at), box.right, y(at), CAP, 'stroke-dasharray="3 3"'),
        label(box.right - 2, y(at) - 3, name, `fill="${CAP}" text-anchor="end"`),
      );
  lines.forEach(({ values, dashed }, s) => {
    const colour = SERIES[s % SERIES.length];
    const dash = dashed ? "2 3" : (DASHES[s % DASHES.length] ?? "");
    parts.push(
      `<polyline points="${values.map((value, i) => `${n(x(i))},${n(y(value))}`).join(" ")}" fill="none" stroke="${colour}" stroke-width="1.8"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`,
    );
    values.forEach((value, i) => {
      parts.push(`<circle cx="${n(x(i))}" cy="${n(y(value))}" r="2.4" fill="${colour}"/>`);
    });
  });
  years.forEach((year, i) => {
    parts.push(label(x(i), height - 8, String(year), `fill="${QUIET}" text-anchor="middle"`));
  });
  parts.push(
    ...legend(
      lines.map(({ name }) => name),
      (i, at, top) => {
        const dash = lines[i]?.dashed ? "2 3" : (DASHES[i % DASHES.length] ?? "");
        return rule(
          at,
          top,
          at + 18,
          top,
          SERIES[i % SERIES.length] ?? INK,
          `stroke-width="1.8"${dash ? ` stroke-dasharray="${dash}"` : ""}`,
        );
      },
    ),
  );
  return svg(height, parts);
}

/** The fleet: share of life used across, condition upwards worse; bigger is dearer. */
export function fleetMap(
  assets: readonly { readonly lifeShare: number; readonly condition: number; readonly cny: number }[],
  words: { readonly across: string; readonly up: string },
): string {
  const height = 230;
  const box = { ...frame(height), top: 26, bottom: height - 36 };
  const widest = Math.max(1.25, ...assets.map(({ lifeShare }) => Math.min(2, lifeShare)));
  const x = (share: number) => box.left + (Math.min(2, share) / widest) * (box.right - box.left);
  const y = (grade: number) => box.bottom - ((grade - 0.5) / 5) * (box.bottom - box.top);
  const dearest = Math.max(1, ...assets.map(({ cny }) => cny));
  const parts: string[] = [];
  for (const grade of [1, 2, 3, 4, 5])
    parts.push(
      rule(box.left, y(grade), box.right, y(grade), RULE),
      label(box.left - 8, y(grade) + 3.5, String(grade), `fill="${QUIET}" text-anchor="end"`),
    );
  for (const share of [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2])
    if (share <= widest)
      parts.push(
        label(x(share), box.bottom + 14, `${share * 100}%`, `fill="${QUIET}" text-anchor="middle"`),
        ...(share === 1 ? [rule(x(1), box.top, x(1), box.bottom, CAP, 'stroke-dasharray="4 3"')] : []),
      );
  // Assets alike lie beside each other instead of on each other.
  const seen = new Map<string, number>();
  for (const { lifeShare, condition, cny } of assets) {
    const key = `${Math.round(lifeShare * 25)} ${condition}`;
    const k = seen.get(key) ?? 0;
    seen.set(key, k + 1);
    const up = ((k % 7) - 3) * 3.6;
    const r = 2 + 6 * Math.sqrt(cny / dearest);
    parts.push(
      `<circle cx="${n(x(lifeShare) + Math.floor(k / 7) * 1.6)}" cy="${n(y(condition) + up)}" r="${n(r)}" fill="${SERIES[0]}" fill-opacity="0.45" stroke="${SERIES[0]}" stroke-width="0.6"/>`,
    );
  }
  parts.push(
    label(box.right, height - 6, words.across, `fill="${INK}" text-anchor="end"`),
    label(8, 14, words.up, `fill="${INK}"`),
  );
  return svg(height, parts);
}
