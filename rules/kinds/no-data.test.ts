import { VirtualTimeScheduler } from "rxjs";
import { expect, it } from "vitest";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch } from "../../facility/readings/index.ts";
import { instancesOf } from "../instances.ts";
import { LiveEngine } from "../live-engine.ts";

const START = 1_000_000;
const name = { en: "G", zh: "G" };

/** The running house's engine on a site with one gateway; a word of it at these seconds. */
async function house(knownAt: number | undefined, words: readonly number[], until: number) {
  const built = buildModel(
    [SiteFile.parse({ site: { id: "s", name }, gateways: [{ id: "g", name }] })],
    catalog,
  );
  if (!built.ok) throw new Error(built.problem);
  const model = built.value;
  const point = model.assets.get("s.g" as never)!.points[0]!;
  const heard = (at: number): ReadingBatch => {
    const batch = new ReadingBatch(model.pointIds);
    batch.push(point.index, at, at, 1, GOOD, false);
    return batch;
  };
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = START;
  const instances = instancesOf(model);
  const engine = await LiveEngine.open({
    model,
    instances,
    scheduler,
    active: new Set(),
    ...(knownAt === undefined ? {} : { known: heard(knownAt) }),
    memories: { load: async () => [], save: async () => undefined },
    log: { warn: (message) => expect.unreachable(message) },
  });
  const said: string[] = [];
  engine.changes.subscribe(({ key, on }) => {
    const { alarm } = instances[key]!;
    if (alarm === "s.g.no-data") said.push(`${(scheduler.now() - START) / 1_000} ${on ? "on" : "off"}`);
  });
  const to = (second: number) => {
    scheduler.maxFrames = START + second * 1_000;
    scheduler.flush();
    scheduler.frame = START + second * 1_000;
  };
  for (const second of words) {
    to(second);
    engine.take({ batch: heard(scheduler.now()), from: 0, to: 1 });
  }
  to(until);
  await engine.close();
  return said;
}

it("a gateway that was written down and has not come yet is not lost", async () => {
  expect(await house(undefined, [], 3_600)).toEqual([]);
});

it("once it has spoken, its silence rings", async () => {
  expect(await house(undefined, [100], 200)).toEqual(["120 on"]);
});

it("one that was there before the start and does not come back rings, counted from the start", async () => {
  expect(await house(START - 600_000, [], 60)).toEqual(["20 on"]);
});
