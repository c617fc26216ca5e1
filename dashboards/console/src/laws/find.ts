export interface Findable {
  readonly id: string;
  /** All that a person may type for it, in any language. */
  readonly words: readonly string[];
}

/**
 * Items in which every typed part occurs, best first: a word that begins with it beats one that contains it.
 * Chinese has no spaces, so parts are found anywhere.
 */
export function find<T extends Findable>(items: readonly T[], query: string, limit = 20): T[] {
  const parts = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return items.slice(0, limit);
  const scored: { item: T; score: number }[] = [];
  for (const item of items) {
    const words = [item.id, ...item.words].map((word) => word.toLowerCase());
    let score = 0;
    for (const part of parts) {
      const best = words.reduce(
        (most, word) =>
          Math.max(
            most,
            word === part
              ? 4
              : word.startsWith(part)
                ? 3
                : word.includes(` ${part}`)
                  ? 2
                  : word.includes(part)
                    ? 1
                    : 0,
          ),
        0,
      );
      if (best === 0) {
        score = 0;
        break;
      }
      score += best;
    }
    if (score > 0) scored.push({ item, score });
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
}
