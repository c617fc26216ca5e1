import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  AnswerKind,
  BegunFromCall,
  CallDetail,
  CallList,
  CallView,
  Chain,
  Channel,
  ChannelList,
  ChannelView,
  DeliveryList,
  DeliveryView,
  DryRunView,
  DutyLogView,
  FeedView,
  MyContacts,
  NewOverride,
  NewSwap,
  OnCallNow,
  OnCallSettings,
  OnCallSettingsView,
  Rota,
  RotaCalendar,
  RotaList,
  Route,
  RoutingView,
  StaffGroup,
  StaffList,
  StaffMember,
  StaffView,
  SwapList,
  SwapView,
  WallView,
} from "../../../../api/contract/index.ts";
import { calledBy } from "../../../../facility/oncall/shown/index.ts";
import { pick } from "../laws/index.ts";
import { call, Trouble } from "./api.ts";
import { useWords } from "./i18n.ts";
import { useLang } from "./preferences.ts";

const at = (id: string): string => encodeURIComponent(id);

/** Null for people who may not look. */
async function orNull<T>(path: string): Promise<T | null> {
  try {
    return await call<T>("GET", path);
  } catch (trouble) {
    if (trouble instanceof Trouble && (trouble.status === 403 || trouble.status === 404)) return null;
    throw trouble;
  }
}

export const nowQuery = queryOptions({
  queryKey: ["oncall", "now"],
  queryFn: () => call<OnCallNow>("GET", "/api/oncall/now"),
  staleTime: 3_000,
  refetchInterval: 60_000,
});
export const staffQuery = queryOptions({
  queryKey: ["oncall", "staff"],
  queryFn: () => call<z.infer<typeof StaffList>>("GET", "/api/oncall/staff"),
  staleTime: 30_000,
});
export const rotasQuery = queryOptions({
  queryKey: ["oncall", "rotas"],
  queryFn: () => call<z.infer<typeof RotaList>>("GET", "/api/oncall/rotas"),
});
export const calendarQuery = (rota: string, from: number, to: number) =>
  queryOptions({
    queryKey: ["oncall", "calendar", rota, from, to],
    queryFn: () => call<RotaCalendar>("GET", `/api/oncall/rotas/${at(rota)}/shifts?from=${from}&to=${to}`),
  });
export const swapsQuery = queryOptions({
  queryKey: ["oncall", "swaps"],
  queryFn: () => orNull<z.infer<typeof SwapList>>("/api/oncall/swaps"),
});
export const routingQuery = queryOptions({
  queryKey: ["oncall", "routing"],
  queryFn: () => call<RoutingView>("GET", "/api/oncall/routing"),
});
export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ["oncall", "call", id],
    queryFn: () => call<CallDetail>("GET", `/api/oncall/calls/${at(id)}`),
    refetchInterval: 5_000,
  });
export const pastCallsQuery = queryOptions({
  queryKey: ["oncall", "past"],
  queryFn: () => call<z.infer<typeof CallList>>("GET", "/api/oncall/calls?past=true&limit=50"),
  refetchInterval: 15_000,
});
export interface DeliveryFilter {
  readonly person?: string;
  readonly channel?: string;
  readonly state?: string;
  /** Ms since 1970. */
  readonly from?: number;
}
export const deliveriesQuery = (filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ["oncall", "deliveries", filter],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: "100" });
      for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
      if (pageParam !== null) query.set("after", pageParam);
      return orNull<z.infer<typeof DeliveryList>>(`/api/oncall/deliveries?${query}`);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last?.next ?? null,
    refetchInterval: 10_000,
  });
export const logQuery = (site: string) =>
  queryOptions({
    queryKey: ["oncall", "log", site],
    queryFn: () => orNull<DutyLogView>(`/api/oncall/log?site=${at(site)}`),
  });
export const channelsQuery = queryOptions({
  queryKey: ["oncall", "channels"],
  queryFn: () => orNull<z.infer<typeof ChannelList>>("/api/oncall/channels"),
});
export interface ChannelName {
  readonly id: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly kind: string;
}
export const channelNamesQuery = queryOptions({
  queryKey: ["oncall", "channel-names"],
  queryFn: () => orNull<{ readonly channels: readonly ChannelName[] }>("/api/oncall/channel-names"),
});
export const settingsQuery = queryOptions({
  queryKey: ["oncall", "settings"],
  queryFn: () => orNull<OnCallSettingsView>("/api/oncall/settings"),
  refetchInterval: 15_000,
});
/** Only where the plant is simulated. */
export const wallQuery = queryOptions({
  queryKey: ["oncall", "wall"],
  queryFn: () => call<WallView>("GET", "/api/demo/messages"),
  refetchInterval: 3_000,
});

export const answerCall = (id: string, what: AnswerKind, comment: string) =>
  call<CallView>("POST", `/api/oncall/calls/${at(id)}/answer`, { do: what, comment });
export const beginFromCall = (id: string, what: "plan" | "order", words: string) =>
  call<BegunFromCall>("POST", `/api/oncall/calls/${at(id)}/${what}`, { words });
export const putStaff = (member: StaffMember) =>
  call<StaffView>("PUT", `/api/oncall/staff/${at(member.id)}`, member);
export const removeStaff = (id: string) => call<void>("DELETE", `/api/oncall/staff/${at(id)}`);
export const putMe = (body: z.infer<typeof MyContacts>) => call<StaffView>("PUT", "/api/oncall/me", body);
export const putGroup = (group: StaffGroup) =>
  call<StaffGroup>("PUT", `/api/oncall/groups/${at(group.id)}`, group);
export const removeGroup = (id: string) => call<void>("DELETE", `/api/oncall/groups/${at(id)}`);
export const putRota = (rota: Rota) => call<Rota>("PUT", `/api/oncall/rotas/${at(rota.id)}`, rota);
export const removeRota = (id: string) => call<void>("DELETE", `/api/oncall/rotas/${at(id)}`);
export const addOverride = (rota: string, body: z.input<typeof NewOverride>) =>
  call<Rota>("POST", `/api/oncall/rotas/${at(rota)}/overrides`, body);
export const endOverride = (rota: string, id: string) =>
  call<Rota>("DELETE", `/api/oncall/rotas/${at(rota)}/overrides/${at(id)}`);
export const askSwap = (body: z.input<typeof NewSwap>) => call<SwapView>("POST", "/api/oncall/swaps", body);
export const answerSwap = (id: string, answer: "agree" | "decline" | "withdraw") =>
  call<SwapView>("POST", `/api/oncall/swaps/${at(id)}`, { answer });
export const putRoutes = (routes: readonly Route[]) =>
  call<RoutingView>("PUT", "/api/oncall/routes", { routes });
export const putChain = (chain: Chain) => call<Chain>("PUT", `/api/oncall/chains/${at(chain.id)}`, chain);
export const removeChain = (id: string) => call<void>("DELETE", `/api/oncall/chains/${at(id)}`);
export const askDryRun = (alarm: string) =>
  call<DryRunView>("POST", "/api/oncall/dry-run", { alarm, hours: 3 });
export const makeFeed = () => call<z.infer<typeof FeedView>>("POST", "/api/oncall/calendar", { rota: null });
export const addLogEntry = (site: string, kind: "note" | "handover", words: string) =>
  call<unknown>("POST", "/api/oncall/log", { site, kind, words });
export const readLogEntry = (id: string) => call<void>("POST", `/api/oncall/log/${at(id)}/read`);
export const putChannel = (channel: Channel) =>
  call<ChannelView>("PUT", `/api/oncall/channels/${at(channel.id)}`, channel);
export const removeChannel = (id: string) => call<void>("DELETE", `/api/oncall/channels/${at(id)}`);
export const testChannel = (id: string, address: string) =>
  call<DeliveryView>("POST", `/api/oncall/channels/${at(id)}/test`, { address });
export const putSettings = (body: z.infer<typeof OnCallSettings>) =>
  call<OnCallSettingsView>("PUT", "/api/oncall/settings", body);

/** What a person, a firm or the house itself is called, by id; the id where nobody has it. */
export function useNames(): (id: string) => string {
  const lang = useLang();
  const { data } = useQuery(staffQuery);
  const members = new Map(data?.staff.map((member) => [member.id, member]));
  const called = calledBy({ member: (id) => members.get(id) });
  return (id) => pick(called(id), lang);
}

/** A channel's name by id; the id where there is none. */
export function useChannels(): (id: string) => string {
  const t = useWords();
  const lang = useLang();
  const { data } = useQuery(channelNamesQuery);
  const names = new Map(data?.channels.map(({ id, name }) => [id, pick(name, lang)]));
  return (id) => (id === "desk" ? t("oncall.desk") : (names.get(id) ?? id));
}
