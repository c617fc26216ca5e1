/** The front door: the command line. What each command does lives in house/commands/. */
import { commandLine } from "./house/index.ts";

await commandLine(process.argv);
