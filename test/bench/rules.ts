import { Subject, VirtualTimeScheduler } from "rxjs";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";
import { evaluate, instancesOf, listensTo } from "../../rules/index.ts";

/**
 * The engine alone: every catalogue rule on enough assets for 100 000 instances, all points read in turn. An evaluation
 * is one look of one rule instance at one reading. The reference is a bare loop that compares each of the same rows once.
 */
export async function rulesBench(seconds: number): Promise<Record<string, number>> {
  const name = { en: "A", zh: "A" };
  const types = catalog.filter(({ id, rules }) => id !== "gateway" && rules.length > 0);
  const perRound = types.reduce((sum, type) => sum + type.rules.length, 0);
  const rounds = Math.ceil(100_000 / perRound);
  const assets = types.flatMap(({ id }) =>
    Array.from({ length: rounds }, (_, n) => ({ id: `${id}-${n}`, type: id, name })),
  );
  const heapBefore = process.memoryUsage().rss;
  const started = performance.now();
  const model = buildModel([SiteFile.parse({ site: { id: "s", name }, assets })], catalog);
  if (!model.ok) throw new Error(model.problem);
  const instances = instancesOf(model.value);
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = 1_000_000;
  const slices = new Subject<ReadingSlice>();
  let changes = 0;
  slices.pipe(evaluate({ model: model.value, instances, scheduler })).subscribe(() => changes++);
  const startSeconds = (performance.now() - started) / 1_000;
  const watched = new Map(model.value.points.map((point) => [point, 0]));
  for (const { asset, condition } of instances)
    for (const point of listensTo(condition, asset, model.value))
      watched.set(point, (watched.get(point) ?? 0) + 1);
  const looks = [...watched.values()].reduce((sum, count) => sum + count, 0);
  const { points } = model.value;
  const batch = new ReadingBatch(model.value.pointIds, points.length);
  for (const point of points) batch.push(point.index, 0, 0, 0, GOOD, false);
  let rows = 0;
  let spent = 0;
  const until = performance.now() + Math.min(seconds, 20) * 1_000;
  for (let second = 1; performance.now() < until; second++) {
    const at = 1_000_000 + second * 1_000;
    scheduler.maxFrames = at;
    scheduler.flush();
    scheduler.frame = at;
    for (let i = 0; i < points.length; i++) {
      batch.at[i] = at;
      batch.number[i] = (i + second) % 7 === 0 ? 1 : 50;
    }
    const begin = performance.now();
    slices.next({ batch, from: 0, to: points.length });
    spent += performance.now() - begin;
    rows += points.length;
  }
  const bareBegin = performance.now();
  let beyond = 0;
  for (let n = 0; n < 20; n++) for (let i = 0; i < points.length; i++) if (batch.number[i]! > n) beyond++;
  const bare = (20 * points.length) / ((performance.now() - bareBegin) / 1_000);
  if (beyond === 0) throw new Error("the bare loop compared nothing");
  return {
    reference_bare_loop_per_s: Math.round(bare),
    evaluations_per_s: Math.round((rows * (looks / points.length)) / (spent / 1_000)),
    readings_per_s: Math.round(rows / (spent / 1_000)),
    instances: instances.length,
    points: points.length,
    changes,
    start_s: startSeconds,
    rss_mb: Math.round((process.memoryUsage().rss - heapBefore) / 1e6),
  };
}
