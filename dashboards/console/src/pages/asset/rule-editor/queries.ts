import { queryOptions } from "@tanstack/react-query";
import type {
  BacktestBody,
  BacktestView,
  EffectiveRuleList,
  OverrideBody,
  OverridePreview,
} from "../../../../../../api/contract/index.ts";
import { call } from "../../../app/api.ts";

export const effectiveRulesQuery = (asset: string) =>
  queryOptions({
    queryKey: ["rules", asset],
    queryFn: () => call<EffectiveRuleList>("GET", `/api/assets/${encodeURIComponent(asset)}/rules`),
  });

export const saveOverride = (override: OverrideBody) =>
  call<OverridePreview>("PUT", "/api/rules/overrides", override);

export const dropOverride = (scope: string, rule: string) =>
  call<void>(
    "DELETE",
    `/api/rules/overrides?scope=${encodeURIComponent(scope)}&rule=${encodeURIComponent(rule)}`,
  );

export const startBacktest = (ask: BacktestBody) => call<BacktestView>("POST", "/api/backtests", ask);
export const stopBacktest = (id: string) => call<void>("DELETE", `/api/backtests/${encodeURIComponent(id)}`);

/** Asked again until it has ended. */
export const backtestQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ["backtest", id],
    queryFn: () => call<BacktestView>("GET", `/api/backtests/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && state.data.state !== "running" ? false : 300),
  });
