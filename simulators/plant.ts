import { join } from "node:path";
import { z } from "zod";
import { lineOf, SiteFile } from "../facility/assets/index.ts";
import {
  type Clock,
  done,
  type Instant,
  instant,
  problem,
  type Result,
  type Text,
} from "../facility/units/index.ts";
import { newEstate, stepEstate, type Truth, truthOf, writeTo } from "./estate.ts";
import type { Fault } from "./fault.ts";
import { type ModbusServer, serveModbus, type Unit } from "./modbus-server.ts";
import { images, relays, writable } from "./registers/index.ts";
import { faultsAt, lengthOf, loadScenarios, readYaml, type Scenario } from "./scenario.ts";
import { Transmitter } from "./transmitter/transmitter.ts";

export interface PlantOptions {
  /** The Riverside demo estate when left out. */
  readonly site?: SiteFile;
  readonly seed: number;
  readonly clock?: Clock;
  /** First of the preferred ports, one for each line of devices; 15021 when left out. */
  readonly basePort?: number;
  /** A preferred port that is taken is replaced by a free one, and said so in `notes`. */
  readonly ports?: "preferred" | "free";
  readonly autoPlay?: { readonly scenario: string; readonly afterSeconds: number };
  readonly scenarioFolder?: string;
  /** When the demo began: a bearing and a lift's doors wear from some weeks before it on; all is sound without it. */
  readonly storyBegan?: Instant;
}

export interface PlantAddress {
  readonly transport: "tcp";
  readonly host: string;
  readonly port: number;
  readonly unit: number;
}

export interface ScenarioState {
  readonly id: string;
  readonly title: Text;
  readonly about: Text;
  /** Null while it is not playing. */
  readonly running: { readonly elapsedSeconds: number; readonly totalSeconds: number } | null;
}

export interface Plant {
  /** What was done other than asked, for example a port that was taken. */
  readonly notes: readonly string[];
  addressOf(asset: string): PlantAddress | undefined;
  /** Tells a fire panel's transmitter where the centre listens; it calls there from then on. */
  callCentre(asset: string, host: string, port: number): void;
  /** The true values behind the registers, by point name. */
  truth(asset: string): Truth | undefined;
  /** `seconds` replaces the length of each of its steps. */
  play(scenario: string, seconds?: number): Result<void>;
  stop(scenario: string): Result<void>;
  scenarios(): ScenarioState[];
  /** Gateways whose line to the server a scenario has cut; only whoever runs them can cut it. */
  cutGateways(): ReadonlySet<string>;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const STEP_MS = 100;
/** After a suspended machine wakes, the plant goes on from where it was rather than racing through the hours. */
const MAX_STEPS_AT_ONCE = 600;

const ownSupply: ReadonlySet<string> = new Set([
  "fire-panel",
  "fire-pump",
  "ats",
  "genset",
  "ups",
  "feeder",
  "transformer",
]);

/** The demo estate as a site file. */
export function riverside(): Result<SiteFile> {
  const path = join(import.meta.dirname, "riverside.yaml");
  const read = readYaml(path);
  if (!read.ok) return read;
  const site = SiteFile.safeParse(read.value);
  return site.success ? done(site.data) : problem(`${path}: ${z.prettifyError(site.error)}`);
}

/** The virtual plant: physics at ten steps a second behind real Modbus TCP servers on the loopback. */
export async function startPlant(options: PlantOptions): Promise<Result<Plant>> {
  const site = options.site ? done(options.site) : riverside();
  if (!site.ok) return site;
  // Our scenarios name Riverside's assets; another site brings its own.
  const ours = site.value.site.id === "riverside" ? join(import.meta.dirname, "scenarios") : undefined;
  const folder = options.scenarioFolder ?? ours;
  const loaded = folder === undefined ? done([]) : loadScenarios(folder, site.value);
  if (!loaded.ok) return loaded;
  const scenarios = loaded.value;
  const auto = options.autoPlay;
  if (auto && !scenarios.some(({ id }) => id === auto.scenario)) return unknown(auto.scenario, scenarios);

  const clock = options.clock ?? (() => instant(Date.now()));
  let startedAt = clock();
  let steps = 0;
  let estate = newEstate(
    site.value,
    options.seed,
    startedAt,
    utcOffsetHours(site.value.site.timeZone, startedAt),
    options.storyBegan,
  );
  let truth = truthOf(estate);
  let faults: Fault[] = [];
  const playing = new Map<
    string,
    { readonly scenario: Scenario; readonly since: number; readonly seconds?: number }
  >();
  const elapsed = () => (steps * STEP_MS) / 1_000;

  const play = (id: string, seconds?: number): Result<void> => {
    const scenario = scenarios.find((candidate) => candidate.id === id);
    if (!scenario) return unknown(id, scenarios);
    if (playing.has(id))
      return problem(`scenario ${id} is playing already. Stop it first or wait for its end.`);
    playing.set(id, { scenario, since: elapsed(), ...(seconds === undefined ? {} : { seconds }) });
    return done(undefined);
  };

  let autoDue = auto !== undefined;
  const step = () => {
    if (auto && autoDue && elapsed() >= auto.afterSeconds) {
      autoDue = false;
      play(auto.scenario);
    }
    for (const [id, { scenario, since, seconds }] of playing)
      if (elapsed() - since >= lengthOf(scenario, seconds)) playing.delete(id);
    faults = [...playing.values()].flatMap(({ scenario, since, seconds }) =>
      faultsAt(scenario, elapsed() - since, seconds),
    );
    estate = stepEstate(estate, STEP_MS, faults);
    steps++;
  };
  const catchUp = () => {
    const due = Math.floor((clock() - startedAt) / STEP_MS) - steps;
    for (let i = 0; i < Math.min(due, MAX_STEPS_AT_ONCE); i++) step();
    if (due > MAX_STEPS_AT_ONCE) startedAt = instant(clock() - steps * STEP_MS);
    truth = truthOf(estate);
    for (const device of estate.devices)
      if (device.kind === "fire-panel")
        transmitters.get(device.asset)?.tell(device, clock(), isSilent(device.asset));
  };
  const transmitters = new Map<string, Transmitter>();

  const typeOf = new Map(site.value.assets.map(({ id, type }) => [id, type]));
  // A device without supply says nothing, but for what has a battery or watches the supply itself.
  const isSilent = (asset: string) =>
    faults.some((fault) => fault.fault === "silent" && fault.asset === asset) ||
    (estate.dark.has(asset) && !ownSupply.has(typeOf.get(asset) ?? ""));
  const unitOf = (asset: string, profile: string): Unit => {
    const image = images[profile]!;
    return {
      image: () => (isSilent(asset) ? undefined : image(truth.get(asset) ?? {})),
      write: (address, word) => {
        const point = writable[profile]?.[address];
        if (!point) return 2;
        const value = word * point.scale;
        if (value < point.low || value > point.high) return 3;
        estate = writeTo(estate, asset, point.point, value);
        truth = truthOf(estate);
        return "taken";
      },
      switch: (address, on) => {
        const point = relays[profile]?.[address];
        if (!point) return 2;
        estate = writeTo(estate, asset, point, Number(on));
        truth = truthOf(estate);
        return "taken";
      },
    };
  };
  const opened = await openLines(site.value, options, unitOf);
  if (!opened.ok) return opened;
  const { servers, addresses, notes } = opened.value;
  const timer = setInterval(catchUp, STEP_MS);

  return done({
    notes,
    callCentre: (asset, host, port) => {
      const offset = utcOffsetHours(site.value.site.timeZone, clock());
      const transmitter = transmitters.get(asset) ?? new Transmitter(offset);
      transmitters.set(asset, transmitter);
      transmitter.call(host, port);
    },
    addressOf: (asset) => addresses.get(asset),
    truth: (asset) => truth.get(asset),
    play,
    stop: (id) => {
      if (!scenarios.some((scenario) => scenario.id === id)) return unknown(id, scenarios);
      playing.delete(id);
      return done(undefined);
    },
    scenarios: () =>
      scenarios.map(({ id, title, about }) => {
        const run = playing.get(id);
        return {
          id,
          title,
          about,
          running: run
            ? { elapsedSeconds: elapsed() - run.since, totalSeconds: lengthOf(run.scenario, run.seconds) }
            : null,
        };
      }),
    cutGateways: () =>
      new Set(faults.flatMap((fault) => (fault.fault === "gateway-loss" ? [fault.asset] : []))),
    async close() {
      clearInterval(timer);
      for (const transmitter of transmitters.values()) transmitter.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  });
}

interface Lines {
  readonly servers: ModbusServer[];
  readonly addresses: ReadonlyMap<string, PlantAddress>;
  readonly notes: string[];
}

/** One server for each host and port of the site file, in their order. */
async function openLines(
  site: SiteFile,
  options: PlantOptions,
  unitOf: (asset: string, profile: string) => Unit,
): Promise<Result<Lines>> {
  const devices = site.gateways.flatMap((gateway) => gateway.devices);
  const strange = devices.find(({ profile }) => !images[profile]);
  if (strange)
    return problem(
      `the plant cannot play a ${strange.profile} (asset ${strange.asset}). It knows ${Object.keys(images).join(", ")}.`,
    );
  const lines = Map.groupBy(devices, ({ modbus }) => lineOf(modbus));
  const servers: ModbusServer[] = [];
  const addresses = new Map<string, PlantAddress>();
  const notes: string[] = [];
  for (const [index, line] of [...lines.values()].entries()) {
    const units = new Map(line.map(({ asset, profile, modbus }) => [modbus.unit, unitOf(asset, profile)]));
    const preferred = options.ports === "free" ? 0 : (options.basePort ?? 15_021) + index;
    let server = await serveModbus(HOST, preferred, units);
    if (!server.ok && preferred !== 0) {
      const refused = server.problem;
      server = await serveModbus(HOST, 0, units);
      if (server.ok)
        notes.push(`${line.map(({ asset }) => asset).join(", ")} on port ${server.value.port}: ${refused}`);
    }
    if (!server.ok) {
      await Promise.all(servers.map((open) => open.close()));
      return server;
    }
    servers.push(server.value);
    for (const { asset, modbus } of line)
      addresses.set(asset, { transport: "tcp", host: HOST, port: server.value.port, unit: modbus.unit });
  }
  return done({ servers, addresses, notes });
}

const unknown = (id: string, scenarios: readonly Scenario[]) =>
  problem(`there is no scenario "${id}". There are: ${scenarios.map((scenario) => scenario.id).join(", ")}.`);

/** How far the site's clock is ahead of UTC at a moment, from the zone's own rules. */
export function utcOffsetHours(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-]\d\d):(\d\d)/.exec(name);
  return match ? Number(match[1]) + (Math.sign(Number(match[1])) * Number(match[2])) / 60 : 0;
}
