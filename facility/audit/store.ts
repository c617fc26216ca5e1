import type { AuditEntry, AuditRow } from "./chain.ts";

export interface AuditQuery {
  /** An act, or the beginning of several: `command.` */
  readonly act?: string;
  readonly actor?: string;
  /** A subject, or with a dot at its end all that begin so: `riverside.b1-booster-1.` */
  readonly subject?: string;
  /** Only rows before this sequence. */
  readonly before?: number;
  readonly limit: number;
}

/** A row as somebody noted it down elsewhere: what a chain cut at its end can be told by. */
export interface AuditMark {
  readonly sequence: number;
  readonly hash: string;
}

export type AuditVerdict =
  | { readonly ok: true; readonly rows: number; readonly head: AuditMark | undefined }
  | {
      readonly ok: false;
      /** The first row that is wrong or missing. */
      readonly sequence: number;
      readonly why: "gap" | "not-joined" | "changed" | "mark-missing" | "mark-differs";
    };

/** Keeps the chain. It only ever grows; nothing here changes or removes a row. */
export interface AuditStore {
  /** Resolves when the row is on disk; rejects when it cannot be written. */
  append(entry: AuditEntry): Promise<AuditRow>;
  /** Newest first. */
  list(query: AuditQuery): Promise<AuditRow[]>;
  /** Reads the whole chain anew; with a mark it must also still hold that row. */
  verify(mark?: AuditMark): Promise<AuditVerdict>;
}
