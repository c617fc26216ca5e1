import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { allCommands, describeSettings } from "../../house/index.ts";
import { commandsOf, pages, textOf } from "../support/documented.ts";

const top = join(import.meta.dirname, "..", "..");
/** As a shell splits it; enough for what the pages write. */
const split = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");

/** The real command line with its acts taken out: it knows every command and option, and does nothing. */
function parse(args: readonly string[]): void {
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    if (command.commands.length === 0 || command.name() === "watchkeeper") command.action(() => undefined);
    for (const each of command.commands) quiet(each);
  };
  const program = allCommands();
  for (const each of program.commands) quiet(each);
  program.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  program.parse(args as string[], { from: "user" });
}

const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
const benches = readdirSync(join(top, "test/bench")).map((name) => name.replace(/\.ts$/, ""));
const projects = /unit|contracts|acceptance|services|browser/;

/** Undefined where the command is one that this version has, else what is wrong with it. */
function wrongWith(line: string): string | undefined {
  const [program, ...rest] = split(line);
  if (program === "node") return existsSync(join(top, rest[0] ?? "")) ? undefined : "no such file";
  if (program === "npx") {
    if (rest[0] === "node") return existsSync(join(top, rest[1] ?? "")) ? undefined : "no such file";
    if (rest[0] === "vitest") return projects.test(line) ? undefined : "no such project";
    return existsSync(join(top, "node_modules/.bin", rest[0] ?? "")) ? undefined : "no such program";
  }
  const words = rest.filter((word) => word !== "-s");
  const [verb, name] = words;
  if (verb === "start") {
    const args = words.slice(words.indexOf("--") + 1);
    if (!words.includes("--") && words.length > 1) return "npm keeps these options: -- is missing";
    // A choice of words in one, as "yaml | csv | xlsx".
    const chosen = args.filter((word, i) => word !== "|" && args[i - 1] !== "|");
    try {
      parse(words.includes("--") ? chosen : []);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  if (verb === "run") {
    if (name === undefined || scripts[name] === undefined) return "no such script";
    const bench = words[words.indexOf("--") + 1];
    return name === "bench" && !benches.includes(bench ?? "") && !bench?.startsWith("<")
      ? "no such bench"
      : undefined;
  }
  if (["ci", "install", "test", "audit", "sbom"].includes(verb ?? "")) return undefined;
  return "unknown to this test: say here how it is tried";
}

describe("every command of the pages", () => {
  it.each(pages)("%s: is one that this version has, with options it knows", (page) => {
    const wrong = commandsOf(page).flatMap((line) => {
      const why = wrongWith(line);
      return why === undefined ? [] : [`${line}: ${why}`];
    });
    expect(wrong).toEqual([]);
  });

  it("looks at a good number of them, and sees one that is wrong", () => {
    expect(pages.flatMap(commandsOf).length).toBeGreaterThan(25);
    expect(wrongWith("npm start -- serv --config site.yaml")).toMatch(/unknown|too many|many arguments/i);
    expect(wrongWith("npm start -- serve --confg site.yaml")).toContain("unknown option");
    expect(wrongWith("npm start -- gateway --config site.yaml")).toContain("required option");
    expect(wrongWith("npm start serve")).toContain("-- is missing");
    expect(wrongWith("npm run nothing")).toBe("no such script");
  });

  it("names no setting that does not exist", () => {
    const known = new Set(describeSettings({}).map(({ name }) => name));
    const others = new Set([
      "WATCHKEEPER_GATEWAY_SECRET", // of the gateway program
      "WATCHKEEPER_URL", // these three: of the browser tests
      "WATCHKEEPER_USERNAME",
      "WATCHKEEPER_PASSWORD",
      "WATCHKEEPER_TEST_PROFILE", // these: of the stories, benches and long modes
      "WATCHKEEPER_BENCH_PROFILE",
      "WATCHKEEPER_CRASH_ROUNDS",
      "WATCHKEEPER_HOSTILE_PAYLOADS",
      "WATCHKEEPER_SOAK_SECONDS",
    ]);
    const wrong = pages.flatMap((page) =>
      [...textOf(page).matchAll(/\bWATCHKEEPER_[A-Z_]+[A-Z]\b/g)]
        .map(([name]) => name)
        .filter((name) => !known.has(name.replace(/_FILE$/, "")) && !known.has(name) && !others.has(name))
        .map((name) => `${page}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

it("the operations guide and the security page name every setting of signing in with a directory", () => {
  const settings = describeSettings({})
    .map(({ name }) => name)
    .filter((name) => name.includes("_OIDC_"));
  for (const name of settings) expect(textOf("docs/security.md")).toContain(name);
});

it("no page leads to one that is not there", () => {
  const wrong = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)#\s]+)/g)]
      .map(([, to]) => to ?? "")
      .filter((to) => !/^\w+:/.test(to) && !existsSync(join(top, dirname(page), to)))
      .map((to) => `${page}: ${to}`),
  );
  expect(wrong).toEqual([]);
});
