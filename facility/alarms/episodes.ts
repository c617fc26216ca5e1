/** One time a rule was true, ms since 1970; `to` is null where it still was at the end. */
export interface Episode {
  readonly from: number;
  readonly to: number | null;
}

export interface EpisodeDifference {
  /** In the second list only. */
  readonly added: readonly Episode[];
  /** In the first list only. */
  readonly gone: readonly Episode[];
  /** In both, but beginning or ending at another time. */
  readonly moved: readonly { readonly before: Episode; readonly after: Episode }[];
  readonly same: number;
}

const SAME_WITHIN_MS = 1_000;
const end = ({ to }: Episode): number => to ?? Number.POSITIVE_INFINITY;
const close = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= SAME_WITHIN_MS;

/**
 * What another rule makes of the same history. Episodes that overlap are one and the same event; the first
 * overlapping pair counts, so that one that fell apart in two is one moved and one added.
 * @param before in order of time, as is `after`
 */
export function differ(before: readonly Episode[], after: readonly Episode[]): EpisodeDifference {
  const added: Episode[] = [];
  const gone: Episode[] = [];
  const moved: { before: Episode; after: Episode }[] = [];
  let same = 0;
  let b = 0;
  let a = 0;
  while (b < before.length || a < after.length) {
    const old = before[b];
    const now = after[a];
    if (old && (!now || end(old) < now.from)) {
      gone.push(old);
      b++;
    } else if (now && (!old || end(now) < old.from)) {
      added.push(now);
      a++;
    } else if (old && now) {
      if (close(old.from, now.from) && close(end(old), end(now))) same++;
      else moved.push({ before: old, after: now });
      b++;
      a++;
    }
  }
  return { added, gone, moved, same };
}
