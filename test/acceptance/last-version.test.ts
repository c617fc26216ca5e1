import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openState } from "../../adapters/sql/index.ts";
import { AlarmList, AssetList, AuditVerdictView, JournalList } from "../../api/contract/index.ts";
import { readSiteFile } from "../../house/index.ts";
import { openTestHouse, PASSWORD, type TestHouse } from "../support/house.ts";

/**
 * A data folder that version 0.1.0 wrote: its demo estate for a minute, with a fire open, a dry pump acknowledged in
 * Chinese, and a technician. (That a folder of a newer version is refused: adapters/sql/state.test.ts.) Made by the program of that time, and never again.
 */
const FOLDER = join(import.meta.dirname, "..", "fixtures", "data-0.1.0.tar.gz");
/** What stood in it, counted by its own program. */
const STORED = 1_130;

let data: string;
let estate: TestHouse;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "wk-last-version-"));
  execFileSync("tar", ["-xzf", FOLDER, "-C", data]);
  const state = await openState(join(data, "state.sqlite"));
  if (!state.ok) throw new Error(state.problem);
  expect(await state.value.people.verify("old.hand", "kept from before")).toMatchObject({
    name: "老张",
    role: "technician",
  });
  await state.value.people.setPassword("admin", PASSWORD);
  await state.value.close();
  // At that time the site was in its file alone; `npm start` brings today's.
  const site = await readSiteFile(join(import.meta.dirname, "..", "..", "simulators", "riverside.yaml"));
  if (!site.ok) throw new Error(site.problem);
  estate = await openTestHouse({ data, files: [site.value] });
});
afterAll(async () => {
  await estate?.close();
  rmSync(data, { recursive: true, force: true });
});

it("opens what the last version wrote, with everything there", async () => {
  const { alarms } = await estate.get("/api/alarms", AlarmList);
  expect(alarms.find(({ id }) => id === "riverside.b1-fire-panel.fire")).toMatchObject({
    state: "unacknowledged",
    occurrence: 1,
  });
  const journal = await estate.get("/api/alarms/riverside.b1-booster-2.dry-run/journal", JournalList);
  const told = journal.entries
    .toReversed()
    .map(({ event, actor, reason }) => `${event} ${actor} ${reason}`.trim());
  expect(told.slice(0, 3)).toEqual(
    expect.arrayContaining(["raise rule", "acknowledge admin 去看了，阀门已开"]),
  );

  expect(await estate.house.core.readings.count()).toBeGreaterThanOrEqual(STORED);
  const { assets } = await estate.get("/api/assets", AssetList);
  const lift = assets.find(({ id }) => id === "riverside.b2-lift-1");
  expect(lift?.points.some(({ latest }) => latest !== null)).toBe(true);
});

it("writes on in it: a new person, an audit chain that holds, and the next start", async () => {
  const made = await estate.post("/api/people", {
    username: "new.hand",
    name: "New hand",
    role: "viewer",
    password: "kept from now on",
  });
  expect(made.status).toBe(201);
  estate = await estate.restart();
  expect(await estate.get("/api/audit/verify", AuditVerdictView)).toMatchObject({ ok: true });
});
