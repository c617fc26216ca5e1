import {
  copyFileSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AlarmList, JournalList } from "../../api/contract/index.ts";
import { readBackup, restoreBackup, writeBackup } from "../../house/backup/index.ts";
import { askForBackup } from "../../house/control.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

const FIRE = "riverside.b1-fire-panel.fire";
const folder = mkdtempSync(join(tmpdir(), "wk-backup-"));
const file = join(folder, "estate.tar");
const place = (name: string) => ({ data: join(folder, name), state: join(folder, name, "state.sqlite") });

let estate: TestHouse;
let storedBefore = 0;
beforeAll(async () => {
  estate = await openTestHouse();
  expect((await estate.post("/api/demo/scenarios/fire-floor-12/play", {})).status).toBe(200);
  const fire = async () => (await estate.get("/api/alarms", AlarmList)).alarms.find(({ id }) => id === FIRE);
  await vi.waitFor(async () => expect(await fire()).toMatchObject({ state: "unacknowledged" }), 20_000);
  storedBefore = estate.house.core.intake.report().stored;
  const taken = await askForBackup(estate.data);
  expect(taken).toBeDefined();
  await pipeline(taken!, createWriteStream(file));
});
afterAll(async () => {
  await estate?.close();
  rmSync(folder, { recursive: true, force: true });
});

const people = async () => (await estate.house.core.state.people.list()).length;
const leftovers = () => readdirSync(estate.data).filter((name) => name.startsWith("backup-"));

describe("a backup of the running estate", () => {
  it("holds every reading acknowledged before it, the state, and the keys; nothing of it stays behind", async () => {
    const read = await readBackup(file);
    if (!read.ok) throw new Error(read.problem);
    expect(storedBefore).toBeGreaterThan(20);
    expect(read.value.readings).toBeGreaterThanOrEqual(storedBefore);
    expect(read.value.state).toMatchObject({ people: await people(), sites: 1 });
    expect(read.value.state.alarm_transitions).toBeGreaterThan(0);
    expect(Object.keys(read.value.files)).toEqual(
      expect.arrayContaining([
        "state.jsonl.gz",
        "readings/readings.duckdb",
        expect.stringMatching(/^others\/gateways\/.*secret$/),
      ]),
    );
    await expect.poll(leftovers).toEqual([]);
  });

  it("comes by the API as well, for an administrator alone", async () => {
    const answer = await estate.send("POST", "/api/backup");
    expect(answer.headers.get("content-disposition")).toMatch(/watchkeeper-\d{8}T\d{6}Z\.tar/);
    const second = join(folder, "second.tar");
    await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(second));
    expect(await readBackup(second)).toMatchObject({
      ok: true,
      value: { state: { people: await people() } },
    });
    expect((await fetch(`${estate.url}/api/backup`, { method: "POST" })).status).toBe(401);
  });

  it("that nobody reads to its end leaves nothing behind", async () => {
    const taken = (await askForBackup(estate.data)) as Readable;
    taken.once("data", () => taken.destroy());
    taken.on("error", () => undefined);
    await expect.poll(leftovers, { timeout: 10_000 }).toEqual([]);
  });

  it("is restored into an empty place, counted, and lives there: alarm, journal, people, readings", async () => {
    const restored = await restoreBackup(file, { ...place("new"), readings: undefined });
    if (!restored.ok) throw new Error(restored.problem);
    expect(restored.value.readings).toBe(restored.value.manifest.readings);
    const second = await openTestHouse({ data: place("new").data });
    try {
      const { entries } = await second.get(`/api/alarms/${FIRE}/journal`, JournalList);
      expect(entries).toContainEqual(expect.objectContaining({ event: "raise", occurrence: 1 }));
      expect(await second.house.core.readings.count()).toBeGreaterThanOrEqual(restored.value.readings);
      expect(statSync(join(place("new").data, "state.sqlite")).mode & 0o077).toBe(0);
    } finally {
      await second.close();
    }
  });
});

describe("what is no good backup", () => {
  const damaged = (name: string, change: (path: string) => void) => {
    const path = join(folder, name);
    copyFileSync(file, path);
    change(path);
    return path;
  };
  it.each([
    [
      "cut short",
      (path: string) => truncateSync(path, statSync(path).size - 20_000),
      /cut short|cannot be read/,
    ],
    [
      "changed in the middle",
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0x55, 1_200, 1_400);
        writeFileSync(path, bytes);
      },
      /damaged|cannot be read/,
    ],
    [
      "no archive at all",
      (path: string) => writeFileSync(path, "a diary\n".repeat(500)),
      /cannot be read|cut short/,
    ],
  ])("%s is refused, and the place stays empty", async (name, change, words) => {
    const target = place(`target ${name}`);
    const restored = await restoreBackup(damaged(`${name}.tar`, change), { ...target, readings: undefined });
    expect(restored).toMatchObject({ ok: false, problem: expect.stringMatching(words) });
    expect(readdirSync(target.data)).toEqual([]);
  });

  it("a place that holds a house is left as it is", async () => {
    const target = place("taken");
    mkdirSync(target.data);
    writeFileSync(target.state, "precious");
    const restored = await restoreBackup(file, { ...target, readings: undefined });
    expect(restored).toMatchObject({ ok: false, problem: expect.stringMatching(/already holds a house/) });
    expect(readFileSync(target.state, "utf8")).toBe("precious");
  });

  it("a stream that breaks leaves no file under the backup's name", async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from("half");
        throw new Error("the disk is full");
      })(),
    );
    const target = join(folder, "broken.tar");
    const failed = Promise.reject(new Error("the disk is full"));
    failed.catch(() => undefined);
    await expect(writeBackup({ stream: broken, done: failed }, target)).rejects.toThrow("the disk is full");
    expect(readdirSync(folder).filter((name) => name.startsWith("broken"))).toEqual([]);
  });
});
