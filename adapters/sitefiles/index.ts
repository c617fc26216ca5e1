/**
 * Site files: a whole site as YAML, its asset register as CSV or XLSX, in and out. Fills SiteFiles (api/ports.ts).
 * Every mistake is named with its line, or its row and column, as the program shows them in which the file was made.
 */
export { siteFiles } from "./site-files.ts";
export { parseSiteYaml, siteYaml } from "./yaml.ts";
