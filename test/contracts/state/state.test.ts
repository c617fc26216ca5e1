import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
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
import { filesContract } from "./files.contract.ts";
import { journalContract } from "./journal.contract.ts";
import { lifecycleContract } from "./lifecycle.contract.ts";
import { maintenanceContract } from "./maintenance.contract.ts";
import { oncallContract } from "./oncall.contract.ts";
import { peopleContract } from "./people.contract.ts";
import { secondFactorContract } from "./second-factor.contract.ts";
import { signOnContract } from "./sign-on.contract.ts";
import { sitesContract } from "./sites.contract.ts";

/**
 * A fresh state for each test, closed and removed after it: a copy of one that was brought up to date once, since some
 * fifty migrations took longer than what is tested.
 */
const opened: { state: State; folder?: string; address?: string }[] = [];
const made = mkdtempSync(join(tmpdir(), "watchkeeper-made-"));
/** Makes the tables at an address, and lets go of it. */
async function make(address: string): Promise<string> {
  const state = await openState(address);
  if (!state.ok) throw new Error(state.problem);
  await state.value.close();
  return address;
}
async function sqlite(): Promise<State> {
  const folder = mkdtempSync(join(tmpdir(), "watchkeeper-state-"));
  copyFileSync(join(made, "state.db"), join(folder, "state.db"));
  const state = await openState(join(folder, "state.db"));
  if (!state.ok) throw new Error(state.problem);
  opened.push({ state: state.value, folder });
  return state.value;
}

let server: TestPostgres | undefined;
let madeThere: string | undefined;
beforeAll(async () => {
  await make(join(made, "state.db"));
  if (!postgresInstalled()) return;
  server = await startPostgres();
  madeThere = await make(await server.database());
}, 60_000);
afterAll(async () => {
  rmSync(made, { recursive: true });
  await server?.close();
});
async function postgresql(): Promise<State> {
  const address = (await server?.database(madeThere)) ?? "";
  const state = await openState(address);
  if (!state.ok) throw new Error(state.problem);
  opened.push({ state: state.value, address });
  return state.value;
}

afterEach(async () => {
  for (const { state, folder, address } of opened.splice(0)) {
    await state.close();
    if (folder) rmSync(folder, { recursive: true });
    // Fifty of them would take longer to remove at the end than they took to make.
    if (address) await server?.drop(address);
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
  filesContract(open);
  maintenanceContract(async () => (await open()).maintenance);
  lifecycleContract(async () => (await open()).lifecycle);
  emergenciesContract(async () => (await open()).emergencies);
  oncallContract(async () => (await open()).oncall);
  auditContract(async () => (await open()).audit);
  sitesContract(async () => (await open()).sites);
});
