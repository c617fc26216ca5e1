import { Command } from "commander";
import { footprint } from "./footprint.ts";
import { history } from "./history.ts";
import { ingest } from "./ingest.ts";
import { latency } from "./latency.ts";

/** Name → what it measures; each answers its figures and the reference measured in the same run. */
const benches: Record<string, (seconds: number) => Promise<Record<string, number>>> = {
  ingest,
  latency,
  history,
  footprint,
};

await new Command("bench")
  .argument("<name>", `one of: ${Object.keys(benches).join(", ")}`)
  .option("--seconds <n>", "how long to measure", Number, 20)
  .option("--json", "print one JSON object")
  .action(async (name: string, options: { seconds: number; json?: boolean }) => {
    const bench = benches[name];
    if (!bench) {
      console.error(`There is no bench "${name}". Known: ${Object.keys(benches).join(", ")}.`);
      process.exit(2);
    }
    if (!(options.seconds > 0)) {
      console.error("--seconds takes a number above 0.");
      process.exit(2);
    }
    const figures = await bench(options.seconds);
    if (options.json) console.log(JSON.stringify({ bench: name, figures }));
    else console.table(figures);
  })
  .parseAsync();
