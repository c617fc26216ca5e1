/** Between which values an answer passes, with its unit: "≤ 80 °C", "−10 … 10 mm"; empty where anything does. */
export function withinText(
  { low, high }: { readonly low?: number | undefined; readonly high?: number | undefined },
  unit: string,
): string {
  const said = (value: number) => String(value).replace("-", "−");
  const range =
    low !== undefined && high !== undefined
      ? `${said(low)} … ${said(high)}`
      : low !== undefined
        ? `≥ ${said(low)}`
        : high !== undefined
          ? `≤ ${said(high)}`
          : "";
  return range && `${range} ${unit}`.trim();
}
