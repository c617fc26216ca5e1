import { queryOptions } from "@tanstack/react-query";
import type {
  AdoptOffers,
  AdoptPreview,
  OfferList,
  SiteChanged,
} from "../../../../../../api/contract/index.ts";
import { call, Trouble } from "../../../app/api.ts";

/** Null for people who may not act on it. */
export const offersQuery = queryOptions({
  queryKey: ["offers"],
  queryFn: async (): Promise<OfferList | null> => {
    try {
      return await call<OfferList>("GET", "/api/offers");
    } catch (trouble) {
      if (trouble instanceof Trouble && (trouble.status === 404 || trouble.status === 403)) return null;
      throw trouble;
    }
  },
  refetchInterval: 10_000,
});

/** What is proposed if new assets are of that type. Not asked again while somebody types. */
export const proposalsQuery = (type: string | undefined) =>
  queryOptions({
    queryKey: ["offers", "proposals", type ?? ""],
    queryFn: () =>
      call<OfferList>("GET", `/api/offers${type === undefined ? "" : `?type=${encodeURIComponent(type)}`}`),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const dismissOffer = (id: string) => call<OfferList>("POST", "/api/offers/dismiss", { id });
export const previewAdoption = (body: AdoptOffers) =>
  call<AdoptPreview>("POST", "/api/offers/adopt/preview", body);
export const adoptOffers = (body: AdoptOffers, revision: number) =>
  call<SiteChanged>("POST", `/api/offers/adopt?revision=${revision}`, body);
