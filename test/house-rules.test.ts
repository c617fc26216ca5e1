import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const top = resolve(import.meta.dirname, "..");
const rooms = [
  "facility",
  "broker",
  "ingest",
  "rules",
  "api",
  "adapters",
  "dashboards",
  "simulators",
  "house",
  "test",
] as const;

/** Which rooms may be imported from which, beside facility and the room itself; the design's arrows. */
const arrows: Record<string, readonly string[]> = {
  facility: [],
  broker: [],
  ingest: ["broker/contract"],
  simulators: ["broker/contract"],
  rules: [],
  api: [],
  // An adapter fills the ports of whoever needs it.
  adapters: ["rules", "api", "ingest", "broker/contract"],
  dashboards: ["api/contract"],
  // The composition root and the tests see all.
  house: [...rooms],
  test: [...rooms, "watchkeeper"],
};

function files(folder: string): string[] {
  return readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(top, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes("node_modules") && !file.includes(`${sep}dist${sep}`));
}

const importLine = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/g;

function importsOf(file: string): string[] {
  return [...readFileSync(join(top, file), "utf8").matchAll(importLine)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
}

const isTest = (file: string): boolean => /\.test\.tsx?$|(^|\/)(fakes?|testing)\.ts$/.test(file);
const all = rooms.flatMap((room) => files(room).map((file) => ({ room, file })));

describe("the house", () => {
  it("has its rooms", () => {
    expect(all.length).toBeGreaterThan(50);
  });

  it("keeps its arrows: each room imports only what the design lets it", () => {
    const broken: string[] = [];
    for (const { room, file } of all) {
      if (isTest(file)) continue;
      for (const target of importsOf(file)) {
        if (!target.startsWith(".")) continue;
        const path = relative(top, resolve(top, dirname(file), target));
        const to = path.split(sep)[0] ?? "";
        if (to === room || to === "facility") continue;
        const allowed = arrows[room] ?? [];
        if (
          !allowed.some(
            (arrow) => path === arrow || path.startsWith(`${arrow}/`) || path.startsWith(`${arrow}.`),
          )
        )
          broken.push(`${file} imports ${path}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("keeps facility pure: zod alone, no Node module, no clock", () => {
    const broken: string[] = [];
    for (const { room, file } of all) {
      if (room !== "facility" || isTest(file)) continue;
      for (const target of importsOf(file))
        if (!target.startsWith(".") && target !== "zod") broken.push(`${file} imports ${target}`);
      if (/Date\.now\(|new Date\(\)|setTimeout|Math\.random/.test(readFileSync(join(top, file), "utf8")))
        broken.push(`${file} reads a clock or dice`);
    }
    expect(broken).toEqual([]);
  });

  it("enters rooms by the door: from outside, only index.ts is imported", () => {
    // Rooms whose parts are rooms of their own have a door each.
    const doors = new Set(["facility", "broker", "ingest", "api", "adapters", "dashboards"]);
    const broken: string[] = [];
    for (const { room, file } of all) {
      if (room === "test" || isTest(file)) continue;
      for (const target of importsOf(file)) {
        if (!target.startsWith(".")) continue;
        const path = relative(top, resolve(top, dirname(file), target));
        const [to, sub] = path.split(sep);
        const [from, own] = file.split(sep);
        const sameRoom = to === from && (!doors.has(to ?? "") || sub === own || (sub ?? "").endsWith(".ts"));
        // A room's own door may open on its parts' doors and files.
        if (sameRoom || (to === from && file.split(sep).length === 2)) continue;
        if (!path.endsWith(`${sep}index.ts`) && path !== join("api", "ports.ts"))
          broken.push(`${file} imports ${path}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it("says in every index.ts what the room is for", () => {
    const silent = all
      .filter(({ file, room }) => room !== "test" && file.endsWith(`${sep}index.ts`))
      .filter(({ file }) => !/^\s*\/\*\*/.test(readFileSync(join(top, file), "utf8")))
      .map(({ file }) => file);
    expect(silent).toEqual([]);
  });

  it("names every export: no `export *` but for the facility's own table of rooms", () => {
    const broken = all
      .filter(({ file }) => file !== join("facility", "index.ts"))
      .filter(({ file }) => /^export \* from/m.test(readFileSync(join(top, file), "utf8")))
      .map(({ file }) => file);
    expect(broken).toEqual([]);
  });

  it("cites only domain facts that docs/facts.md has", () => {
    const sections = new Set(
      [...readFileSync(join(top, "docs", "facts.md"), "utf8").matchAll(/^## §(\d+) /gm)].map(([, n]) => n),
    );
    const cited = all.flatMap(({ file }) =>
      [...readFileSync(join(top, file), "utf8").matchAll(/facts §(\d+)/gi)].map(([, n]) => ({ file, n })),
    );
    expect(cited.length).toBeGreaterThan(100);
    expect(cited.filter(({ n }) => !sections.has(n))).toEqual([]);
  });

  it("carries no path of the machine it was written on", () => {
    const home = ["/", "work", "/"].join("");
    const broken = all
      .filter(({ file }) => readFileSync(join(top, file), "utf8").includes(home))
      .map(({ file }) => file);
    expect(broken).toEqual([]);
  });
});
