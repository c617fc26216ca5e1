import { createHash } from "node:crypto";
import { plainStyle } from "./console.ts";
import { answerStyle } from "./oncall/index.ts";
import { referenceStyle } from "./reference-page.ts";

/** What the content policy names each fixed style by (CSP 3 §2.3.1). */
export const styleHashes: readonly string[] = [plainStyle, answerStyle, referenceStyle].map(
  (style) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`,
);
