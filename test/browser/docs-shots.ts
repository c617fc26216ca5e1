import { spawnSync } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { type APIRequestContext, type Browser, chromium } from "playwright-core";
import { z } from "zod";
import { AlarmList, GatewayCredential, RunList } from "../../api/contract/index.ts";
import { freePort, startServer } from "../support/program.ts";
import { ARGUMENTS, CHROMIUM } from "./browser.ts";
import { type DocsPicture, docsPictures, type Scene, scenes } from "./docs-pictures.ts";

const top = join(import.meta.dirname, "..", "..");
const folder = join(top, "docs", "images");
/** Long enough for a chart to draw and for the first live values to come, ms. */
const SETTLE = 2_500;

/** A demo with its past written: `WATCHKEEPER_URL` (with `_MQTT_PORT`), otherwise one of its own in a folder that goes again. */
interface Demo {
  readonly url: string;
  readonly mqttPort: number;
  readonly who: { readonly username: string; readonly password: string };
  close(): Promise<void>;
}

async function openDemo(): Promise<Demo> {
  const {
    WATCHKEEPER_URL: url,
    WATCHKEEPER_USERNAME,
    WATCHKEEPER_PASSWORD,
    WATCHKEEPER_MQTT_PORT,
  } = process.env;
  if (url)
    return {
      url,
      mqttPort: Number(WATCHKEEPER_MQTT_PORT ?? 1883),
      who: { username: WATCHKEEPER_USERNAME ?? "admin", password: WATCHKEEPER_PASSWORD ?? "" },
      close: async () => undefined,
    };
  const data = await mkdtemp(join(tmpdir(), "watchkeeper-pictures-"));
  const [httpPort, mqttPort] = [await freePort(), await freePort()];
  const password = "only-for-pictures";
  // The program that is started takes these over.
  Object.assign(process.env, {
    WATCHKEEPER_DATA: data,
    WATCHKEEPER_HTTP_PORT: String(httpPort),
    WATCHKEEPER_MQTT_PORT: String(mqttPort),
    WATCHKEEPER_ADMIN_PASSWORD: password,
    WATCHKEEPER_LOG: "error",
  });
  const server = await startServer(
    process.execPath,
    [join(top, "watchkeeper.ts"), "demo"],
    httpPort,
    300_000,
  );
  return {
    url: `http://127.0.0.1:${httpPort}`,
    mqttPort,
    who: { username: "admin", password },
    async close() {
      await server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Asks again until there is an answer; the past of the demo takes minutes. */
async function until<T>(what: string, ask: () => Promise<T | undefined>, patienceMs = 900_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not there after ${patienceMs / 60_000} minutes`);
    await new Promise((again) => setTimeout(again, 1_000));
  }
}

const Plans = z.object({ scenarios: z.array(z.object({ plan: z.unknown().optional() })) });
const Orders = z.object({ orders: z.array(z.object({ id: z.string(), asset: z.string() })) });

/** The demo by its API, as the signed-in administrator. */
function over(request: APIRequestContext, { url, mqttPort }: Demo) {
  const get = async <T>(path: string, shape: z.ZodType<T>): Promise<T> =>
    shape.parse(await (await request.get(`${url}${path}`)).json());
  const post = async (path: string, data: unknown): Promise<unknown> => {
    const answer = await request.post(`${url}${path}`, { data, headers: { origin: url } });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json().catch(() => undefined);
  };
  /** Waits a while for the alarm to ring; a short fault may be over by then, and what it left behind is shown. */
  const rings = (rule: string) =>
    until(
      rule,
      async () => {
        const { alarms } = await get("/api/alarms", AlarmList);
        return alarms.find(({ id, state }) => id.endsWith(rule) && state === "unacknowledged");
      },
      60_000,
    ).catch(() => undefined);
  return {
    past: () =>
      until("the demo's replacement plan", async () =>
        (await get("/api/lifecycle/scenarios", Plans)).scenarios.find(({ plan }) => plan != null),
      ),
    /** A program sends points that no asset has. */
    async offer() {
      const made = await post("/api/gateways/riverside.gw-replay/credential", {});
      const { username, secret } = GatewayCredential.parse(made);
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${mqttPort}`, { username, password: secret });
      const values = {
        "b1-pump-rig": { bearing_temp_C: 41.5 },
        "b1-extract-fan": { run_hours: 812, motor_temp_C: 52 },
      };
      for (const [asset, named] of Object.entries(values))
        await client.publishAsync(
          `facility/riverside/gw-replay/${asset}/readings`,
          JSON.stringify({ at: Date.now(), values: named }),
          { qos: 1 },
        );
      await client.endAsync();
    },
    order: async () =>
      (await get("/api/orders?limit=50", Orders)).orders.find(({ asset }) => asset.includes("lift"))?.id ??
      "",
    async play(scenario: string, rule: string) {
      await post(`/api/demo/scenarios/${scenario}/play`, {});
      await rings(rule);
    },
    /** Ends what a scene began. */
    async standDown() {
      const { runs } = await get("/api/emergencies/runs", RunList);
      for (const { id, endedAt } of runs)
        if (endedAt === null)
          await post(`/api/emergencies/runs/${id}/stand-down`, { words: "passengers are out" });
    },
    run: () =>
      until("the emergency", async () => (await get("/api/emergencies/runs", RunList)).runs[0]?.id, 60_000),
  };
}

/** 256 colours are enough for a console, and weigh a third; without ImageMagick the picture stays as it is. */
function lighten(file: string): void {
  for (const program of ["magick", "convert"])
    if (spawnSync(program, [file, "-strip", "-colors", "256", `PNG8:${file}`]).status === 0) return;
}

async function take(browser: Browser, url: string, state: object, picture: DocsPicture, path: string) {
  const { name, lang, theme, phone, there, prepare } = picture;
  const context = await browser.newContext({
    baseURL: url,
    storageState: state as { cookies: []; origins: [] },
    locale: lang === "zh" ? "zh-CN" : "en-GB",
    colorScheme: theme ?? "light",
    ...(phone
      ? { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, hasTouch: true, isMobile: true }
      : { viewport: { width: 1280, height: 800 } }),
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(path);
    await page.locator(there).first().waitFor();
    await page.waitForFunction(() => document.querySelector("main .waiting") === null);
    await page.waitForTimeout(SETTLE);
    if (prepare) {
      await prepare(page);
      await page.waitForTimeout(SETTLE / 2);
    }
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file });
    lighten(file);
    console.log(`${name}  ${Math.round((await stat(file)).size / 1024)} kB`);
  } finally {
    await context.close();
  }
}

/** Takes every picture of docs/images anew, or those named. */
export async function takeDocsPictures(names?: readonly string[]): Promise<void> {
  const wanted = docsPictures.filter(({ name }) => !names || names.includes(name));
  if (wanted.length === 0)
    throw new Error(`Nothing fits. Pictures: ${docsPictures.map(({ name }) => name).join(", ")}.`);
  const demo = await openDemo();
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...ARGUMENTS] });
  const missed: string[] = [];
  try {
    const signedIn = await browser.newContext({ baseURL: demo.url });
    await until(
      "the console",
      async () => ((await signedIn.request.get(`${demo.url}/readyz`)).ok() ? true : undefined),
      300_000,
    );
    await signedIn.request.post(`${demo.url}/api/session`, { data: demo.who, headers: { origin: demo.url } });
    const state = await signedIn.storageState();
    const estate = over(signedIn.request, demo);
    const set: Readonly<Record<Scene, () => Promise<unknown>>> = {
      calm: async () => {
        await estate.standDown();
        await estate.past();
        await estate.offer();
      },
      alarm: () => estate.play("pump-dry-run", ".dry-run"),
      emergency: () => estate.play("lift-entrapment", ".entrapment"),
    };
    for (const scene of scenes) {
      const ofThese = wanted.filter((picture) => picture.scene === scene);
      if (ofThese.length === 0) continue;
      await set[scene]();
      for (const picture of ofThese) {
        const run = picture.path.includes("{run}") ? await estate.run() : "";
        const order = picture.path.includes("{order}") ? await estate.order() : "";
        const path = picture.path.replace("{run}", run).replace("{order}", order);
        await take(browser, demo.url, state, picture, path).catch((error: unknown) => {
          missed.push(picture.name);
          console.error(`${picture.name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
        });
      }
      if (scene === "emergency") await estate.standDown();
    }
  } finally {
    await browser.close();
    await demo.close();
  }
  if (missed.length > 0) throw new Error(`Not taken: ${missed.join(", ")}`);
}
