import { queryOptions } from "@tanstack/react-query";
import type {
  AboutView,
  Acknowledge,
  AlarmDetail,
  AlarmKpiView,
  AlarmList,
  AlarmsChanged,
  AlarmView,
  AssetDetail,
  AssetList,
  Assign,
  BulkAcknowledge,
  BulkAcknowledged,
  ChangePassword,
  Comment,
  ConnectionsView,
  GatewayList,
  HistoryView,
  JournalEntry,
  Problem,
  ScenarioList,
  SessionView,
  Shelve,
  SignInWays,
  TakeOut,
  WithComment,
} from "../../../../api/contract/index.ts";
import { localeOf } from "../laws/index.ts";
import { getPreferences } from "./preferences.ts";

interface Journal {
  readonly entries: readonly JournalEntry[];
}

/** The server said no, or could not be reached (`status` 0). `detail` says what to do, when the server knows. */
export class Trouble extends Error {
  readonly status: number;
  readonly detail: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Which fields are wrong, where the server names them. */
  readonly errors: NonNullable<Problem["errors"]>;
  constructor(
    status: number,
    detail?: string,
    retryAfterSeconds?: number,
    errors: NonNullable<Problem["errors"]> = [],
  ) {
    super(detail ?? `HTTP ${status}`);
    this.name = "Trouble";
    this.status = status;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
    this.errors = errors;
  }
}

async function answerOf(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  { signal, lang = getPreferences().lang }: { signal?: AbortSignal; lang?: "en" | "zh" } = {},
) {
  const isFile = body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        Accept: "application/json, application/problem+json",
        "Accept-Language": localeOf(lang),
        ...(body === undefined
          ? {}
          : { "Content-Type": isFile ? "application/octet-stream" : "application/json" }),
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch {
    throw new Trouble(0);
  }
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (!response.ok) {
    const problem: Partial<Problem> = isJson ? await response.json() : {};
    const after = Number(response.headers.get("retry-after"));
    throw new Trouble(
      response.status,
      problem.detail,
      Number.isFinite(after) && after > 0 ? after : undefined,
      problem.errors,
    );
  }
  return { response, isJson };
}

/** Asks the server; a body is sent as JSON, a file as it is. */
export async function call<T>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<T> {
  const { response, isJson } = await answerOf(method, path, body);
  return isJson ? response.json() : (undefined as T);
}

/** `signal` stops a long one; `lang` is that of the file, the console's own when left out. */
export const callForFile = async (
  path: string,
  options: { signal?: AbortSignal; lang?: "en" | "zh" } = {},
): Promise<Blob> => (await answerOf("GET", path, undefined, options)).response.blob();

/** `code`, where the person has a second factor: a 401 that names the field `code` asks for it. */
export const signIn = (username: string, password: string, code: string) =>
  call<SessionView>("POST", "/api/session", { username, password, ...(code ? { code } : {}) });
/** What the sign-in page offers beside a password. */
export const waysQuery = queryOptions({
  queryKey: ["ways"],
  queryFn: () => call<SignInWays>("GET", "/api/session/ways"),
  staleTime: Number.POSITIVE_INFINITY,
});
/** After the directory has vouched for somebody who has a second factor here. */
export const signOnCode = (code: string) => call<SessionView>("POST", "/api/session/oidc/code", { code });
export const signOut = () => call<void>("DELETE", "/api/session");

/** One's own; the server answers with a fresh session, so that this browser stays signed in. */
export const changePassword = (username: string, body: ChangePassword) =>
  call<void>("POST", `/api/people/${encodeURIComponent(username)}/password`, body);

export const acknowledge = (id: string, body: Acknowledge) =>
  call<AlarmView>("POST", `/api/alarms/${encodeURIComponent(id)}/acknowledge`, body);

export const acknowledgeAll = (body: BulkAcknowledge) =>
  call<BulkAcknowledged>("POST", "/api/alarms/acknowledge", body);

/** What a person does to one alarm beside acknowledging it. */
export type DeskAct =
  | { readonly path: "shelve"; readonly body: Shelve }
  | { readonly path: "unshelve" | "reset"; readonly body: WithComment }
  | { readonly path: "comment"; readonly body: Comment }
  | { readonly path: "assign"; readonly body: Assign };
export const actOn = (id: string, { path, body }: DeskAct) =>
  call<AlarmView>("POST", `/api/alarms/${encodeURIComponent(id)}/${path}`, body);

export const takeOut = (asset: string, body: TakeOut) =>
  call<AlarmsChanged>("POST", `/api/assets/${encodeURIComponent(asset)}/out-of-service`, body);
export const putBack = (asset: string, body: WithComment) =>
  call<AlarmsChanged>("POST", `/api/assets/${encodeURIComponent(asset)}/return-to-service`, body);

export const steerScenario = (id: string, act: "play" | "stop") =>
  call<void>("POST", `/api/demo/scenarios/${encodeURIComponent(id)}/${act}`);

/** Who was signed in on this device last: name and role, no secret. */
const LAST_SESSION = "watchkeeper-last-session";

export const wasSignedIn = (): boolean => localStorage.getItem(LAST_SESSION) !== null;

/** Whoever has signed in just now; the next start asks for what they need before the server has said who they are. */
export const rememberSession = (session: SessionView): void =>
  localStorage.setItem(LAST_SESSION, JSON.stringify(session));

export const forgetSession = (): void => localStorage.removeItem(LAST_SESSION);

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  // Asked without coverage too: the answer is then who was here last.
  networkMode: "always",
  queryFn: async (): Promise<SessionView | null> => {
    try {
      const session = await call<SessionView>("GET", "/api/session");
      rememberSession(session);
      return session;
    } catch (trouble) {
      if (trouble instanceof Trouble && trouble.status === 401) {
        forgetSession();
        return null;
      }
      // Without coverage the page opens for whoever was signed in last: the server decides when it is back.
      const last = trouble instanceof Trouble && trouble.status === 0 && localStorage.getItem(LAST_SESSION);
      if (last) return JSON.parse(last) as SessionView;
      throw trouble;
    }
  },
  staleTime: 60_000,
});

export const assetsQuery = queryOptions({
  queryKey: ["assets"],
  queryFn: () => call<AssetList>("GET", "/api/assets"),
  staleTime: 60_000,
});

export const assetQuery = (id: string) =>
  queryOptions({
    queryKey: ["asset", id],
    queryFn: () => call<AssetDetail>("GET", `/api/assets/${encodeURIComponent(id)}`),
    staleTime: 60_000,
  });

export const alarmsQuery = queryOptions({
  queryKey: ["alarms"],
  queryFn: () => call<AlarmList>("GET", "/api/alarms"),
  // It fills the board once; from then on the live channel keeps it.
  staleTime: 60_000,
});

export const alarmQuery = (id: string) =>
  queryOptions({
    queryKey: ["journal", "detail", id],
    queryFn: () => call<AlarmDetail>("GET", `/api/alarms/${encodeURIComponent(id)}`),
  });

/** @param site only of this one; the whole desk when left out */
export const kpiQuery = (hours: number, site?: string) =>
  queryOptions({
    queryKey: ["kpi", hours, site],
    queryFn: () =>
      call<AlarmKpiView>(
        "GET",
        `/api/alarms/kpi?hours=${hours}${site === undefined ? "" : `&site=${encodeURIComponent(site)}`}`,
      ),
    refetchInterval: 30_000,
  });

export const fetchHistory = (point: string, from: number, to: number, buckets: number) =>
  call<HistoryView>(
    "GET",
    `/api/points/${encodeURIComponent(point)}/history?from=${Math.round(from)}&to=${Math.round(to)}&buckets=${buckets}`,
  );

/** Where the browser fetches every stored reading of a span as a file. */
export const exportPath = (points: readonly string[], from: number, to: number, format: "csv" | "parquet") =>
  `/api/export?${new URLSearchParams({
    points: points.join(","),
    from: String(Math.round(from)),
    to: String(Math.round(to)),
    format,
  })}`;

/** `asset` narrows on servers that know it; callers filter as well, so that others answer rightly too. */
export const fetchJournal = (query: { before?: number; limit: number; asset?: string }) => {
  const params = new URLSearchParams({ limit: String(query.limit) });
  if (query.before !== undefined) params.set("before", String(query.before));
  if (query.asset !== undefined) params.set("asset", query.asset);
  return call<Journal>("GET", `/api/alarms/journal?${params}`);
};

export const alarmJournalQuery = (id: string) =>
  queryOptions({
    queryKey: ["journal", "alarm", id],
    queryFn: () => call<Journal>("GET", `/api/alarms/${encodeURIComponent(id)}/journal`),
  });

export const assetJournalQuery = (asset: string) =>
  queryOptions({
    queryKey: ["journal", "asset", asset],
    queryFn: async () => {
      const { entries } = await fetchJournal({ asset, limit: 500 });
      return entries.filter((entry) => entry.asset === asset);
    },
  });

export const gatewaysQuery = queryOptions({
  queryKey: ["gateways"],
  queryFn: () => call<GatewayList>("GET", "/api/gateways"),
  refetchInterval: 5_000,
});

export const aboutQuery = queryOptions({
  queryKey: ["about"],
  queryFn: () => call<AboutView>("GET", "/api/about"),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Null for people who may not look. */
export const connectionsQuery = queryOptions({
  queryKey: ["connections"],
  queryFn: async (): Promise<ConnectionsView | null> => {
    try {
      return await call<ConnectionsView>("GET", "/api/connections");
    } catch (trouble) {
      if (trouble instanceof Trouble && (trouble.status === 404 || trouble.status === 403)) return null;
      throw trouble;
    }
  },
  refetchInterval: 5_000,
});

/** Only where the plant is simulated. */
export const scenariosQuery = queryOptions({
  queryKey: ["scenarios"],
  queryFn: async () => (await call<ScenarioList>("GET", "/api/demo/scenarios")).scenarios,
  refetchInterval: 3_000,
});
