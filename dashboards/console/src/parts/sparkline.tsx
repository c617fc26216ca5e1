import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { PointView } from "../../../../api/contract/index.ts";
import { fetchHistory } from "../app/api.ts";
import { withGaps } from "../laws/index.ts";
import { serverNow } from "../live/index.ts";
import { brokenLine } from "./broken-line.ts";

const WIDTH = 120;
const HEIGHT = 24;
const SPAN_MS = 15 * 60_000;

/** The last quarter of an hour in small, broken where nothing was heard. */
export function Sparkline({ point }: { point: PointView }): ReactNode {
  const { data } = useQuery({
    queryKey: ["sparkline", point.id],
    queryFn: () => {
      const now = serverNow();
      return fetchHistory(point.id, now - SPAN_MS, now, 60);
    },
    staleTime: 20_000,
    refetchInterval: 30_000,
  });
  if (!data || data.buckets.length < 2)
    return <svg className="sparkline" width={WIDTH} height={HEIGHT} aria-hidden="true" />;
  const slices = withGaps(data.buckets, data.bucketMs, point.type.staleAfterSeconds);
  const means = slices.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const low = Math.min(...means);
  const spread = Math.max(...means) - low;
  const x = (at: number) => ((at - data.from) / (data.to - data.from)) * WIDTH;
  // A flat line sits in the middle rather than at an edge that would look like a limit.
  const y = (n: number) => (spread === 0 ? HEIGHT / 2 : HEIGHT - 2 - ((n - low) / spread) * (HEIGHT - 4));
  const path = brokenLine(slices.map(({ at, mean }) => (mean === null ? null : [x(at), y(mean)])));
  return (
    <svg
      className="sparkline"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
    >
      <path d={path} fill="none" stroke="var(--inkSoft)" strokeWidth="1.2" strokeLinejoin="round" />
    </svg>
  );
}
