import { queryOptions } from "@tanstack/react-query";
import type { ReportKindList } from "../../../../../api/contract/index.ts";
import { call } from "../../app/api.ts";

export const reportsQuery = queryOptions({
  queryKey: ["reports"],
  queryFn: async () => (await call<ReportKindList>("GET", "/api/reports")).reports,
  staleTime: 5 * 60_000,
});

/** What a report is made of, as the person chose it. */
export interface Chosen {
  readonly site: string;
  readonly month: string;
  readonly days: number;
  readonly year: number;
  readonly scenario: string | undefined;
  readonly run: string | undefined;
}

/** The address of one document; undefined while something that it needs is not chosen. */
export function pathOf(path: string, chosen: Chosen, format: string, lang: string): string | undefined {
  let missing = false;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = { ...chosen, format, lang }[name];
    if (value === undefined || value === "") missing = true;
    return encodeURIComponent(String(value));
  });
  return missing ? undefined : filled;
}

/** The months up to now, newest first: those that a report is asked of. */
export function monthsUpTo(now: number, timeZone: string, count: number): string[] {
  const [year = 2026, month = 1] = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
  })
    .format(now)
    .split("-")
    .map(Number);
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7),
  );
}
