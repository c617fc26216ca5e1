import type { PointId } from "../../facility/units/index.ts";
import type { InfluxClient } from "./client.ts";
import { ofPoint } from "./influxql.ts";
import { MEASUREMENT } from "./line.ts";

/** Point and source time: what makes a reading that reading. */
export const keyOf = (point: PointId, at: number): string => `${point} ${at}`;

/** Times of one point closer than this are asked for in one range. */
const NEAR_MS = 600_000;
const STATEMENTS_A_REQUEST = 100;

/** Which of these readings are stored already, as keys; asked in ranges, since InfluxQL has no list of times. */
export async function storedOf(
  client: InfluxClient,
  readings: readonly { readonly point: PointId; readonly at: number }[],
): Promise<Set<string>> {
  const byPoint = new Map<PointId, number[]>();
  for (const { point, at } of readings) {
    const times = byPoint.get(point);
    if (times) times.push(at);
    else byPoint.set(point, [at]);
  }
  const ranges = [...byPoint].flatMap(([point, times]) =>
    rangesOf(times).map(([from, to]) => ({ point, from, to })),
  );
  const stored = new Set<string>();
  for (let i = 0; i < ranges.length; i += STATEMENTS_A_REQUEST) {
    const asked = ranges.slice(i, i + STATEMENTS_A_REQUEST);
    const answers = await client.query(
      asked
        .map(
          ({ point, from, to }) =>
            `SELECT "kind" FROM "${MEASUREMENT}" WHERE ${ofPoint(point)} AND time >= ${from}ms AND time <= ${to}ms`,
        )
        .join("; "),
    );
    for (const [index, { point }] of asked.entries())
      for (const series of answers[index] ?? [])
        for (const [at] of series.values) stored.add(keyOf(point, Number(at)));
  }
  return stored;
}

/** The fewest ranges that cover these times without a gap longer than `NEAR_MS`, both ends included. */
export function rangesOf(times: readonly number[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const at of [...times].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && at - last[1] <= NEAR_MS) last[1] = at;
    else ranges.push([at, at]);
  }
  return ranges;
}
