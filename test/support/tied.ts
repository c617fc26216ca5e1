import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";

/** Of util-linux: has the kernel end a program when its parent has ended. */
const setpriv =
  process.platform === "linux" && spawnSync("setpriv", ["--version"], { stdio: "ignore" }).status === 0;

const tied = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of tied) child.kill("SIGKILL");
});

/**
 * Starts a program that does not outlive this process, however it ends: Ctrl-C, SIGTERM, SIGKILL of a worker of vitest.
 * Where there is no `setpriv`, only when this process comes to its own end.
 */
export function spawnTied(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const child = setpriv
    ? // It becomes the program, under the same process id.
      spawn("setpriv", ["--pdeathsig", "KILL", "--", program, ...args], options)
    : spawn(program, args, options);
  tied.add(child);
  child.once("exit", () => tied.delete(child));
  return child;
}
