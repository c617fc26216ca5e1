import { z } from "zod";

/** Four levels, as ISA-18.2 recommends for an operator's desk. */
export const Priority = z.enum(["critical", "high", "medium", "low"]);
export type Priority = z.infer<typeof Priority>;

/** 0 is the most urgent; sort by it. */
export const urgency = (priority: Priority): number => Priority.options.indexOf(priority);
