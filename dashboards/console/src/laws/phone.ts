/**
 * A telephone number as people read it: a Chinese mobile number is spoken in groups of 3, 4 and 4. Any other is left
 * as it was written, for its groups are its owner's.
 */
export function phoneText(written: string): string {
  const [, country = "", first, second, third] =
    /^(\+86|0086)?(1[3-9]\d)(\d{4})(\d{4})$/.exec(written.replace(/[\s-]/g, "")) ?? [];
  return first ? [country && "+86", first, second, third].filter(Boolean).join(" ") : written;
}
