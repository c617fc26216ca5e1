import { z } from "zod";

/**
 * A word of the site's own for an asset, for example "hospital" or "消防梯": routes and searches go by it. One word
 * without blanks or commas, for a register's cell holds several; capitals do not count.
 */
export const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .max(40, "a tag has at most 40 characters")
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u,
    "write a tag as one word of letters, digits and hyphens, for example evacuation or 消防梯",
  );

/** The tags of one asset, each once. */
export const Tags = z
  .array(Tag)
  .max(20, "an asset has at most 20 tags")
  .refine((tags) => new Set(tags).size === tags.length, "a tag stands twice. Leave one of them.");
