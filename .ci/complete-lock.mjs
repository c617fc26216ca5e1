/**
 * Completes package-lock.json with the optional packages of other platforms. A registry mirror that serves one
 * platform only makes `npm install` leave them out, and then `npm ci` refuses the lock file everywhere.
 * Run it after every change of dependencies: npm run lock
 */
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));

const systems = [
  "android",
  "darwin",
  "linux",
  "win32",
  "freebsd",
  "openbsd",
  "netbsd",
  "sunos",
  "aix",
  "openharmony",
];
const processors = [
  "arm64",
  "x64",
  "ia32",
  "arm",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
  "wasm32",
];

/** Which machine a package is for, as its name says; a name that says nothing is left to npm. */
function platformOf(name) {
  const words = name.split(/[/@-]/);
  const os = systems.filter((system) => words.includes(system));
  if (words.includes("windows")) os.push("win32");
  if (words.includes("wasi")) return { cpu: ["wasm32"] };
  const cpu = processors.filter((processor) =>
    words.some((word) => word === processor || (processor === "arm" && word === "armv7")),
  );
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : undefined;
  if (os.length === 0) return undefined;
  return { ...(cpu.length > 0 ? { cpu } : {}), os, ...(libc ? { libc } : {}) };
}

let added = 0;
for (const [folder, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const here = `node_modules/${name}`;
    if (lock.packages[`${folder}/${here}`] || lock.packages[here]) continue;
    const platform = platformOf(name);
    if (!platform) {
      console.warn(`${name} (optional of ${folder}) is in no lock entry and its name tells no platform`);
      continue;
    }
    lock.packages[here] = {
      version: range.replace(/^[^\d]*/, ""),
      ...(platform.cpu ? { cpu: platform.cpu } : {}),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...(platform.os ? { os: platform.os } : {}),
      ...(platform.libc ? { libc: platform.libc } : {}),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a === "" ? -1 : b === "" ? 1 : a.localeCompare(b, "en"))),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added to package-lock.json`);
