import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { openInflux } from "../../adapters/influx/index.ts";
import { dashboards, marksOf } from "../../dashboards/grafana/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { ReadingBatch } from "../../facility/readings/index.ts";
import { assetId, pointId } from "../../facility/units/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";
import { startInfluxd, type TestInflux } from "../support/influxd.ts";
import { installed } from "../support/tools.ts";

const folder = join(import.meta.dirname, "..", "..", "dashboards", "grafana");
const there = installed("influxd");

interface Target {
  readonly query: string;
  readonly datasource: { readonly uid: string };
}
interface Shown {
  readonly title: string;
  readonly uid: string;
  readonly links?: readonly { readonly url?: string }[];
  readonly panels?: readonly {
    readonly title?: string;
    readonly type: string;
    readonly targets?: readonly Target[];
  }[];
  readonly templating?: {
    readonly list: readonly { readonly name: string; readonly query?: string | { query?: string } }[];
  };
  readonly annotations?: { readonly list: readonly { readonly target?: Target }[] };
}
const files = readdirSync(join(folder, "json"));
const committed = Object.fromEntries(
  files.map((file) => [
    file.replace(/\.json$/, ""),
    JSON.parse(readFileSync(join(folder, "json", file), "utf8")) as Shown,
  ]),
);

describe("Grafana's dashboards", () => {
  it("are committed as they are generated: npm run docs writes them", () => {
    expect(committed).toEqual(JSON.parse(JSON.stringify(dashboards())));
  });

  it("have titles in both languages, and each its own address", () => {
    const titles = Object.values(committed).flatMap(({ title, panels = [] }) => [
      title,
      ...panels.map((panel) => panel.title ?? ""),
    ]);
    expect(titles.length).toBeGreaterThan(60);
    for (const title of titles) expect(title).toMatch(/[A-Za-z].*\p{Script=Han}|\p{Script=Han}.*[A-Za-z]/u);
    expect(new Set(Object.values(committed).map(({ uid }) => uid)).size).toBe(files.length);
  });

  it("are where the console's links lead: one for each system", () => {
    const uids = Object.values(committed).map(({ uid }) => uid);
    for (const { system } of catalog) expect(uids).toContain(`watchkeeper-${system}`);
    const link = readFileSync(join(folder, "..", "console/src/pages/asset/grafana-link.tsx"), "utf8");
    expect(link).toMatch(/\/d\/watchkeeper-\$\{asset\.system\}\?/);
  });

  it("lead back to the console: each by its address as the server tells it", () => {
    for (const { links = [], templating } of Object.values(committed)) {
      expect(links).toContainEqual(
        expect.objectContaining({ url: expect.stringMatching(/^\$\{console:raw\}$/) }),
      );
      const variable = templating?.list.find(({ name }) => name === "console");
      expect(JSON.stringify(variable?.query)).toContain('FROM \\"console\\"');
    }
  });

  it("know every type of equipment by a point of its own", () => {
    expect(catalog.filter((type) => marksOf(type).length === 0).map(({ id }) => id)).toEqual([]);
  });

  it("are provisioned with the datasource they name", () => {
    const file = parse(readFileSync(join(folder, "provisioning", "datasources", "watchkeeper.yaml"), "utf8"));
    expect(file.datasources).toEqual([expect.objectContaining({ uid: "watchkeeper", type: "influxdb" })]);
    for (const { panels = [] } of Object.values(committed))
      for (const { targets = [] } of panels)
        for (const { datasource } of targets) expect(datasource.uid).toBe("watchkeeper");
  });
});

/** The demo estate has no escalator, and some of its devices lack points that others have: an asset of each type speaks for them. */
async function speakForTheRest(address: string): Promise<void> {
  const store = openInflux(address);
  if (!store.ok) throw new Error(store.problem);
  const points = catalog.flatMap((type) =>
    type.points.map(({ name }) => pointId(assetId("others", type.id), name)),
  );
  const batch = new ReadingBatch(points);
  const now = Date.now();
  // Three, so that there is a growth between two steps.
  for (let i = 0; i < points.length; i++)
    for (const step of [3, 2, 1]) batch.push(i, now - step * 20_000, now, 10 - step, 0, false);
  await store.value.append(batch);
  await store.value.close();
}

describe("every query of every panel, on a real InfluxDB filled by the demo estate", () => {
  let influx: TestInflux;
  let estate: TestHouse;
  const data = mkdtempSync(join(tmpdir(), "wk-grafana-"));
  beforeAll(async () => {
    if (!there) return;
    influx = await startInfluxd();
    await influx.query('create database "estate"');
    estate = await openTestHouse({ data, servers: { readings: influx.address("estate") } });
    await estate.post("/api/demo/scenarios/fire-floor-12/play", {});
    // Until the alarm is among what Grafana is told, every device has been polled many times.
    await vi.waitFor(
      async () => expect(await influx.query('select * from "estate".."alarms"')).toContain("raise"),
      {
        timeout: 50_000,
        interval: 500,
      },
    );
    await estate.close();
    await speakForTheRest(influx.address("estate"));
  }, 90_000);
  afterAll(async () => {
    await influx?.close();
    rmSync(data, { recursive: true, force: true });
  });

  /** As Grafana would send it with everything chosen and the last hour shown. */
  const asked = (query: string): string =>
    query
      .replaceAll("$timeFilter", "time > now() - 1h")
      .replaceAll("$__interval", "10s")
      .replace(/\$\{\w+:regex\}/g, ".*");
  const inEstate = (query: string): string =>
    query.startsWith("SHOW")
      ? query.replace("SHOW TAG VALUES", 'SHOW TAG VALUES ON "estate"')
      : query.replaceAll(/FROM "(\w+)"/g, 'FROM "estate".."$1"');
  const answer = async (query: string) =>
    JSON.parse(await influx.query(inEstate(asked(query)))) as {
      results: { error?: string; series?: { values: unknown[][] }[] }[];
    };

  const queries = Object.entries(committed).flatMap(([name, { panels = [], templating, annotations }]) => [
    ...panels.flatMap(({ title = "", targets = [] }) =>
      targets.map(({ query }) => [`${name}: ${title}`, query] as const),
    ),
    ...(templating?.list ?? []).flatMap(({ name: variable, query }) => {
      const text = typeof query === "object" ? (query.query ?? "") : (query ?? "");
      return text.startsWith("SHOW") ? [[`${name}: $${variable}`, text] as const] : [];
    }),
    ...(annotations?.list ?? []).flatMap(({ target }) =>
      target ? [[`${name}: annotation`, target.query] as const] : [],
    ),
  ]);

  it.each(queries)("%s", async (_, query) => {
    if (!there) return;
    const { results } = await answer(query);
    expect(results[0]?.error).toBeUndefined();
    expect(results[0]?.series?.[0]?.values.length ?? 0).toBeGreaterThan(0);
  });
});
