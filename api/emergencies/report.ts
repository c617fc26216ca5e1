import type { Asset, Point } from "../../facility/assets/index.ts";
import {
  afterActionReport,
  authorityReport,
  type Entry,
  type Plot,
  type Run,
  type SiteProfile,
} from "../../facility/emergency/index.ts";
import { type Channel, DESK_CHANNEL, type Notifier } from "../../facility/oncall/index.ts";
import { plot, type Report } from "../../facility/reports/index.ts";
import { type AssetId, type Instant, printedUnit, type Text, text } from "../../facility/units/index.ts";
import type { RouteDeps } from "../routes/index.ts";
import { timeZoneOf } from "../time-zone.ts";
import { personName } from "./present-run.ts";

const BEFORE_MS = 10 * 60_000;
const AFTER_MS = 10 * 60_000;
/** A long run is drawn from its beginning; what matters happened there. */
const LONGEST_MS = 6 * 3_600_000;
const BUCKETS = 240;
const MOST_PLOTS = 8;

/** Channels by their id; one that was taken away since is said by its id. */
interface ChannelNames {
  channel(id: string): Pick<Channel, "name"> | undefined;
}
const consoles = text("open consoles", "控制台");

type ReportDeps = Pick<RouteDeps, "model" | "readings" | "clock">;

/** The trends around an event: the assets it was about, the points that say most. */
export async function plotsOf(
  run: Run,
  { model, readings, clock }: ReportDeps,
  lang: "en" | "zh",
): Promise<Plot[]> {
  const present = model();
  const end = run.state.is === "stood-down" ? run.state.at : clock();
  const from = (run.detectedAt - BEFORE_MS) as Instant;
  const to = Math.min(end + AFTER_MS, clock(), from + LONGEST_MS) as Instant;
  const zone = timeZoneOf(present, run.site);
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const words: Record<"detected" | "over", Text> = {
    detected: text("detected", "发现"),
    over: text("stood down", "解除"),
  };
  const marks = [
    { at: run.detectedAt, label: words.detected[lang] },
    ...(run.state.is === "stood-down" ? [{ at: run.state.at, label: words.over[lang] }] : []),
  ];
  const points = run.watch
    .flatMap((id) => tellingPoints(present.assets.get(id), callingOf(run, id)))
    .slice(0, MOST_PLOTS);
  const plots: Plot[] = [];
  for (const { point, asset } of points) {
    const steps = point.type.kind !== "number";
    const found = await readings.buckets(point.id, from, to, BUCKETS);
    if (found.length === 0) continue;
    const step = (to - from) / BUCKETS;
    const line: { at: number; value: number | null }[] = [];
    for (const { at, mean, last } of found) {
      const before = line.at(-1);
      // A stretch without readings stays empty; a few missed polls do not.
      if (before && at - before.at > Math.max(3 * step, 30_000))
        line.push({ at: before.at + step, value: null });
      line.push({ at, value: steps ? (typeof last === "number" ? last : null) : mean });
    }
    const name = `${asset.name[lang]} · ${point.type.label[lang]}${statesOf(point, lang)}`;
    const unit = point.type.kind === "number" ? printedUnit(point.type.unit, lang) : "";
    const svg = plot({
      series: { name, unit, points: line, steps },
      from,
      to,
      marks,
      time: (at) => time.format(at),
    });
    plots.push({ title: text(name, name), svg });
  }
  return plots;
}

/** What a step curve's heights mean: "1 Normal, 3 Fire return". */
function statesOf({ type }: Point, lang: "en" | "zh"): string {
  if (type.kind === "enum")
    return ` (${type.states
      .slice(0, 5)
      .map(({ code, label }) => `${code} ${label[lang]}`)
      .join(", ")})`;
  if (type.kind === "boolean") return ` (1 ${type.words.true[lang]}, 0 ${type.words.false[lang]})`;
  return "";
}

/** The rules of this asset that called in this run. */
const callingOf = (run: Run, asset: AssetId): ReadonlySet<string> =>
  new Set(
    run.triggers.flatMap((one) =>
      one.by === "alarm" && one.asset === asset ? [one.alarm.slice(one.alarm.lastIndexOf(".") + 1)] : [],
    ),
  );

/** A few points of an asset: what the rule that called looks at first, then the other critical ones', then headlines. */
function tellingPoints(
  asset: Asset | undefined,
  calling: ReadonlySet<string>,
): { asset: Asset; point: Point }[] {
  if (!asset) return [];
  const named = new Set(
    asset.rules
      .filter(({ lifeSafety, priority }) => lifeSafety || priority === "critical")
      .toSorted((a, b) => Number(calling.has(b.id)) - Number(calling.has(a.id)))
      .flatMap(({ condition }) =>
        "all" in condition
          ? condition.all.flatMap((test) => ("point" in test ? [test.point] : []))
          : "point" in condition
            ? [condition.point]
            : [],
      ),
  );
  const usable = asset.points.filter(({ type }) => type.kind !== "text");
  const best = [
    ...[...named].flatMap((name) => usable.filter(({ type }) => type.name === name)),
    ...usable.filter(({ type }) => type.headline),
  ];
  return [...new Set(best)].slice(0, calling.size > 0 ? 5 : 3).map((point) => ({ asset, point }));
}

/** The report of a run, or the authority's form alone, in one language. */
export async function reportOf(
  { run, entries, profile }: { run: Run; entries: readonly Entry[]; profile: SiteProfile },
  form: "report" | "authority",
  language: "en" | "zh",
  people: Pick<Notifier, "member">,
  deps: ReportDeps,
  channels: ChannelNames | undefined,
): Promise<Report> {
  const present = deps.model();
  const site = present.sites.find(({ id }) => id === run.site);
  const make = form === "report" ? afterActionReport : authorityReport;
  return make({
    run,
    entries,
    profile,
    plots: form === "report" ? await plotsOf(run, deps, language) : [],
    siteName: site?.name ?? text(run.site, run.site),
    timeZone: timeZoneOf(present, run.site),
    nameOf: (id, lang) => personName(people, id)[lang],
    channelName: (id, lang) =>
      channels?.channel(id)?.name[lang] ?? (id === DESK_CHANNEL ? consoles[lang] : id),
    assetName: (id, lang) => present.assets.get(id as AssetId)?.name[lang] ?? id,
    language,
    madeAt: deps.clock(),
  });
}
