import { queryOptions } from "@tanstack/react-query";
import type {
  ApprovalView,
  AssetStoryView,
  AssumptionsView,
  FleetView,
  LifecycleScenarioList,
  PlanView,
} from "../../../../../api/contract/index.ts";
import { call, Trouble } from "../../app/api.ts";

export const fleetQuery = queryOptions({
  queryKey: ["lifecycle", "fleet"],
  queryFn: () => call<FleetView>("GET", "/api/lifecycle/fleet"),
  staleTime: 60_000,
});

export const scenariosQuery = queryOptions({
  queryKey: ["lifecycle", "scenarios"],
  queryFn: async () => (await call<LifecycleScenarioList>("GET", "/api/lifecycle/scenarios")).scenarios,
  staleTime: 10_000,
});

/** Null while the scenario has no plan. */
export const planQuery = (id: string) =>
  queryOptions({
    queryKey: ["lifecycle", "plan", id],
    queryFn: async (): Promise<PlanView | null> => {
      try {
        return await call<PlanView>("GET", `/api/lifecycle/scenarios/${encodeURIComponent(id)}/plan`);
      } catch (trouble) {
        if (trouble instanceof Trouble && trouble.status === 404) return null;
        throw trouble;
      }
    },
    staleTime: 10_000,
  });

export const storyPath = (id: string) => `/api/lifecycle/assets/${encodeURIComponent(id)}`;
export const storyQuery = (id: string) =>
  queryOptions({
    queryKey: ["lifecycle", "story", id],
    queryFn: () => call<AssetStoryView>("GET", storyPath(id)),
    staleTime: 30_000,
  });

export const assumptionsQuery = queryOptions({
  queryKey: ["lifecycle", "assumptions"],
  queryFn: () => call<AssumptionsView>("GET", "/api/lifecycle/assumptions"),
});

export const approvalPath = (id: string) => `/api/lifecycle/scenarios/${encodeURIComponent(id)}/approval`;
export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ["lifecycle", "approval", id],
    queryFn: () => call<ApprovalView>("GET", approvalPath(id)),
  });

export const reportPath = (
  id: string,
  format: "pdf" | "xlsx" | "csv",
  lang: "en" | "zh",
  beside: readonly string[],
): string =>
  `/api/lifecycle/scenarios/${encodeURIComponent(id)}/report?${new URLSearchParams({
    format,
    lang,
    ...(beside.length > 0 ? { with: beside.slice(0, 4).join(",") } : {}),
  })}`;
