import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  ActedOnOrders,
  ActOnOrder,
  ActOnOrders,
  AssigneeList,
  BudgetBody,
  CertificateList,
  ComplianceView,
  ContractList,
  CostView,
  MaintenanceCalendar,
  MaintenanceKpiView,
  MaintenancePlanList,
  NewOrder,
  NewRequest,
  OrderList,
  OrderView,
  PartCount,
  PartList,
  PartMove,
  PartMoves,
  PlanPreview,
  PublicAsset,
  PublicRequest,
  RequestList,
  RequestReply,
  RequestTaken,
  RequestView,
  RoundList,
  SiteCalendarBody,
  StopList,
  VisitView,
} from "../../../../api/contract/index.ts";
import type {
  CertificateInput,
  ContractInput,
  PlanInput,
  Round,
  StockPartInput,
  Tariff,
} from "../../../../facility/maintenance/index.ts";
import type { FileRef } from "../../../../facility/units/index.ts";
import { call } from "./api.ts";

const of = encodeURIComponent;
/** How often lists of work are asked anew; a change made here is shown at once. */
const FRESH_MS = 10_000;

export const ordersQuery = (filter: { state?: string; asset?: string; limit?: number }) =>
  queryOptions({
    queryKey: ["orders", filter],
    queryFn: () =>
      call<OrderList>("GET", `/api/orders?${new URLSearchParams(filter as Record<string, string>)}`),
    refetchInterval: FRESH_MS,
  });
/** All that is open, as the first pages look at it: what came a moment ago is not asked for again. */
export const openOrdersQuery = { ...ordersQuery({ state: "open", limit: 500 }), staleTime: 3_000 };
export const fetchOrder = (id: string) => call<OrderView>("GET", `/api/orders/${of(id)}`);
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ["orders", "one", id],
    queryFn: () => fetchOrder(id),
    refetchInterval: FRESH_MS,
  });
export const openOrder = (body: NewOrder) => call<OrderView>("POST", "/api/orders", body);
export const actOnOrder = (id: string, body: ActOnOrder) =>
  call<OrderView>("POST", `/api/orders/${of(id)}/acts`, body);
export const actOnOrders = (body: ActOnOrders) => call<ActedOnOrders>("POST", "/api/orders/acts", body);
export const recordsPath = (ids: readonly string[], lang: string) =>
  `/api/maintenance/records?ids=${of(ids.join(","))}&lang=${lang}`;
export const keepFile = (file: Blob, name: string) =>
  call<FileRef>("POST", `/api/files?name=${of(name)}`, new Blob([file]));

const ofSite = <T>(noun: string, site: string, more = "") =>
  queryOptions({
    queryKey: ["maintenance", noun, site, more],
    queryFn: () => call<T>("GET", `/api/maintenance/${noun}?site=${of(site)}${more}`),
    staleTime: 15_000,
  });
export const plansQuery = (site: string) => ofSite<MaintenancePlanList>("plans", site);
export const calendarQuery = (site: string, from: string, until: string) =>
  ofSite<MaintenanceCalendar>("calendar", site, `&from=${from}&until=${until}`);
export const complianceQuery = (site: string, days: number) =>
  ofSite<ComplianceView>("compliance", site, `&days=${days}`);
export const maintenanceKpiQuery = (site: string, days: number) =>
  ofSite<MaintenanceKpiView>("kpi", site, `&days=${days}`);
export const contractsQuery = (site: string) => ofSite<ContractList>("contracts", site);
export const certificatesQuery = (site: string) => ofSite<CertificateList>("certificates", site);
export const costsQuery = (site: string, year: number | undefined) =>
  ofSite<CostView>("costs", site, year === undefined ? "" : `&year=${year}`);

export const putPlan = (plan: PlanInput) => call<PlanPreview>("PUT", "/api/maintenance/plans", plan);
export const previewPlan = (plan: PlanInput) =>
  call<PlanPreview>("POST", "/api/maintenance/plans/preview", plan);
export const removePlan = (id: string) => call<void>("DELETE", `/api/maintenance/plans?id=${of(id)}`);
export const giveReason = (id: string, reason: string) =>
  call<VisitView>("PUT", `/api/maintenance/visits/reason?id=${of(id)}`, { reason });

export const putContract = (contract: ContractInput) =>
  call<unknown>("PUT", "/api/maintenance/contracts", contract);
export const removeContract = (id: string) => call<void>("DELETE", `/api/maintenance/contracts?id=${of(id)}`);
export const putCertificate = (certificate: CertificateInput) =>
  call<unknown>("PUT", "/api/maintenance/certificates", certificate);
export const removeCertificate = (id: string) =>
  call<void>("DELETE", `/api/maintenance/certificates?id=${of(id)}`);
export const putBudget = (budget: BudgetBody) => call<unknown>("PUT", "/api/maintenance/budgets", budget);
export const putTariff = (tariff: z.input<typeof Tariff>) =>
  call<unknown>("PUT", "/api/maintenance/tariff", tariff);
export const siteCalendarQuery = (site: string) =>
  queryOptions({
    queryKey: ["maintenance", "site-calendar", site],
    queryFn: () => call<SiteCalendarBody>("GET", `/api/maintenance/site-calendar/${of(site)}`),
  });
export const putSiteCalendar = (site: string, calendar: SiteCalendarBody) =>
  call<SiteCalendarBody>("PUT", `/api/maintenance/site-calendar/${of(site)}`, calendar);
export const partsQuery = (site: string) => ofSite<PartList>("parts", site);
export const partMovesQuery = (site: string, id: string) =>
  queryOptions({
    queryKey: ["maintenance", "part-moves", site, id],
    queryFn: () => call<PartMoves>("GET", `/api/maintenance/parts/moves?site=${of(site)}&id=${of(id)}`),
  });
export const putPart = (part: StockPartInput) => call<PartList>("PUT", "/api/maintenance/parts", part);
export const removePart = (site: string, id: string) =>
  call<void>("DELETE", `/api/maintenance/parts?site=${of(site)}&id=${of(id)}`);
export const movePart = (move: PartMove) => call<PartList>("POST", "/api/maintenance/parts/moves", move);
export const countPart = (count: PartCount) => call<PartList>("POST", "/api/maintenance/parts/count", count);
export const assigneesQuery = (order: string) =>
  queryOptions({
    queryKey: ["orders", "assignees", order],
    queryFn: () => call<AssigneeList>("GET", `/api/orders/${of(order)}/assignees`),
    staleTime: 30_000,
  });
export const putRound = (round: z.input<typeof Round>) => call<unknown>("PUT", "/api/rounds", round);
export const removeRound = (id: string) => call<void>("DELETE", `/api/rounds?id=${of(id)}`);

export const requestsQuery = queryOptions({
  queryKey: ["maintenance", "requests"],
  queryFn: () => call<RequestList>("GET", "/api/requests"),
  refetchInterval: FRESH_MS,
});
export const replyTo = (id: string, body: RequestReply) =>
  call<RequestView>("POST", `/api/requests/${of(id)}/reply`, body);
export const eraseRequest = (id: string) =>
  call<RequestView>("DELETE", `/api/requests/${of(id)}/personal-data`);

export const roundsQuery = queryOptions({
  queryKey: ["maintenance", "rounds"],
  queryFn: () => call<RoundList>("GET", "/api/rounds"),
  staleTime: 30_000,
});
export const stopsQuery = queryOptions({
  queryKey: ["maintenance", "stops"],
  queryFn: () => call<StopList>("GET", "/api/rounds/stops"),
  staleTime: 15_000,
});

export const publicAsset = (id: string) => call<PublicAsset>("GET", `/api/public/assets/${of(id)}`);
export const sendRequest = (id: string, body: NewRequest) =>
  call<RequestTaken>("POST", `/api/public/assets/${of(id)}/requests`, body);
const publicPath = (id: string, secret: string) => `/api/public/requests/${of(id)}/${of(secret)}`;
export const publicRequest = (id: string, secret: string) =>
  call<PublicRequest>("GET", publicPath(id, secret));
export const answerRequest = (id: string, secret: string, fixed: boolean, words: string) =>
  call<PublicRequest>("POST", publicPath(id, secret), { fixed, words });
export const eraseOwnData = (id: string, secret: string) =>
  call<PublicRequest>("DELETE", `${publicPath(id, secret)}/personal-data`);
