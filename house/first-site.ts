import { SiteFile } from "../facility/assets/index.ts";
import { text } from "../facility/units/index.ts";

/** What an empty data folder begins with: a site without a stone, in the server's own time zone. */
export const firstSite = (): SiteFile =>
  SiteFile.parse({
    site: {
      id: "site",
      name: text("New site", "新项目"),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
  });
