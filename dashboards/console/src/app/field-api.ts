import { queryOptions } from "@tanstack/react-query";
import type {
  AuditList,
  AuditVerdictView,
  CommandList,
  CommandView,
  DeviceEventList,
  DeviceProfileList,
  Discovered,
  FieldView,
  GatewayCredential,
  IngestView,
  ProbeView,
} from "../../../../api/contract/index.ts";
import { call, Trouble } from "./api.ts";

const ofGateway = (id: string, what: string): string => `/api/gateways/${encodeURIComponent(id)}/${what}`;
const ofAsset = (id: string, what: string): string => `/api/assets/${encodeURIComponent(id)}/${what}`;

export const profilesQuery = queryOptions({
  queryKey: ["device-profiles"],
  queryFn: () => call<DeviceProfileList>("GET", "/api/device-profiles"),
  staleTime: Number.POSITIVE_INFINITY,
});

export const ingestQuery = queryOptions({
  queryKey: ["ingest"],
  queryFn: () => call<IngestView>("GET", "/api/ingest"),
  refetchInterval: 10_000,
});

export const fieldQuery = (gateway: string) =>
  queryOptions({
    queryKey: ["gateways", "field", gateway],
    queryFn: () => call<FieldView>("GET", ofGateway(gateway, "devices")),
    refetchInterval: 5_000,
  });

export const probeDevice = (gateway: string, device: object) =>
  call<ProbeView>("POST", ofGateway(gateway, "probe"), device);
export const discoverDevices = (gateway: string, search: object) =>
  call<Discovered>("POST", ofGateway(gateway, "discover"), search);
export const enroll = (gateway: string) => call<GatewayCredential>("POST", ofGateway(gateway, "credential"));

export const EVENTS_A_PAGE = 50;
/** Older ones than `before`; the newest without it. */
export const fetchEvents = (asset: string, before?: number) =>
  call<DeviceEventList>(
    "GET",
    `${ofAsset(asset, "events")}?limit=${EVENTS_A_PAGE}${before === undefined ? "" : `&before=${before}`}`,
  );

/** Null for people who may not see it. */
export const commandsQuery = (asset: string) =>
  queryOptions({
    queryKey: ["commands", asset],
    queryFn: async () => {
      try {
        return (await call<CommandList>("GET", `${ofAsset(asset, "commands")}?limit=20`)).commands;
      } catch (trouble) {
        if (trouble instanceof Trouble && (trouble.status === 403 || trouble.status === 404)) return null;
        throw trouble;
      }
    },
  });

export const giveCommand = (point: string, value: number | boolean) =>
  call<CommandView>("POST", `/api/points/${encodeURIComponent(point)}/command`, { value });

export const AUDIT_A_PAGE = 100;
export const fetchAudit = (asked: { act?: string; actor?: string; before?: number }) => {
  const params = new URLSearchParams({ limit: String(AUDIT_A_PAGE) });
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) params.set(name, String(value));
  return call<AuditList>("GET", `/api/audit?${params}`);
};
export const verifyAudit = () => call<AuditVerdictView>("GET", "/api/audit/verify");
