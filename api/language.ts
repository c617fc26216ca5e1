import type { Context } from "hono";
import type { Text } from "../facility/units/index.ts";

/** The language a caller asked for (RFC 9110 §12.5.4); English where neither of ours is wanted more. */
export function preferredLanguage(acceptLanguage: string | undefined): keyof Text {
  let best: { language: keyof Text; weight: number } = { language: "en", weight: 0 };
  for (const part of (acceptLanguage ?? "").split(",")) {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const q = parameters.map((each) => each.trim()).find((each) => each.startsWith("q="));
    const weight = q === undefined ? 1 : Number(q.slice(2)) || 0;
    const language = tag.split("-")[0];
    if ((language === "en" || language === "zh") && weight > best.weight) best = { language, weight };
  }
  return best.language;
}

export const languageOf = (c: Context): keyof Text => preferredLanguage(c.req.header("accept-language"));
