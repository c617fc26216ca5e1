/** What the API says about maintenance: orders, plans, requests, contracts, money. */
export {
  ActedOnOrders,
  ActOnOrder,
  ActOnOrders,
  CheckedView,
  MOST_ORDERS_AT_ONCE,
  NewOrder,
  OrderClocks,
  OrderLine,
  OrderList,
  OrderSummary,
  OrderView,
  RenewedPart,
} from "./orders.ts";
export {
  BudgetBody,
  CertificateList,
  CertificateView,
  ContractList,
  ContractView,
  CostView,
  Tariff,
} from "./papers.ts";
export {
  ComplianceView,
  MaintenanceCalendar,
  MaintenanceKpiView,
  MaintenancePlanList,
  MaintenancePlanView,
  PlannedVisitView,
  PlanPreview,
  SiteCalendarBody,
  VisitReason,
  VisitView,
} from "./plans.ts";
export {
  NewRequest,
  PublicAsset,
  PublicRequest,
  RequestAnswer,
  RequestList,
  RequestReply,
  RequestTaken,
  RequestView,
  RoundList,
  StopList,
  StopsSent,
  StopsTaken,
  StopView,
} from "./requests.ts";
export { AssigneeList, PartCount, PartList, PartMove, PartMoves } from "./stock.ts";
