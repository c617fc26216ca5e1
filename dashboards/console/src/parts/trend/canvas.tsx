import { LineChart } from "echarts/charts";
import {
  AxisPointerComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
} from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from "react";
import { type TrendScene, trendOption } from "./option.ts";

use([
  LineChart,
  AxisPointerComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export interface CanvasHandle {
  /** The picture as a data URL, on the panel's own background. */
  png(): string | undefined;
}

/** The drawing itself; loaded only where a trend is shown, for it is half of the console's bytes. */
export function Canvas({
  scene,
  height,
  label,
  handle,
}: {
  scene: TrendScene;
  height: number;
  label: string;
  handle?: Ref<CanvasHandle>;
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
    // The tooltip stays while new points arrive, and curves that were taken out go.
    chart.current?.setOption(trendOption(scene, height), {
      notMerge: false,
      replaceMerge: ["series", "grid", "xAxis", "yAxis", "title"],
    });
  }, [scene, height]);
  useImperativeHandle(
    handle,
    () => ({
      png: () =>
        chart.current?.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: scene.palette.panel }),
    }),
    [scene.palette],
  );
  return <div ref={box} className="trend-canvas" style={{ height }} role="img" aria-label={label} />;
}
