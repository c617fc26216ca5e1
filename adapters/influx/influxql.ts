import type { Instant, PointId } from "../../facility/units/index.ts";

/** A string literal: quotes and backslashes escaped (InfluxQL specification, Strings). */
export const literal = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;

export const ofPoint = (point: PointId): string => `"point" = ${literal(point)}`;

/** from ≤ time < to. */
export const within = (from: Instant, to: Instant): string =>
  `time >= ${Math.ceil(from)}ms AND time < ${Math.ceil(to)}ms`;
