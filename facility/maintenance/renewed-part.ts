import { z } from "zod";

/**
 * Which wearing part was renewed: what was measured on the old one says nothing of the new. `whole` is the asset itself,
 * whose life begins anew.
 */
export const RenewedPart = z.enum([
  "bearings",
  "impeller",
  "door-operator",
  "batteries",
  "winding",
  "other",
  "whole",
]);
export type RenewedPart = z.infer<typeof RenewedPart>;
