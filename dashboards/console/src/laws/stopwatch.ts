/** A running clock: 4:07, 1:04:07. */
export function stopwatch(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1_000));
  const two = (n: number) => String(n).padStart(2, "0");
  const h = Math.floor(all / 3_600);
  const m = Math.floor((all % 3_600) / 60);
  return h > 0 ? `${h}:${two(m)}:${two(all % 60)}` : `${m}:${two(all % 60)}`;
}
