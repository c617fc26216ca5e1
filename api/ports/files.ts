import type { Report } from "../../facility/reports/index.ts";
import type { FileRef, Instant, Text } from "../../facility/units/index.ts";
import type { Role } from "../contract/index.ts";

/** Puts a report on paper: A4, with page numbers, the site's name and a hash of the content. */
export interface Printer {
  pdf(report: Report): Promise<Uint8Array>;
}

/** A file kept, with who brought it; `readers` is the least role that may read it. */
export interface KeptFile extends FileRef {
  readonly by: string;
  readonly at: Instant;
  readonly readers: Role;
}

/** Photos, signatures, documents, drawings: kept by their content, so the same file twice is one. */
export interface Files {
  /** On disk when it resolves; refused (bilingual) where the bytes are no kind that is kept, or too many. */
  put(file: {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly by: string;
    readonly readers?: Role;
  }): Promise<
    { readonly ok: true; readonly value: FileRef } | { readonly ok: false; readonly problem: Text }
  >;
  find(id: string): Promise<KeptFile | undefined>;
  /** Undefined where it is not kept, or was erased. */
  read(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The sites of what refers to it, or did. */
  usedBy(id: string): Promise<readonly string[]>;
  /** Erases bytes and name; false where there was none. For personal data past its time. */
  remove(id: string): Promise<boolean>;
}

/** What is known of the kept files, beside their bytes. */
export interface FileIndex {
  /** Keeps the first entry of an id; widens its readers where the new one does. */
  add(file: KeptFile): Promise<void>;
  find(id: string): Promise<KeptFile | undefined>;
  /** The sites of what refers to it, or did. */
  usedBy(id: string): Promise<readonly string[]>;
  remove(id: string): Promise<boolean>;
}
