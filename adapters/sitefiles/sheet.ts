import type { Cell } from "../../facility/assets/index.ts";
import type { Text } from "../../facility/units/index.ts";

export type Sheet =
  | { readonly ok: true; readonly cells: readonly (readonly Cell[])[] }
  | { readonly ok: false; readonly problem: Text };
