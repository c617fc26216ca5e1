import { Command } from "commander";
import { runBacktest } from "./backtest.ts";
import { backup, restore } from "./backup.ts";
import { makeGatewayCertificate, makeOwnCa, makeServerCertificate } from "./certificates.ts";
import { checkConfig, doctor, printExample } from "./doctor.ts";
import { enroll, runGateway } from "./gateway.ts";
import { serve } from "./serve.ts";
import { simulateHistory, simulatePlant, simulateReplay } from "./simulate.ts";
import { exportSite, importSite } from "./site.ts";
import { addUser, listUsers, resetPassword } from "./user.ts";

const several = (value: string, before: readonly string[]): string[] => [...before, value];

/** Servers used instead of the built-in parts. In WATCHKEEPER_STATE, _READINGS and _BROKER secrets stay out of `ps`. */
interface Elsewhere {
  readonly state?: string;
  readonly readings?: string;
  readonly broker?: string;
}
const state = [
  "--state <url>",
  "keep the state in PostgreSQL: postgresql://user:password@host:5432/database",
] as const;
const readings = [
  "--readings <url>",
  "keep readings in InfluxDB: influx://user:password@host:8086/database",
] as const;
const broker = ["--broker <url>", "use another broker: mqtts://user:password@host:8883"] as const;

/** `npm start -- <command>`; without one, the demo. */
export const commandLine = async (argv: readonly string[]): Promise<void> =>
  void (await allCommands().parseAsync(argv));

/** Every command with its options. */
export function allCommands(): Command {
  const program = new Command("watchkeeper")
    .description("Watches over the equipment of housing estates and buildings.")
    .showHelpAfterError();

  program
    .command("demo", { isDefault: true })
    .description("a living demo estate: simulated plant, gateways, broker, store, rules, console")
    .option("--seed <n>", "the same seed, the same estate", Number, 1)
    .option("--no-auto-play", "leave out the fault that plays in the first minute")
    .option("--history-years <n>", "how much past is written behind the start; 0 for none", Number, 3)
    .option("--dev", "serve the console with hot reload", false)
    .option(...state)
    .option(...readings)
    .option(...broker)
    .action((options: { seed: number; autoPlay: boolean; dev: boolean; historyYears: number } & Elsewhere) =>
      serve({ ...options, demo: true, config: [] }),
    );

  program
    .command("serve")
    .description("a real site: the same program without the simulated plant")
    .option("--config <site.yaml>", "a site file; give it again for more sites", several, [])
    .option(...state)
    .option(...readings)
    .option(...broker)
    .action((options: { config: string[] } & Elsewhere) =>
      serve({ ...options, demo: false, dev: false, seed: 1, autoPlay: false }),
    );

  program
    .command("gateway")
    .description("one gateway of a site, on a machine beside the devices")
    .requiredOption("--config <site.yaml>", "the site file")
    .requiredOption("--gateway <id>", "which gateway of it")
    .requiredOption("--broker <url>", "for example mqtts://server:8883")
    .option("--ca <file.crt>", "the CA of the broker's certificate, where it is not a public one")
    .option("--cert <file.crt>", "this gateway's certificate, where the broker asks for one")
    .option("--key <file.key>", "its key")
    .action(runGateway);

  program
    .command("enroll <site/gateway>")
    .description("make a new secret for a gateway and print it once")
    .action(enroll);

  program
    .command("import <file>")
    .description("a site from YAML, or its asset register from CSV or XLSX; the differences are shown first")
    .option("--site <id>", "the site a register belongs to; need not be said where there is one")
    .option("--yes", "apply without asking", false)
    .option("--dry-run", "show the differences only", false)
    .action(importSite);
  program
    .command("export")
    .description("a site as YAML, or its asset register as CSV or XLSX")
    .option("--site <id>", "which site; need not be said where there is one")
    .option("--format <format>", "yaml, csv or xlsx", "yaml")
    .option("--out <file>", "where to; named after the site when left out")
    .option("--language <en|zh>", "of the headings", "zh")
    .action(exportSite);
  program
    .command("backup")
    .description("state, readings, keys and files in one file, while the server runs or not")
    .option("--out <file.tar>", "where to; named after the moment when left out")
    .action(backup);
  program
    .command("restore <file.tar>")
    .description("a house from a backup, into an empty data folder (and database, where --state names one)")
    .action(restore);
  program
    .command("doctor")
    .description("look at clock, disk, ports, stores, journals, backups; says what to do, changes nothing")
    .option("--json", "print one JSON object")
    .action(doctor);
  const config = program.command("config").description("the settings");
  config
    .command("example")
    .description("a settings file with every setting, to begin with")
    .action(printExample);
  config.command("check").description("whether they can be used, and what each is for").action(checkConfig);
  const certificates = program
    .command("certificates")
    .description("certificates for TLS from a CA of your own, where no other makes them");
  const out = [
    "--out <folder>",
    "where they are kept; certificates in the data folder when left out",
  ] as const;
  certificates
    .command("ca")
    .description("make the CA, once")
    .option("--name <name>", "what it is called in a browser", "Watchkeeper site CA")
    .option(...out)
    .action(makeOwnCa);
  certificates
    .command("server [hosts...]")
    .description("for this server, by its names and addresses; those it finds when left out")
    .option(...out)
    .action(makeServerCertificate);
  certificates
    .command("gateway <site/gateway>")
    .description("for a gateway, to show at a server that asks for it")
    .option(...out)
    .action(makeGatewayCertificate);
  program
    .command("backtest <asset> <rule>")
    .description("when a rule would have rung on stored history, and what a draft of it changes")
    .requiredOption("--from <moment>", "for example 2026-01-31T08:00:00+08:00")
    .option("--to <moment>", "now when left out")
    .option("--draft <file>", "YAML or JSON: what to change of the rule, or a whole rule")
    .option("--config <site.yaml>", "a site file; the sites in the data folder when left out", several, [])
    .option("--json", "print one JSON object")
    .action(runBacktest);

  const simulate = program.command("simulate").description("virtual devices and recorded data");
  simulate
    .command("plant")
    .description("the demo estate's devices as Modbus TCP servers, for any master to read")
    .option("--seed <n>", "the same seed, the same plant", Number, 1)
    .option("--play <scenario>", "start a fault, for example pump-dry-run")
    .action(simulatePlant);
  simulate
    .command("history")
    .description(
      "write a plausible past of the demo estate into the data folder, while nothing else runs on it",
    )
    .option("--years <n>", "how far back", Number, 3)
    .option("--seed <n>", "the same seed, the same past", Number, 1)
    .action(simulateHistory);
  simulate
    .command("replay <file.csv>")
    .description("send a recorded CSV through MQTT as a gateway would")
    .requiredOption("--at-column <name>", "the column with the time")
    .requiredOption(
      "--map <column=asset.point>",
      "which column is which point; give it for each",
      several,
      [],
    )
    .option("--gateway <site/gateway>", "the gateway that monitors the assets", "riverside/gw-replay")
    .option("--speed <n|max>", "how much faster than it was recorded", "1")
    .option("--shift <now|none>", "times as if it began now, or as recorded (then it is history)", "now")
    .option("--broker <url>", "the broker; this machine's when left out")
    .action(simulateReplay);

  const user = program.command("user").description("people who may sign in");
  user
    .command("add <username>")
    .option("--name <name>", "as shown on screen")
    .option("--role <role>", "viewer, technician, engineer, manager or admin", "viewer")
    .action(addUser);
  user.command("password <username>").description("set a new password, printed once").action(resetPassword);
  user.command("list").action(listUsers);

  return program;
}
