import { type BrowserContext, chromium, type Page } from "playwright-core";
import { ARGUMENTS, CHROMIUM, hasChromium, noChromium, signIn } from "../browser/browser.ts";
import { openTarget, type Target } from "../browser/target.ts";

const VALUES_PER_SECOND = 500;
const ROWS = 5_000;
const READINGS = 100_000;
const HISTORY_SLICES = 1_200;
const CURVES = 8;

/**
 * The console as a person feels it, on the demo estate in chromium without a GPU: bytes of script, the first view with
 * an empty cache, and how long frames take while values stream in, a long list is scrolled and trends are dragged;
 * last the heap over many changes of page. Looks at `WATCHKEEPER_URL` where that is set, as the browser tests do.
 */
export async function consoleBench(seconds: number): Promise<Record<string, number>> {
  if (!hasChromium) throw new Error(noChromium);
  const target = await openTarget();
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: [...ARGUMENTS, "--js-flags=--expose-gc"],
  });
  try {
    const options = { baseURL: target.url, viewport: { width: 1_440, height: 900 }, locale: "en-GB" };
    const first = await browser.newContext(options);
    await signIn(await first.newPage(), target.who);
    const storageState = await first.storageState();
    await first.close();
    const fresh = () => browser.newContext({ ...options, storageState });
    return {
      ...(await scripts(target, await browser.newContext(options), fresh)),
      ...(await firstView(fresh)),
      ...(await streaming(await fresh(), seconds / 4)),
      ...(await longList(await fresh(), seconds / 4)),
      ...(await dragging(await fresh(), seconds / 4)),
      ...(await heap(await fresh(), seconds)),
    };
  } finally {
    await browser.close();
    await target.close();
  }
}

/** kB of script over the wire (gzip), as the browser asks for it. */
async function scripts(
  target: Target,
  outside: BrowserContext,
  fresh: () => Promise<BrowserContext>,
): Promise<Record<string, number>> {
  const sizes = new Map<string, number>();
  const weigh = async (context: BrowserContext, path: string, there: string): Promise<number> => {
    const page = await context.newPage();
    const seen = new Set<string>();
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith(".js")) seen.add(pathname);
    });
    await page.goto(path);
    await page.locator(there).first().waitFor();
    await page.waitForTimeout(1_000);
    let bytes = 0;
    for (const pathname of seen) {
      if (!sizes.has(pathname)) {
        const answer = await fetch(target.url + pathname, { headers: { "accept-encoding": "gzip" } });
        sizes.set(pathname, Number(answer.headers.get("content-length") ?? 0));
        await answer.arrayBuffer();
      }
      bytes += sizes.get(pathname) ?? 0;
    }
    await context.close();
    return Math.round(bytes / 100) / 10;
  };
  return {
    script_kb_sign_in: await weigh(outside, "/sign-in", "input[name=username]"),
    script_kb_home: await weigh(await fresh(), "/", ".tile .value"),
    script_kb_alarms: await weigh(await fresh(), "/alarms", ".alarms"),
  };
}

/** A window's own start is none of the page's. */
const WINDOW_SETTLES_MS = 1_000;

/** From the address to the first live value, nothing cached; the median of five. */
async function firstView(fresh: () => Promise<BrowserContext>): Promise<Record<string, number>> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const context = await fresh();
    const page = await context.newPage();
    await page.waitForTimeout(WINDOW_SETTLES_MS);
    const start = performance.now();
    await page.goto("/", { waitUntil: "commit" });
    await page.locator(".tile .value").first().waitFor();
    times.push(performance.now() - start);
    await context.close();
  }
  return { first_view_ms: quantile(times, 0.5) };
}

/** Lets a bench speak on the page's socket as the server would. */
async function listenIn(page: Page): Promise<(event: string, body: unknown) => void> {
  let say: ((frame: string) => void) | undefined;
  await page.routeWebSocket(/\/live/, (socket) => {
    socket.connectToServer();
    say = (frame) => socket.send(frame);
  });
  return (event, body) => say?.(`42${JSON.stringify([event, body])}`);
}

/** Times between frames while `during` runs, ms. */
async function frames(page: Page, during: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    let last = performance.now();
    const step = (now: number) => {
      times.push(now - last);
      last = now;
      frame = requestAnimationFrame(step);
    };
    let frame = requestAnimationFrame(step);
    Object.assign(globalThis, {
      framesEnd: () => {
        cancelAnimationFrame(frame);
        return times.slice(1);
      },
    });
  });
  await during();
  return await page.evaluate<number[]>("framesEnd()");
}

const figures = (name: string, times: readonly number[]): Record<string, number> => ({
  [`${name}_frame_p50_ms`]: quantile(times, 0.5),
  [`${name}_frame_p95_ms`]: quantile(times, 0.95),
  [`${name}_frames_above_34_ms_share`]:
    Math.round((times.filter((time) => time > 34).length / Math.max(1, times.length)) * 1_000) / 1_000,
});

async function streaming(context: BrowserContext, seconds: number): Promise<Record<string, number>> {
  const page = await context.newPage();
  const say = await listenIn(page);
  await page.goto("/");
  await page.locator(".tile .value").first().waitFor();
  const { assets }: { assets: { points: { id: string; type: { kind: string } }[] }[] } = await (
    await page.request.get("/api/assets")
  ).json();
  const points = assets.flatMap((asset) => asset.points).filter(({ type }) => type.kind === "number");
  let turn = 0;
  const times = await frames(page, async () => {
    const end = Date.now() + seconds * 1_000;
    while (Date.now() < end) {
      const at = Date.now();
      say("values", {
        room: "site:riverside",
        at,
        values: Array.from({ length: VALUES_PER_SECOND / 20 }, () => {
          turn += 1;
          return {
            point: points[turn % points.length]?.id,
            at,
            receivedAt: at,
            value: 100 + (turn % 97),
            quality: "good",
          };
        }),
      });
      await page.waitForTimeout(50);
    }
  });
  await context.close();
  return figures(`values_${VALUES_PER_SECOND}_per_s`, times);
}

/** A flood on the alarm page, scrolled from top to bottom. */
async function longList(context: BrowserContext, seconds: number): Promise<Record<string, number>> {
  const page = await context.newPage();
  const say = await listenIn(page);
  await page.goto("/alarms?groups=false");
  await page.locator(".alarm-row").first().waitFor();
  // Rows come with the page; the channel's own snapshot follows, and would take a burst before it away again.
  await page.locator(".frame[data-link=live]").waitFor();
  await page.waitForTimeout(1_000);
  const { alarms }: { alarms: object[] } = await (await page.request.get("/api/alarms")).json();
  // As the server tells a burst: a hundred at a time. What counts is how long the last one takes to be on the screen.
  const burst = Array.from({ length: ROWS }, (_, i) => ({
    ...alarms[i % alarms.length],
    id: `riverside.b1-booster-1.bench-${i}`,
    sequence: 1_000_000 + i,
  }));
  for (let i = 0; i < ROWS; i += 100) {
    say("alarms", burst.slice(i, i + 100));
    await page.waitForTimeout(10);
  }
  const start = performance.now();
  // The table is as high as all its rows, of which only those in sight are drawn.
  await page.waitForFunction(
    (rows) => (document.querySelector(".alarm-scroll")?.scrollHeight ?? 0) > rows * 20,
    ROWS,
  );
  const shown = performance.now() - start;
  const times = await frames(page, async () => {
    await page.mouse.move(700, 600);
    const end = Date.now() + seconds * 1_000;
    while (Date.now() < end) await page.mouse.wheel(0, 900);
  });
  const rows = await page.locator(".alarm-row").count();
  await context.close();
  return { rows_shown_ms: Math.round(shown), rows_in_page: rows, ...figures(`rows_${ROWS}`, times) };
}

/** Curves of 100 000 readings each, as the server slices them, dragged to and fro. */
async function dragging(context: BrowserContext, seconds: number): Promise<Record<string, number>> {
  const page = await context.newPage();
  await page.route(/\/api\/points\/.*\/history/, async (route) => {
    const url = new URL(route.request().url());
    const ask = (name: string) => Number(url.searchParams.get(name));
    const [from, to] = [ask("from"), ask("to")];
    const slices = Math.min(HISTORY_SLICES, ask("buckets"));
    const bucketMs = (to - from) / slices;
    await route.fulfill({
      json: {
        bucketMs,
        buckets: Array.from({ length: slices }, (_, i) => {
          const mean = 300 + 40 * Math.sin(i / 30) + ((i * 7_919) % 17);
          return {
            at: from + i * bucketMs,
            count: READINGS / slices,
            min: mean - 12,
            mean,
            max: mean + 12,
            last: mean,
          };
        }),
      },
    });
  });
  const names = ["flow_m3_h", "discharge_pressure_kPa", "suction_pressure_kPa", "speed_percent"];
  const points = ["b1-booster-1", "b1-booster-2"].flatMap((pump) =>
    names.map((name) => `riverside.${pump}.${name}`),
  );
  const end = Date.now();
  await page.goto(
    `/trends?points=${points.slice(0, CURVES).join(",")}&from=${end - 86_400_000 * 8}&to=${end - 86_400_000}`,
  );
  await page.locator(".trend-canvas canvas").waitFor();
  await page.waitForTimeout(1_500);
  const box = await page.locator(".trend-canvas").boundingBox();
  if (!box) throw new Error("The trend is not on the screen.");
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(200, box.height / 2)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y);
  const times = await frames(page, async () => {
    const until = Date.now() + seconds * 1_000;
    for (let i = 0; Date.now() < until; i++) await page.mouse.move(x + 250 * Math.sin(i / 12), y);
  });
  await page.mouse.up();
  await context.close();
  return figures(`drag_${CURVES}_curves`, times);
}

/** Pages opened over and over with values and alarms streaming in; what is left after each round's forced collection. */
async function heap(context: BrowserContext, seconds: number): Promise<Record<string, number>> {
  const page = await context.newPage();
  await page.goto("/");
  await page.locator(".tile .value").first().waitFor();
  const session = await context.newCDPSession(page);
  const used = async (): Promise<number> => {
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return usedSize / 1_024;
  };
  const ways = ["/alarms", "/trends", "/work", "/"];
  const round = async () => {
    for (const to of ways) {
      await page.locator(`.rail a[href="${to}"]`).last().click();
      await page.waitForTimeout(150);
    }
  };
  // The first rounds fill caches and have the pages' code compiled, once and for all.
  for (let i = 0; i < 20; i++) await round();
  const sizes = [await used()];
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end || sizes.length < 6) {
    for (let i = 0; i < 5; i++) await round();
    sizes.push(await used());
  }
  await context.close();
  return {
    heap_start_kb: Math.round(sizes[0] ?? 0),
    heap_end_kb: Math.round(sizes.at(-1) ?? 0),
    heap_rounds: (sizes.length - 1) * 5,
    heap_kb_per_round: Math.round((slope(sizes) / 5) * 10) / 10,
  };
}

/** Least squares, per step. */
function slope(values: readonly number[]): number {
  const n = values.length;
  const middle = (n - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let [over, under] = [0, 0];
  for (const [i, value] of values.entries()) {
    over += (i - middle) * (value - mean);
    under += (i - middle) ** 2;
  }
  return under === 0 ? 0 : over / under;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return Math.round(found * 10) / 10;
}
