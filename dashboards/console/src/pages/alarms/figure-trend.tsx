import type { ReactNode } from "react";
import type { AlarmKpiView } from "../../../../../api/contract/index.ts";
import { brokenLine } from "../../parts/index.ts";

const WIDTH = 96;
const HEIGHT = 24;

/** How one figure went through the span, from zero up; broken where there was too little to say, its target dashed. */
export function FigureTrend({ row: { trend, target } }: { row: AlarmKpiView["rows"][number] }): ReactNode {
  const most = Math.max(target, ...trend.map((n) => n ?? 0)) || 1;
  const x = (i: number) => ((i + 0.5) * WIDTH) / trend.length;
  const y = (n: number) => HEIGHT - 2 - (n / most) * (HEIGHT - 4);
  const path = brokenLine(trend.map((n, i) => (n === null ? null : [x(i), y(n)])));
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line x1="0" x2={WIDTH} y1={y(target)} y2={y(target)} stroke="var(--inkFaint)" strokeDasharray="3 3" />
      <path d={path} fill="none" stroke="var(--ink)" strokeWidth="1.2" strokeLinejoin="round" />
    </svg>
  );
}
