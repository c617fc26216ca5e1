import type { RenewedPart } from "../../../../api/contract/index.ts";

/** Wearing parts in the order in which forms offer them. */
export const renewedParts = [
  "bearings",
  "impeller",
  "door-operator",
  "batteries",
  "winding",
  "other",
  "whole",
] as const satisfies readonly RenewedPart[];
