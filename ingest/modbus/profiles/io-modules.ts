import { ioTerminals } from "../../../facility/catalog/index.ts";
import { ioModule } from "./io-module.ts";

/** The profile of each kind of equipment that is wired to a plain input and output module. */
export const ioModules = ioTerminals.map(ioModule);
