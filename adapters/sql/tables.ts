import type { Role } from "../../api/ports.ts";

/** Rows as stored. Times are ms since 1970; `*_json` columns hold the noun itself, so that nothing is lost in columns. */
export interface Tables {
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
  };
  people: {
    /** As given; `key` is what is compared: NFKC, lower case. */
    key: string;
    username: string;
    name: string;
    role: Role;
    /** PHC string: algorithm, parameters, salt and hash. */
    password: string;
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
  };
  gateway_credentials: {
    /** `<site>/<gateway>` */
    username: string;
    /** SHA-256 of the secret, hex. It is 32 random bytes, so no slow hash is needed. */
    secret_hash: string;
  };
  rule_overrides: {
    /** `site:…`, `type:…/…` or `asset:…` */
    scope: string;
    rule: string;
    override_json: string;
    changed_by: string;
    changed_at: number;
  };
  rule_memories: {
    alarm: string;
    definition: string;
    parts_json: string;
  };
}
