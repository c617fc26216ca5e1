import { queryOptions } from "@tanstack/react-query";
import type { Retention, StorageView } from "../../../../../../api/contract/index.ts";
import { call, Trouble } from "../../../app/api.ts";

export const tiers = ["raw", "1m", "1h"] as const;

/** Null where a database server keeps the readings, and for people who need not know. */
export const storageQuery = queryOptions({
  queryKey: ["storage"],
  queryFn: async (): Promise<StorageView | null> => {
    try {
      return await call<StorageView>("GET", "/api/storage");
    } catch (trouble) {
      if (trouble instanceof Trouble && (trouble.status === 404 || trouble.status === 403)) return null;
      throw trouble;
    }
  },
  refetchInterval: 30_000,
});

export const saveRetention = (policy: Retention) =>
  call<StorageView>("PUT", "/api/storage/retention", policy);

/** The server decides; said here as well, so that it stands beside the field while it is typed. */
export const isOrdered = (policy: Retention): boolean => {
  const [raw, minutes, hours] = tiers.map((tier) => policy[tier] ?? Number.POSITIVE_INFINITY);
  return raw! <= minutes! && minutes! <= hours!;
};
