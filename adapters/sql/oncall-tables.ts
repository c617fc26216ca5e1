/** Rows of on call. `*_json` columns hold the noun itself. */
export interface OncallTables {
  oncall_documents: {
    kind: string;
    id: string;
    position: number;
    document_json: string;
    changed_by: string;
    changed_at: number;
  };
  oncall_calls: { id: string; site: string; state: string; opened_at: number; call_json: string };
  oncall_members: { call: string; alarm: string; position: number; member_json: string };
  oncall_deliveries: {
    id: string;
    call: string;
    person: string | null;
    channel: string;
    state: string;
    queued_at: number;
    delivery_json: string;
  };
  oncall_attempts: { delivery: string; at: number; ms: number; ok: number; detail: string };
  oncall_lines: { call: string; at: number; what: string; who: string | null; detail: string };
  oncall_spent_links: { delivery: string; at: number; what: string };
  oncall_push: {
    endpoint: string;
    person: string;
    p256dh: string;
    auth: string;
    label: string;
    since: number;
  };
  oncall_log: {
    id: string;
    site: string;
    at: number;
    by: string;
    kind: string;
    words: string;
    read_by: string | null;
    read_at: number | null;
  };
  oncall_feeds: { token_hash: string; person: string; rota: string | null; made_at: number };
  oncall_swaps: { id: string; rota: string; asked_at: number; state: string; swap_json: string };
}
