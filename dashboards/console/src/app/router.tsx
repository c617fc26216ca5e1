import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import {
  type AlarmState,
  isLongRange,
  isRange,
  type LongRange,
  openStates,
  type Priority,
  priorities,
  type Range,
  type System,
  systems,
} from "../laws/index.ts";
import { assetsQuery, sessionQuery } from "./api.ts";
import { Broken, Crashed, NoSuchPage } from "./broken.tsx";
import { kitted } from "./kitted.tsx";
import { type Home, homes } from "./preferences.ts";
import { frame, home } from "./set-out.ts";
import { fetched } from "./unfetched.ts";

/** Comma lists in addresses: `?priority=critical,high`. Unknown words are dropped, an old link still opens. */
const some = <T extends string>(known: readonly T[], word: unknown): T[] | undefined => {
  if (typeof word !== "string") return undefined;
  const list = known.filter((one) => word.split(",").includes(one));
  return list.length > 0 ? list : undefined;
};
const textOf = (word: unknown): string | undefined =>
  typeof word === "string" && word !== "" ? word : typeof word === "number" ? String(word) : undefined;
/**
 * What is not set, or was set to what no page knows, is said to be undefined: the router lays this over the address as
 * it stands, and a word left out here would reach the page unproven. Undefined is not written into an address.
 */
const only = <T extends object>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  search as { [K in keyof T]?: Exclude<T[K], undefined> };

const page: typeof lazyRouteComponent = (load, name) => lazyRouteComponent(fetched(load), name);

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  notFoundComponent: NoSuchPage,
  errorComponent: ({ error }) => <Crashed error={error} />,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>) =>
    only({ to: textOf(search.to), code: textOf(search.code), refused: textOf(search.refused) }),
  component: lazyRouteComponent(() => import("../pages/sign-in.tsx"), "SignInPage"),
});

/** All that needs a person signed in. `?alarm=<id>` opens that alarm's panel over any page. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: lazyRouteComponent(frame, "Frame"),
  validateSearch: (search: Record<string, unknown>) => only({ alarm: textOf(search.alarm) }),
  beforeLoad: async ({ context, location }) => {
    // What cannot be fetched now is asked for again, and complained of, by the route itself.
    frame().catch(() => undefined);
    if (location.pathname === "/") home().catch(() => undefined);
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (!session)
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
    // Every page needs the assets: they come while its script does.
    void context.queries.prefetchQuery(assetsQuery);
  },
});

export interface HomeSearch {
  readonly home?: Home;
  /** Of the engineer's home: only what stands here. */
  readonly building?: string;
  /** Of the desk's: read from across the room. */
  readonly wall?: true;
}
const estate = createRoute({
  getParentRoute: () => inside,
  path: "/",
  validateSearch: (search: Record<string, unknown>): HomeSearch =>
    only({
      home: homes.find((home) => home === search.home),
      building: textOf(search.building),
      wall: search.wall === true ? (true as const) : undefined,
    }),
  component: page(home, "HomePage"),
});

const alarmsTabs = ["hidden", "kpi", "journal"] as const;
export type AlarmsTab = (typeof alarmsTabs)[number];
export interface AlarmsSearch {
  readonly tab?: AlarmsTab;
  /** Whether alarms alike are laid together; by itself in a flood. */
  readonly groups?: boolean;
  readonly priority?: string;
  readonly state?: string;
  readonly system?: string;
  readonly q?: string;
}
const alarms = createRoute({
  getParentRoute: () => inside,
  path: "/alarms",
  validateSearch: (search: Record<string, unknown>): AlarmsSearch =>
    only({
      tab: alarmsTabs.find((tab) => tab === search.tab),
      groups: typeof search.groups === "boolean" ? search.groups : undefined,
      priority: some<Priority>(priorities, search.priority)?.join(","),
      state: some<AlarmState>(openStates, search.state)?.join(","),
      system: some<System>(systems, search.system)?.join(","),
      q: textOf(search.q),
    }),
  component: page(() => import("../pages/alarms/alarms.tsx"), "AlarmsPage"),
});

export interface AssetSearch {
  /** Names of the plotted points, comma-separated. */
  readonly points?: string;
  readonly range?: Range;
}
const asset = createRoute({
  getParentRoute: () => inside,
  path: "/assets/$id",
  validateSearch: (search: Record<string, unknown>): AssetSearch =>
    only({
      points: textOf(search.points),
      range: isRange(search.range) ? search.range : undefined,
    }),
  component: page(kitted(() => import("../pages/asset/asset.tsx"), "AssetPage")),
});

/** The picture of the trends page, whole: curves, and either a length up to now or a fixed stretch. */
export interface TrendsSearch {
  /** Ids of the plotted points, comma-separated. */
  readonly points?: string;
  readonly range?: LongRange;
  readonly from?: number;
  readonly to?: number;
}
const trends = createRoute({
  getParentRoute: () => inside,
  path: "/trends",
  validateSearch: ({ points, range, from, to }: Record<string, unknown>): TrendsSearch =>
    only({
      points: textOf(points),
      range: isLongRange(range) ? range : undefined,
      ...(typeof from === "number" && typeof to === "number" && to - from >= 1_000 ? { from, to } : {}),
    }),
  component: page(kitted(() => import("../pages/trends/trends.tsx"), "TrendsPage")),
});

export const oncallTabs = ["pager", "rota", "routing", "people", "sent", "log", "channels", "wall"] as const;
export type OncallTab = (typeof oncallTabs)[number];
export interface OncallSearch {
  readonly tab?: OncallTab;
  /** Opens this call's story. */
  readonly call?: string;
}
const oncall = createRoute({
  getParentRoute: () => inside,
  path: "/oncall",
  validateSearch: (search: Record<string, unknown>): OncallSearch =>
    only({ tab: oncallTabs.find((tab) => tab === search.tab), call: textOf(search.call) }),
  component: page(kitted(() => import("../pages/oncall/oncall.tsx"), "OncallPage")),
});

const lifecycleTabs = ["fleet", "plan", "compare", "approval", "assumptions"] as const;
export type LifecycleTab = (typeof lifecycleTabs)[number];
const lifecycle = createRoute({
  getParentRoute: () => inside,
  path: "/lifecycle",
  validateSearch: (search: Record<string, unknown>): { tab?: LifecycleTab; scenario?: string } =>
    only({
      tab: lifecycleTabs.find((tab) => tab === search.tab),
      scenario: textOf(search.scenario),
    }),
  component: page(kitted(() => import("../pages/lifecycle/lifecycle.tsx"), "LifecyclePage")),
});

const lifecycleStory = createRoute({
  getParentRoute: () => inside,
  path: "/lifecycle/assets/$id",
  // From a work order: what it has cost so far, and which it is.
  validateSearch: (search: Record<string, unknown>): { quoted?: number; order?: string } =>
    only({
      quoted: typeof search.quoted === "number" && search.quoted > 0 ? search.quoted : undefined,
      order: textOf(search.order),
    }),
  component: page(kitted(() => import("../pages/lifecycle/story.tsx"), "StoryPage")),
});

const emergencyTabs = ["plans", "drills"] as const;
export type EmergencyTab = (typeof emergencyTabs)[number];
const emergencies = createRoute({
  getParentRoute: () => inside,
  path: "/emergencies",
  validateSearch: (search: Record<string, unknown>) =>
    only({ tab: emergencyTabs.find((tab) => tab === search.tab) }),
  component: page(kitted(() => import("../pages/emergencies/emergencies.tsx"), "EmergenciesPage")),
});
const emergencyRun = createRoute({
  getParentRoute: () => inside,
  path: "/emergencies/$id",
  validateSearch: (search: Record<string, unknown>) =>
    only({ wall: search.wall === true ? true : undefined }),
  component: page(kitted(() => import("../pages/emergencies/run.tsx"), "RunPage")),
});
const emergencyReport = createRoute({
  getParentRoute: () => inside,
  path: "/emergencies/$id/report",
  component: page(kitted(() => import("../pages/emergencies/report.tsx"), "ReportPage")),
});
const emergencyPlan = createRoute({
  getParentRoute: () => inside,
  path: "/emergencies/plans/$plan",
  component: page(kitted(() => import("../pages/emergencies/plan.tsx"), "PlanPage")),
});

const workTabs = ["mine", "board", "rounds", "all"] as const;
export type WorkTab = (typeof workTabs)[number];
const work = createRoute({
  getParentRoute: () => inside,
  path: "/work",
  validateSearch: (search: Record<string, unknown>): { readonly tab?: WorkTab } =>
    only({ tab: workTabs.find((tab) => tab === search.tab) }),
  component: page(kitted(() => import("../pages/orders/work.tsx"), "WorkPage")),
});
const order = createRoute({
  getParentRoute: () => inside,
  path: "/orders/$id",
  component: page(kitted(() => import("../pages/orders/order.tsx"), "OrderPage")),
});

export const maintenanceTabs = [
  "calendar",
  "plans",
  "compliance",
  "contracts",
  "certificates",
  "parts",
  "requests",
  "costs",
  "kpi",
] as const;
export type MaintenanceTab = (typeof maintenanceTabs)[number];
const maintenance = createRoute({
  getParentRoute: () => inside,
  path: "/maintenance",
  validateSearch: (search: Record<string, unknown>): { readonly tab?: MaintenanceTab } =>
    only({ tab: maintenanceTabs.find((tab) => tab === search.tab) }),
  component: page(kitted(() => import("../pages/maintenance/maintenance.tsx"), "MaintenancePage")),
});

/** A round is walked where there is no coverage: its page asks nobody whether it may open. */
const runner = createRoute({
  getParentRoute: () => root,
  path: "/rounds/$id",
  component: page(() => import("../pages/rounds/runner.tsx"), "RoundRunner"),
});
/** What a code on an asset opens, and a reporter's private link: for people without an account. */
const report = createRoute({
  getParentRoute: () => root,
  path: "/q/$id",
  component: page(kitted(() => import("../pages/public/report.tsx"), "ReportPage")),
});
const follow = createRoute({
  getParentRoute: () => root,
  path: "/r/$id/$secret",
  component: page(() => import("../pages/public/follow.tsx"), "FollowPage"),
});

const reports = createRoute({
  getParentRoute: () => inside,
  path: "/reports",
  component: page(kitted(() => import("../pages/reports/reports.tsx"), "ReportsPage")),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: page(kitted(() => import("../pages/settings/settings.tsx"), "SettingsPage")),
});

const site = createRoute({
  getParentRoute: () => inside,
  path: "/settings/site",
  component: page(kitted(() => import("../pages/site/site.tsx"), "SitePage")),
});

const gateway = createRoute({
  getParentRoute: () => inside,
  path: "/settings/gateways/$id",
  component: page(kitted(() => import("../pages/settings/gateway/gateway-page.tsx"), "GatewayPage")),
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: "/settings/audit",
  component: page(kitted(() => import("../pages/settings/audit/audit-page.tsx"), "AuditPage")),
});

export const createConsoleRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([
      signIn,
      inside.addChildren([
        estate,
        alarms,
        asset,
        oncall,
        lifecycle,
        lifecycleStory,
        work,
        order,
        maintenance,
        emergencies,
        emergencyRun,
        emergencyReport,
        emergencyPlan,
        trends,
        reports,
        settings,
        site,
        gateway,
        audit,
      ]),
      runner,
      report,
      follow,
    ]),
    context: { queries },
    defaultPreload: "intent",
    // Within the frame: whatever has become of a page, what rings stays in sight.
    defaultErrorComponent: ({ error }) => <Broken error={error} />,
    scrollRestoration: false,
  });
