import { z } from "zod";

/** A text that a person reads, in both languages of the house. */
export const Text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
export type Text = z.infer<typeof Text>;

export const text = (en: string, zh: string): Text => ({ en, zh });
