import type { Asset, AssetModel, Point } from "../../facility/assets/index.ts";
import {
  BAD,
  GOOD,
  Quality,
  qualityCode,
  type ReadingBatch,
  UNCERTAIN,
} from "../../facility/readings/index.ts";
import { assetId, done, type Instant, problem, type Result } from "../../facility/units/index.ts";

/** Why something was refused; a closed list, so that it can be counted and charted. */
export type Reason =
  | "bad-topic"
  | "bad-json"
  | "bad-shape"
  | "unknown-asset"
  | "foreign-asset"
  | "unknown-gateway"
  | "unknown-point"
  | "wrong-kind"
  | "bad-time"
  | "overload"
  /** The store will never take it, though the sender was answered. */
  | "store-refused";

export type Refuse = (reason: Reason, detail: string) => void;

/** A gateway's clock may run ahead by this much; more would put a value into the future for ever. */
const CLOCK_AHEAD_MS = 60_000;
/** Before any gateway of ours existed: a clock that was never set, or seconds taken for milliseconds. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

/** Who speaks for an asset and which points it has; looked up once a topic, not once a message. */
export interface Route {
  readonly asset: Asset;
  readonly points: ReadonlyMap<string, Point>;
}

export function routeOf(
  model: AssetModel,
  site: string,
  gateway: string,
  slug: string,
): Result<Route> & { reason?: Reason } {
  // The built-in broker lets in nobody else; one that others run may still know a gateway that is gone.
  if (!model.gateways.some((one) => one.site === site && one.gateway.id === gateway))
    return {
      ...problem(
        `site ${site} has no gateway "${gateway}". Add it to the site, or take its password away at the broker.`,
      ),
      reason: "unknown-gateway",
    };
  const asset = model.assets.get(assetId(site, slug));
  if (!asset)
    return {
      ...problem(`site ${site} has no asset "${slug}". Add it to the site, or mend the topic.`),
      reason: "unknown-asset",
    };
  const owner = assetId(site, gateway);
  if (asset.monitoredBy && asset.monitoredBy !== owner)
    return {
      ...problem(
        `asset ${asset.id} is monitored by ${asset.monitoredBy}, not by ${owner}. Name it under that gateway's assets.`,
      ),
      reason: "foreign-asset",
    };
  return done({ asset, points: new Map(asset.points.map((point) => [point.type.name, point])) });
}

/**
 * Puts one message's values into the batch. What does not fit the model is refused value by value, by name;
 * the good values of the same message are kept. `unknown` hears of values that no point of the asset has.
 */
export function takeMessage(
  route: Route,
  message: unknown,
  now: Instant,
  batch: ReadingBatch,
  refuse: Refuse,
  unknown?: (name: string, value: unknown) => void,
): void {
  if (typeof message !== "object" || message === null || Array.isArray(message))
    return refuse("bad-shape", 'a message is {"at": <ms>, "values": {"point": value}}');
  const { at, values, quality, replayed } = message as Record<string, unknown>;
  if (typeof at !== "number" || !Number.isFinite(at) || at < EPOCH_MS)
    return refuse("bad-time", `"at" is ${JSON.stringify(at)}; send milliseconds since 1970`);
  if (at > now + CLOCK_AHEAD_MS)
    return refuse(
      "bad-time",
      `"at" is ${Math.round((at - now) / 1000)} s in the future; set the gateway's clock (NTP)`,
    );
  if (typeof values !== "object" || values === null || Array.isArray(values))
    return refuse("bad-shape", '"values" must be an object of point names and values');
  let code = GOOD;
  if (quality !== undefined) {
    const known = Quality.safeParse(quality);
    if (!known.success)
      return refuse(
        "bad-shape",
        `quality ${JSON.stringify(quality)} is none of ${Quality.options.join(", ")}`,
      );
    code = qualityCode(known.data);
  }
  const sourceTime = Math.floor(at);
  for (const name in values) {
    const point = route.points.get(name);
    if (!point) {
      refuse("unknown-point", `asset ${route.asset.id} has no point "${name}"`);
      unknown?.(name, (values as Record<string, unknown>)[name]);
      continue;
    }
    if (point.type.derived !== undefined) {
      refuse("unknown-point", `${point.id} is computed here from other points; do not send it`);
      continue;
    }
    const value = (values as Record<string, unknown>)[name];
    const stored = asStored(point, value);
    if (stored === undefined) {
      refuse("wrong-kind", `${point.id} is a ${point.type.kind}, got ${JSON.stringify(value)?.slice(0, 80)}`);
      continue;
    }
    const quality = stored === null ? BAD : code === GOOD && outOfRange(point, stored) ? UNCERTAIN : code;
    batch.push(point.index, sourceTime, now, stored, quality, replayed === true);
  }
}

/** The value as stored (booleans 0 or 1, enumerations their code), or undefined where it does not fit. */
function asStored(point: Point, value: unknown): number | string | null | undefined {
  if (value === null) return null;
  switch (point.type.kind) {
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined;
    case "boolean":
      if (typeof value === "boolean") return value ? 1 : 0;
      return value === 0 || value === 1 ? value : undefined;
    case "enum":
      return typeof value === "number" && Number.isInteger(value) ? value : undefined;
    case "text":
      return typeof value === "string" && value.length <= 256 ? value : undefined;
    default:
      return point.type satisfies never;
  }
}

function outOfRange({ type }: Point, value: number | string): boolean {
  if (typeof value !== "number") return false;
  if (type.kind === "number")
    return type.range !== undefined && (value < type.range[0] || value > type.range[1]);
  return type.kind === "enum" && !type.states.some(({ code }) => code === value);
}
