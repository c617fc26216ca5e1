/** The front door: the command line. What each command does lives in house/commands/. */
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// A start reads some 900 modules. Compiled once and kept beside the packages, the next takes a third less; where the
// folder cannot be written it is as before.
enableCompileCache(join(import.meta.dirname, "node_modules", ".cache", "compiled"));

const { commandLine } = await import("./house/index.ts");
await commandLine(process.argv);
