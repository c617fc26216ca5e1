import { randomBytes } from "node:crypto";
import { openState, type State } from "../../adapters/sql/index.ts";
import { Role } from "../../api/contract/index.ts";
import { readSettings, stateOf } from "../settings.ts";
import { fail } from "./run.ts";

async function people<T>(use: (people: State["people"]) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const state = await openState(stateOf(settings.value));
  if (!state.ok) fail(state.problem);
  const result = await use(state.value.people);
  await state.value.close();
  return result;
}

const madeUp = (): string => randomBytes(12).toString("base64url");

/** `user add`: someone who may sign in, with a first password printed once. */
export async function addUser(username: string, options: { name?: string; role: string }): Promise<void> {
  const role = Role.safeParse(options.role);
  if (!role.success) fail(`"${options.role}" is no role. Roles: ${Role.options.join(", ")}.`);
  const password = madeUp();
  const made = await people((all) =>
    all.create({ username, name: options.name ?? username, role: role.data, password }),
  );
  if (!made.ok) fail(made.problem);
  console.log(`User      ${username} (${role.data})\nPassword  ${password}   (shown this once)`);
}

/** `user password`: a new password, for someone locked out; their sessions end. */
export async function resetPassword(username: string): Promise<void> {
  const password = madeUp();
  const set = await people((all) => all.setPassword(username, password));
  if (!set.ok) fail(set.problem);
  console.log(`User      ${username}\nPassword  ${password}   (shown this once; sessions have ended)`);
}

export async function listUsers(): Promise<void> {
  for (const { username, name, role, sites, closedAt } of await people((all) => all.list())) {
    const where = closedAt === undefined ? (sites?.join(" ") ?? "every site") : "closed";
    console.log(`${username.padEnd(20)} ${role.padEnd(12)} ${where.padEnd(16)} ${name}`);
  }
}
