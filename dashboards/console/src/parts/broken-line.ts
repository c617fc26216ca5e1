/**
 * The path of a line that breaks where there is nothing; one alone between two gaps is a dot.
 * @param points in the order of the line, px
 */
export function brokenLine(points: readonly (readonly [x: number, y: number] | null)[]): string {
  let broken = true;
  return points
    .map((point) => {
      if (!point) {
        broken = true;
        return "";
      }
      const [x, y] = [point[0].toFixed(1), point[1].toFixed(1)];
      const begin = broken ? `M${(point[0] - 0.5).toFixed(1)} ${y}` : "";
      broken = false;
      return `${begin}L${x} ${y}`;
    })
    .join("");
}
