import { fork } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "dashboards", "console");

/**
 * Brings the console up to date with its sources, in a process of its own so that the plant is served meanwhile.
 * A fresh build answers within a moment. Resolves with a problem instead of failing: the API works without it.
 */
export function buildConsole(): { readonly folder: string; readonly built: Promise<string | undefined> } {
  const dist = join(folder, "dist");
  try {
    mkdirSync(dist, { recursive: true });
  } catch (error) {
    // A service may not write among its own files.
    const why = (error as Error).message;
    return {
      folder: dist,
      built: Promise.resolve(
        `The console is not built and cannot be built here (${why}); the API works without it. Run "npm run build" as the owner of the program's files.`,
      ),
    };
  }
  const built = new Promise<string | undefined>((answer) => {
    const child = fork(join(folder, "build.ts"), [], {
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => said.push(String(data)));
    child.on("error", (error) => answer(`the console could not be built: ${error.message}`));
    child.on("exit", (code) =>
      answer(
        code === 0
          ? undefined
          : `The console could not be built; the API works without it. Run "npm ci" and start again.\n${said.join("")}`,
      ),
    );
  });
  return { folder: dist, built };
}
