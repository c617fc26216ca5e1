import type { Instant } from "../units/index.ts";

export type Tone = "plain" | "quiet" | "warn";

export interface Column {
  readonly title: string;
  /** Numbers stand right, words left. Left when left out. */
  readonly align?: "left" | "right" | "center";
  /** `fit`: as wide as its words; `fill`: a share of what is left; or points (1/72 inch). `fill` when left out. */
  readonly width?: "fit" | "fill" | number;
}

/** A kept file that is shown as a picture; whoever prints fetches its bytes. */
export interface Photo {
  readonly id: string;
  readonly name: string;
  /** Media type. JPEG and PNG are printed; another kind is named with its id instead. */
  readonly type: string;
}

export type Block =
  | { readonly is: "heading"; readonly text: string; readonly level?: 1 | 2 }
  | { readonly is: "paragraph"; readonly text: string; readonly tone?: Tone }
  | {
      readonly is: "table";
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
      readonly caption?: string;
      /** Said instead of an empty table. */
      readonly empty?: string;
    }
  | { readonly is: "facts"; readonly entries: readonly (readonly [key: string, value: string])[] }
  | { readonly is: "list"; readonly items: readonly string[]; readonly ordered?: boolean }
  | { readonly is: "photo"; readonly file: Photo; readonly caption?: string }
  /** A whole `<svg>` with a viewBox; it is drawn over the width of the page. */
  | { readonly is: "chart"; readonly svg: string; readonly caption?: string; readonly alt?: string }
  /** A line to sign on, or the signature that was given. */
  | {
      readonly is: "signature";
      readonly role: string;
      readonly name?: string;
      readonly at?: string;
      readonly image?: Photo;
    }
  | { readonly is: "page-break" };

/** A document: what stands in it, in order. The printer adds page numbers, the site and a hash of the content. */
export interface Report {
  readonly title: string;
  readonly subtitle?: string;
  readonly language: "en" | "zh";
  /** The site's name as it stands in the header. */
  readonly site: string;
  readonly madeAt: Instant;
  /** IANA name, in which the footer writes `madeAt`. */
  readonly timeZone: string;
  /** Written across every page: DRILL, DRAFT. */
  readonly mark?: string;
  readonly blocks: readonly Block[];
}

/**
 * What the content hash is taken over: everything that the report says, without when it was printed. The same record
 * printed twice has the same hash.
 */
export const contentOf = ({ madeAt: _, ...content }: Report): string => JSON.stringify(content);
