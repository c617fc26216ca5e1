/** One page as a person may come to it. */
export interface ConsolePage {
  /** Names its pictures. */
  readonly name: string;
  readonly path: string;
  /** What is there once the page has its content. */
  readonly there: string;
  /** Looked at before anybody has signed in. */
  readonly outside?: true;
}

/**
 * The console's pages, each by its main views: pictures are taken of them, and axe looks at them in both themes.
 * A new page joins with one line. Ids are those of the demo estate.
 */
export const consolePages: readonly ConsolePage[] = [
  { name: "sign-in", path: "/sign-in", there: "input[name=username]", outside: true },
  { name: "estate", path: "/?home=engineer", there: ".tile .value" },
  { name: "home-desk", path: "/?home=desk", there: ".desk .now-cards, .desk .quiet" },
  { name: "home-manager", path: "/?home=manager", there: ".manager-figures" },
  { name: "wall", path: "/?home=desk&wall=true", there: ".wall-counts" },
  { name: "alarms", path: "/alarms", there: ".alarms" },
  { name: "alarms-hidden", path: "/alarms?tab=hidden", there: ".alarms" },
  { name: "alarms-kpi", path: "/alarms?tab=kpi", there: ".performance, .kpi, .alarms" },
  { name: "alarms-journal", path: "/alarms?tab=journal", there: ".journal" },
  { name: "asset-lift", path: "/assets/riverside.b1-lift-1", there: ".trend-canvas canvas" },
  { name: "asset-pump", path: "/assets/riverside.b1-booster-1", there: ".trend-canvas canvas" },
  { name: "asset-fire-panel", path: "/assets/riverside.b1-fire-panel", there: ".trend-canvas canvas" },
  { name: "asset-meter", path: "/assets/riverside.b1-meter-main", there: ".trend-canvas canvas" },
  { name: "trends-start", path: "/trends", there: ".trends-suggestions button" },
  {
    name: "trends",
    path: "/trends?range=6h&points=riverside.b1-booster-1.flow_m3_h,riverside.b1-booster-2.flow_m3_h,riverside.b1-booster-1.discharge_pressure_kPa,riverside.b1-booster-1.running",
    there: ".trend-canvas canvas",
  },
  { name: "emergencies", path: "/emergencies", there: "main h1" },
  { name: "emergency-plans", path: "/emergencies?tab=plans", there: "main h1" },
  { name: "emergency-drills", path: "/emergencies?tab=drills", there: ".emergencies .calendar" },
  { name: "emergency-plan", path: "/emergencies/plans/fire", there: ".plan-steps" },
  { name: "oncall", path: "/oncall", there: ".oncall .is-here" },
  { name: "oncall-rota", path: "/oncall?tab=rota", there: ".oncall .is-here" },
  { name: "oncall-routing", path: "/oncall?tab=routing", there: ".oncall .panel" },
  { name: "oncall-log", path: "/oncall?tab=log", there: ".log-write" },
  { name: "work", path: "/work?tab=board", there: ".board" },
  { name: "order", path: "/orders/WO-000001", there: ".order-top" },
  { name: "rounds", path: "/work?tab=rounds", there: ".rounds" },
  { name: "maintenance-calendar", path: "/maintenance?tab=calendar", there: ".calendar-head" },
  { name: "maintenance-compliance", path: "/maintenance?tab=compliance", there: ".stacks, main .quiet" },
  { name: "maintenance-certificates", path: "/maintenance?tab=certificates", there: ".stacks, .quiet" },
  { name: "maintenance-costs", path: "/maintenance?tab=costs", there: ".cost-rows, .quiet" },
  { name: "maintenance-requests", path: "/maintenance?tab=requests", there: "main h1" },
  { name: "maintenance-contracts", path: "/maintenance?tab=contracts", there: "main h1" },
  { name: "maintenance-parts", path: "/maintenance?tab=parts", there: "main h1" },
  { name: "maintenance-kpi", path: "/maintenance?tab=kpi", there: "main h1" },
  { name: "lifecycle", path: "/lifecycle", there: ".lc-map circle" },
  { name: "lifecycle-plan", path: "/lifecycle?tab=plan", there: ".lc-facts, main .quiet" },
  { name: "reports", path: "/reports", there: ".report-card" },
  { name: "lifecycle-compare", path: "/lifecycle?tab=compare", there: ".lc-compare, main .quiet" },
  { name: "lifecycle-approval", path: "/lifecycle?tab=approval", there: ".lc-steps, main .quiet" },
  { name: "lifecycle-assumptions", path: "/lifecycle?tab=assumptions", there: ".lc-path .rows" },
  { name: "lifecycle-story", path: "/lifecycle/assets/riverside.b1-booster-1", there: ".lc-storygrid" },
  { name: "settings", path: "/settings", there: ".gateways" },
  { name: "site", path: "/settings/site", there: "main h1, main h2" },
  { name: "gateway", path: "/settings/gateways/riverside.gw-b1", there: ".devices, .device-cards" },
  { name: "audit", path: "/settings/audit", there: ".audit li, main table tbody tr" },
];
