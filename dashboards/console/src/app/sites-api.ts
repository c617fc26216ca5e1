import { queryOptions } from "@tanstack/react-query";
import type {
  CatalogView,
  ImportPreview,
  SiteChanged,
  SiteDetail,
  SiteFormat,
  SiteSummaryList,
} from "../../../../api/contract/index.ts";
import { saveBlob } from "../parts/figure/save.ts";
import { call, callForFile } from "./api.ts";

export type SiteNoun = "places" | "assets" | "gateways";

export const sitesQuery = queryOptions({
  queryKey: ["sites"],
  queryFn: () => call<SiteSummaryList>("GET", "/api/sites"),
});

export const siteQuery = (site: string) =>
  queryOptions({
    queryKey: ["sites", site],
    queryFn: () => call<SiteDetail>("GET", `/api/sites/${encodeURIComponent(site)}`),
  });

export const catalogQuery = queryOptions({
  queryKey: ["catalog"],
  queryFn: () => call<CatalogView>("GET", "/api/catalog"),
  staleTime: Number.POSITIVE_INFINITY,
});

const entryPath = (site: string, noun: SiteNoun, id: string, revision: number): string =>
  `/api/sites/${encodeURIComponent(site)}/${noun}/${encodeURIComponent(id)}?revision=${revision}`;

export const putEntry = (site: string, noun: SiteNoun, id: string, revision: number, entry: object) =>
  call<SiteChanged>("PUT", entryPath(site, noun, id, revision), entry);
export const removeEntry = (site: string, noun: SiteNoun, id: string, revision: number) =>
  call<SiteChanged>("DELETE", entryPath(site, noun, id, revision));

const importQuery = (format: SiteFormat, site: string): string =>
  // A YAML file says itself which site it is.
  `format=${format}${format === "yaml" ? "" : `&site=${encodeURIComponent(site)}`}`;

export const previewImport = (file: File, format: SiteFormat, site: string) =>
  call<ImportPreview>("POST", `/api/sites/import/preview?${importQuery(format, site)}`, file);
export const applyImport = (file: File, format: SiteFormat, site: string, revision: number) =>
  call<SiteChanged>(
    "POST",
    `/api/sites/import/apply?${importQuery(format, site)}&revision=${revision}`,
    file,
  );

/** Saves the site or its register as a file, with headings in the language on the screen. */
export async function saveExport(site: string, format: SiteFormat): Promise<void> {
  const blob = await callForFile(`/api/sites/${encodeURIComponent(site)}/export?format=${format}`);
  saveBlob(blob, format === "yaml" ? `${site}.yaml` : `${site}-assets.${format}`);
}
