/**
 * The house: how the parts are put together, and the commands. Only this room and the tests see every other room;
 * `watchkeeper.ts` is its front door.
 */
export { Closing } from "./closing.ts";
export { allCommands, commandLine } from "./commands/command-line.ts";
export { type Core, type CoreOptions, openCore } from "./core.ts";
export { secretFile } from "./gateways.ts";
export { LiveRules } from "./live-rules.ts";
export { type Log, openLog } from "./log.ts";
export { type House, type HouseOptions, openHouse } from "./open.ts";
export { readSecret } from "./secret-file.ts";
export { describeSettings, exampleSettings, readSettings, type Settings } from "./settings.ts";
export { readAnew, SettingsReload } from "./settings-reload.ts";
export { watchFile } from "./settings-watch.ts";
export { readSiteFile } from "./site-file.ts";
export { SiteBook } from "./sites.ts";
