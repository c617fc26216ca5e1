import { randomBytes } from "node:crypto";
import type { State } from "../adapters/sql/index.ts";
import { done, problem, type Result } from "../facility/units/index.ts";

/** While there is no administrator (the first run) makes user admin; answers the password when it was made up here, to be printed once. */
export async function firstAdmin(
  people: State["people"],
  given: string | undefined,
): Promise<Result<string | undefined>> {
  if ((await people.list()).some(({ role }) => role === "admin")) return done(undefined);
  const password = given ?? randomBytes(12).toString("base64url");
  const made = await people.create({
    username: "admin",
    name: "管理员 Administrator",
    role: "admin",
    password,
  });
  if (!made.ok) return problem(`User admin could not be made: ${made.problem}`);
  return done(given ? undefined : password);
}
