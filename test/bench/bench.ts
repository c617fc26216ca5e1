import { Command } from "commander";
import { backtestBench } from "./backtest.ts";
import { consoleBench } from "./console.ts";
import { detect, detectBearings } from "./detect.ts";
import { footprint } from "./footprint.ts";
import { gateway } from "./gateway.ts";
import { history } from "./history.ts";
import { ingest } from "./ingest.ts";
import { latency } from "./latency.ts";
import { planBench } from "./plan.ts";
import { predict } from "./predict.ts";
import { rulesBench } from "./rules.ts";

interface Options {
  readonly seconds: number;
  readonly data?: string;
  readonly format: string;
  readonly json?: boolean;
}

/** Name → what it measures; each answers its figures and the reference measured in the same run. */
const benches: Record<string, (seconds: number, options: Options) => Promise<object>> = {
  ingest,
  latency,
  history,
  footprint,
  gateway,
  rules: rulesBench,
  backtest: backtestBench,
  plan: planBench,
  console: consoleBench,
  predict: async (_seconds, { data }) => {
    if (!data) {
      console.error("Name the folder with the recordings: --data <folder>.");
      process.exit(2);
    }
    return await predict(data);
  },
  detect: async (_seconds, { data, format }) => {
    if (!data) {
      console.error("Name the folder with the recordings: --data <folder>.");
      process.exit(2);
    }
    return format === "bearings" ? await detectBearings(data) : await detect(data);
  },
};

await new Command("bench")
  .argument("<name>", `one of: ${Object.keys(benches).join(", ")}`)
  .option("--seconds <n>", "how long to measure", Number, 20)
  .option("--data <folder>", "recordings to read, for detect and predict")
  .option("--format <skab|bearings>", "what the recordings are, for detect", "skab")
  .option("--json", "print one JSON object")
  .action(async (name: string, options: Options) => {
    const bench = benches[name];
    if (!bench) {
      console.error(`There is no bench "${name}". Known: ${Object.keys(benches).join(", ")}.`);
      process.exit(2);
    }
    if (!(options.seconds > 0)) {
      console.error("--seconds takes a number above 0.");
      process.exit(2);
    }
    const figures = await bench(options.seconds, options);
    if (options.json) console.log(JSON.stringify({ bench: name, figures }));
    else if ("bearings" in figures && Array.isArray(figures.bearings)) console.table(figures.bearings);
    else console.table(figures);
  })
  .parseAsync();
