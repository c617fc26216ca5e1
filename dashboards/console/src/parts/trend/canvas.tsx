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
import type { View } from "../../laws/index.ts";
import { listenToGestures } from "./gestures.ts";
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
  onView,
}: {
  scene: TrendScene;
  height: number;
  label: string;
  handle?: Ref<CanvasHandle>;
  /** Makes the chart one that is dragged and zoomed; told once the person lets go. */
  onView?: ((view: View) => void) | undefined;
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
  /** What the person drags to, until the scene has come there. */
  const held = useRef<View>(undefined);
  const dragging = useRef(false);
  const latest = useRef({ scene, height, onView });
  useEffect(() => {
    latest.current = { scene, height, onView };
  }, [scene, height, onView]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a scene of another stretch has come where the person dragged to
  useEffect(() => {
    if (!dragging.current) held.current = undefined;
  }, [scene.from, scene.to]);
  useEffect(() => {
    // The tooltip stays while new points arrive, and curves that were taken out go.
    const shown = held.current ? { ...scene, ...held.current } : scene;
    chart.current?.setOption(trendOption(shown, height, dragging.current), {
      notMerge: false,
      replaceMerge: ["series", "grid", "xAxis", "yAxis", "title"],
    });
  }, [scene, height]);

  const isMovable = onView !== undefined;
  useEffect(() => {
    const element = box.current;
    if (!element || !isMovable) return;
    let frame = 0;
    const stop = listenToGestures(
      element,
      () => held.current ?? latest.current.scene,
      (view, settled) => {
        held.current = view;
        const begins = !dragging.current && !settled;
        dragging.current = !settled;
        if (begins || settled) {
          // Sketched while it moves, whole once it rests: a band over 1 200 slices costs ten times its mean's line.
          const { scene: now, height: high } = latest.current;
          chart.current?.setOption(trendOption({ ...now, ...view }, high, !settled), {
            notMerge: false,
            replaceMerge: ["series", "grid", "xAxis", "yAxis", "title"],
          });
        }
        // However fast the pointer, one redraw a frame.
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => {
          const rows = chart.current?.getOption().xAxis;
          const n = Array.isArray(rows) ? rows.length : 0;
          const axis = { min: view.from, max: view.to };
          chart.current?.setOption({ xAxis: Array.from({ length: n }, () => axis) });
        });
        if (settled) latest.current.onView?.({ from: Math.round(view.from), to: Math.round(view.to) });
      },
    );
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [isMovable]);
  useImperativeHandle(
    handle,
    () => ({
      png: () =>
        chart.current?.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: scene.palette.panel }),
    }),
    [scene.palette],
  );
  return (
    <div
      ref={box}
      className={`trend-canvas${isMovable ? " is-movable" : ""}`}
      style={{ height }}
      role="img"
      aria-label={label}
    />
  );
}
