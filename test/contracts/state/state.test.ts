import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { MemoryLifecycle, memoryJournal, memoryMaintenance } from "../../../adapters/memory/index.ts";
import { openState, type State } from "../../../adapters/sql/index.ts";
import { postgresInstalled, startPostgres, type TestPostgres } from "../../support/postgres.ts";
import { auditContract } from "./audit.contract.ts";
import { credentialsContract } from "./credentials.contract.ts";
import { deviceEventsContract } from "./device-events.contract.ts";
import { emergenciesContract } from "./emergencies.contract.ts";
import { journalContract } from "./journal.contract.ts";
import { lifecycleContract } from "./lifecycle.contract.ts";
import { maintenanceContract } from "./maintenance.contract.ts";
import { oncallContract } from "./oncall.contract.ts";
import { peopleContract } from "./people.contract.ts";
import { secondFactorContract } from "./second-factor.contract.ts";
import { signOnContract } from "./sign-on.contract.ts";
import { sitesContract } from "./sites.contract.ts";

/** A fresh state for each test, closed and removed after it. */
const opened: { state: State; folder?: string }[] = [];
async function sqlite(): Promise<State> {
  const folder = mkdtempSync(join(tmpdir(), "watchkeeper-state-"));
  const state = await openState(join(folder, "state.db"));
  if (!state.ok) throw new Error(state.problem);
  opened.push({ state: state.value, folder });
  return state.value;
}

let server: TestPostgres | undefined;
beforeAll(async () => {
  if (postgresInstalled()) server = await startPostgres();
}, 60_000);
afterAll(async () => server?.close());
async function postgresql(): Promise<State> {
  const state = await openState((await server?.database()) ?? "");
  if (!state.ok) throw new Error(state.problem);
  opened.push({ state: state.value });
  return state.value;
}

afterEach(async () => {
  for (const { state, folder } of opened.splice(0)) {
    await state.close();
    if (folder) rmSync(folder, { recursive: true });
  }
});

describe("memory", () => {
  journalContract(async () => memoryJournal());
  maintenanceContract(async () => memoryMaintenance());
  lifecycleContract(async () => new MemoryLifecycle());
});

const missing = "PostgreSQL is not installed: apt-get install postgresql";
describe.each([
  ["SQLite", sqlite, true],
  ["PostgreSQL", postgresql, postgresInstalled()],
] as const)("%s", (_, open, there) => {
  beforeEach(({ skip }) => skip(!there, missing));
  journalContract(async () => (await open()).journal);
  peopleContract(open);
  secondFactorContract(open);
  signOnContract(open);
  credentialsContract(async () => (await open()).credentials);
  deviceEventsContract(async () => (await open()).deviceEvents);
  maintenanceContract(async () => (await open()).maintenance);
  lifecycleContract(async () => (await open()).lifecycle);
  emergenciesContract(async () => (await open()).emergencies);
  oncallContract(async () => (await open()).oncall);
  auditContract(async () => (await open()).audit);
  sitesContract(async () => (await open()).sites);
});
