import type { DemoPlant, ReadingArchive } from "../ports.ts";
import type { ApiDeps } from "../routes/index.ts";
import { scopedBacktests, scopedDesk, scopedRules } from "./alarms.ts";
import { mustSeeAll } from "./current.ts";
import { scopedEmergencies } from "./emergencies.ts";
import { scopedFiles } from "./files.ts";
import { scopedLifecycle } from "./lifecycle.ts";
import { scopedMaintenance } from "./maintenance.ts";
import { scopedOnCall } from "./oncall.ts";
import {
  scopedCommands,
  scopedCredentials,
  scopedEvents,
  scopedField,
  scopedIngest,
  scopedModel,
  scopedOffers,
  scopedReadings,
  scopedSites,
} from "./plant.ts";

/** Every part that the API may be handed, by name: a new one does not compile until it stands below. */
type EachPart = { readonly [K in keyof Required<ApiDeps>]: ApiDeps[K] };

/** What the routes are handed, each part looked at through the sites of whoever asks. */
export function scopedDeps(deps: ApiDeps): EachPart {
  const { archive, deviceEvents, maintenance, lifecycle, emergencies, field, commands, oncall } = deps;
  return {
    model: scopedModel(deps.model),
    readings: scopedReadings(deps.readings),
    archive: archive && scopedArchive(archive),
    deviceEvents: deviceEvents && scopedEvents(deviceEvents),
    sites: scopedSites(deps.sites),
    offers: scopedOffers(deps.offers),
    field: field && scopedField(field),
    commands: commands && scopedCommands(commands),
    credentials: scopedCredentials(deps.credentials),
    ingest: scopedIngest(deps.ingest),
    desk: scopedDesk(deps.desk),
    rules: scopedRules(deps.rules),
    backtests: scopedBacktests(deps.backtests),
    maintenance: maintenance && scopedMaintenance(maintenance),
    lifecycle: lifecycle && { ...lifecycle, desk: scopedLifecycle(lifecycle.desk) },
    emergencies: emergencies && scopedEmergencies(emergencies),
    oncall: oncall && scopedOnCall(oncall),
    demo: deps.demo && scopedDemo(deps.demo),
    backup: deps.backup && scopedBackup(deps.backup),
    // By the place on the board, which comes from the model.
    board: deps.board,
    // By gateway, which comes from the model.
    presence: deps.presence,
    // For administrators, who see every site.
    audit: deps.audit,
    files: deps.files && scopedFiles(deps.files),
    // Of no site: accounts, the catalogue, what the house says of itself.
    people: deps.people,
    sessions: deps.sessions,
    secondFactor: deps.secondFactor,
    signOn: deps.signOn,
    siteFiles: deps.siteFiles,
    types: deps.types,
    printer: deps.printer,
    connections: deps.connections,
    ready: deps.ready,
    figures: deps.figures,
    spans: deps.spans,
    clock: deps.clock,
    log: deps.log,
    about: deps.about,
    consoleFolder: deps.consoleFolder,
    trustProxy: deps.trustProxy,
  };
}

const scopedArchive = (archive: ReadingArchive): ReadingArchive => ({
  usage: () => archive.usage(),
  async setRetention(policy) {
    mustSeeAll();
    return await archive.setRetention(policy);
  },
  // The route takes its points from the model.
  writeParquet: (points, from, to) => archive.writeParquet(points, from, to),
});

const scopedDemo = (demo: DemoPlant): DemoPlant => ({
  scenarios: () => demo.scenarios(),
  async play(id) {
    mustSeeAll();
    return await demo.play(id);
  },
  async stop(id) {
    mustSeeAll();
    return await demo.stop(id);
  },
});

const scopedBackup = (backup: NonNullable<ApiDeps["backup"]>): NonNullable<ApiDeps["backup"]> => {
  return async () => {
    mustSeeAll();
    return await backup();
  };
};
