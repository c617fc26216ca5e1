import type { ReactNode } from "react";
import type { PointView } from "../../../../api/contract/index.ts";
import { broken, isLive, type Limit, scaleOf } from "../laws/index.ts";
import { useFreshness, useLatest, values } from "../live/index.ts";
import "./bar.css";

/** A value among its limits: grey while inside them, the rule's colour beyond. Decorative; the number stands beside. */
export function LimitBar({ point, limits }: { point: PointView; limits: readonly Limit[] }): ReactNode {
  const latest = useLatest(point.id) ?? point.latest;
  const fresh = useFreshness(point);
  const value = latest?.value;
  if (typeof value !== "number") return <span className="bar is-empty" aria-hidden="true" />;
  const own = limits.filter((limit) => limit.point === point.name);
  const [from, to] = scaleOf(value, own);
  const place = (n: number) => Math.min(100, Math.max(0, ((n - from) / (to - from)) * 100));
  const asset = point.id.slice(0, -point.name.length);
  const over = isLive(fresh) ? broken(value, own, (name) => values.get(asset + name)?.value) : undefined;
  return (
    <span className={`bar${isLive(fresh) ? "" : " is-old"}`} aria-hidden="true">
      {own.map((limit) => (
        <span
          key={`${limit.side}${limit.limit}`}
          className={`bar-beyond is-${limit.side}`}
          style={
            limit.side === "low" ? { width: `${place(limit.limit)}%` } : { left: `${place(limit.limit)}%` }
          }
        />
      ))}
      <span
        className={`bar-fill${over ? ` of-${over.priority}` : ""}`}
        style={{ transform: `scaleX(${place(value) / 100})` }}
      />
      {own.map((limit) => (
        <span
          key={`tick${limit.side}${limit.limit}`}
          className={`bar-tick of-${limit.priority}`}
          style={{ left: `${place(limit.limit)}%` }}
        />
      ))}
    </span>
  );
}
