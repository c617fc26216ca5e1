import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import type { Palette } from "../../app/tokens.ts";
import { type FigureData, figureOption } from "./option.ts";

use([
  BarChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export interface FigureHandle {
  /** The picture as a data URL, on the panel's own background. */
  png(): string | undefined;
}

/** The drawing itself; loaded only where a figure is shown. */
export function FigureCanvas({
  data,
  palette,
  height,
  label,
  handle,
}: {
  data: FigureData;
  palette: Palette;
  height: number;
  label: string;
  handle?: Ref<FigureHandle>;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = init(element);
    chart.current = made;
    const resize = new ResizeObserver(() => made.resize());
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(figureOption(data, palette), { notMerge: true });
  }, [data, palette]);
  useImperativeHandle(
    handle,
    () => ({
      png: () => chart.current?.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: palette.panel }),
    }),
    [palette],
  );
  return <div ref={box} className="figure-canvas" style={{ height }} role="img" aria-label={label} />;
}
