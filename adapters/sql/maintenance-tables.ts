import type { Role } from "../../api/ports.ts";

/** Rows of the maintenance part; `*_json` columns hold the noun itself. */
export interface MaintenanceTables {
  files: {
    /** SHA-256 of the bytes, hex. */
    id: string;
    name: string;
    type: string;
    bytes: number;
    kept_by: string;
    kept_at: number;
    /** The least role that may read it. */
    readers: Role;
  };
  /** Sites whose orders, papers, plans … refer to a kept file. */
  file_uses: { file: string; site: string };
  maintenance_orders: {
    id: string;
    /** The requester's; the same key twice is one order. */
    order_key: string;
    site: string;
    asset: string | null;
    state: string;
    source_kind: string;
    source_id: string;
    opened_at: number;
    changed_at: number;
    version: number;
    order_json: string;
  };
  /** The journal of orders; append-only. */
  maintenance_events: {
    order_id: string;
    version: number;
    at: number;
    actor: string;
    act_key: string | null;
    event_json: string;
  };
  /** Plans, visits, contracts, certificates, requests, costs …: each as it stands, found by kind and id. */
  maintenance_records: {
    kind: string;
    id: string;
    site: string;
    asset: string | null;
    at: number;
    record_json: string;
  };
}
