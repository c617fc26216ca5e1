import type { Generated } from "kysely";
import type { Role } from "../../api/ports.ts";
import type { AuditTable } from "./audit.ts";
import type { EmergencyTables } from "./emergency-tables.ts";
import type { LifecycleTables } from "./lifecycle-tables.ts";
import type { MaintenanceTables } from "./maintenance-tables.ts";
import type { OncallTables } from "./oncall-tables.ts";
import type { SecondFactorTables } from "./second-factor.ts";
import type { SignOnTables } from "./sign-on.ts";

/** Rows as stored. Times are ms since 1970; `*_json` columns hold the noun itself, so that nothing is lost in columns. */
export interface Tables
  extends OncallTables,
    MaintenanceTables,
    LifecycleTables,
    EmergencyTables,
    SecondFactorTables,
    SignOnTables {
  audit_log: AuditTable;
  alarm_transitions: {
    sequence: number;
    alarm: string;
    asset: string;
    rule: string;
    occurrence: number;
    state_json: string;
    event_json: string;
    evidence_json: string;
    changed_at: number;
    actor: string;
    reason: string;
    assigned_to: string | null;
  };
  alarms: {
    id: string;
    asset: string;
    rule: string;
    occurrence: number;
    sequence: number;
    /** The state's name, to find what is not normal without reading JSON. */
    state: string;
    state_json: string;
    evidence_json: string;
    changed_at: number;
    assigned_to: string | null;
  };
  people: {
    /** As given; `key` is what is compared: NFKC, lower case. */
    key: string;
    username: string;
    name: string;
    role: Role;
    /** PHC string: algorithm, parameters, salt and hash. */
    password: string;
    /** The only sites the person sees; null for every site. */
    sites_json: Generated<string | null>;
    /** Since when nobody signs in with it; its name stays in the records. */
    closed_at: Generated<number | null>;
  };
  sessions: {
    /** SHA-256 of the token, hex. */
    token_hash: string;
    id: string;
    person: string;
    kind: "session" | "token";
    label: string;
    opened_at: number;
    used_at: number;
    /** Of a token: the most it may do. */
    role: Role | null;
    /** Of a token: when it ends by itself. */
    ends_at: number | null;
    /** Of a token: the only sites it sees; null for those of its owner. */
    sites_json: Generated<string | null>;
    /** Of a session: browser and system, and the network address it was opened from. */
    device: string | null;
    address: string | null;
  };
  /** Points that gateways send and no site file has. */
  point_offers: {
    id: string;
    gateway: string;
    asset: string;
    point: string;
    new_asset: number;
    value_json: string;
    count: number;
    first_at: number;
    last_at: number;
    dismissed_by: string | null;
  };
  gateway_credentials: {
    /** `<site>/<gateway>` */
    username: string;
    /** SHA-256 of the secret, hex. It is 32 random bytes, so no slow hash is needed. */
    secret_hash: string;
  };
  sites: {
    id: string;
    /** The order in which sites joined. */
    position: number;
    site_json: string;
    /** Counts the changes. */
    revision: number;
    changed_at: number;
    changed_by: string;
  };
  /** Places, assets and gateways of a site, each as it stands in a site file. */
  site_nouns: {
    site: string;
    noun: "places" | "assets" | "gateways";
    id: string;
    position: number;
    noun_json: string;
  };
  device_events: {
    /** SHA-256 of what was told, hex: the same told again is the same. */
    hash: string;
    asset: string;
    at: number;
    received_at: number;
    scheme: string;
    code: string;
    text: string | null;
    details_json: string | null;
  };
  rule_overrides: {
    /** `site:…`, `type:…/…` or `asset:…` */
    scope: string;
    rule: string;
    override_json: string;
    changed_by: string;
    changed_at: number;
  };
  /** One row: up to where the rules had heard when their memories were last saved. */
  rule_memories_heard: {
    id: number;
    until: number;
  };
  rule_memories: {
    alarm: string;
    definition: string;
    parts_json: string;
  };
}
