/** A far typing error is no suggestion any more. */
const FARTHEST = 4;

/** Up to `count` ids that `wanted` may have meant, the nearest first. */
export function nearest(wanted: string, ids: Iterable<string>, count = 3): string[] {
  const found: { id: string; distance: number }[] = [];
  for (const id of ids) {
    if (Math.abs(id.length - wanted.length) > FARTHEST) continue;
    const distance = editDistance(wanted.toLowerCase(), id.toLowerCase());
    if (distance <= FARTHEST) found.push({ id, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id);
}

/** Levenshtein distance, row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
