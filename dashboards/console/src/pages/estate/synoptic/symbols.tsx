import type { ReactNode } from "react";

/** How a symbol is drawn: filled while on, an outline while off, dashed while nobody knows. */
export type On = boolean | undefined;
const of = (on: On): string => (on === undefined ? "is-unknown" : on ? "is-on" : "is-off");

/** Graphic symbols after IEC 60617 and ISO 14617, in a 28 × 28 box. Decorative: the words stand beside. */
function Drawing({ on, children }: { on: On; children: ReactNode }): ReactNode {
  return (
    <svg className={`syn-symbol ${of(on)}`} width={28} height={28} viewBox="0 0 28 28" aria-hidden="true">
      {children}
    </svg>
  );
}

export function PumpSymbol({ on }: { on: On }): ReactNode {
  return (
    <Drawing on={on}>
      <circle className="syn-body" cx="14" cy="14" r="11" />
      <path className="syn-inner" d="M9 7.5 24 14 9 20.5z" />
    </Drawing>
  );
}

/** Power equipment by its type; a plain box for what has no symbol of its own. */
export function PowerSymbol({ type, on }: { type: string; on: On }): ReactNode {
  switch (type) {
    case "transformer":
      return (
        <Drawing on={on}>
          <circle className="syn-line" cx="10" cy="14" r="7" />
          <circle className="syn-line" cx="18" cy="14" r="7" />
        </Drawing>
      );
    case "genset":
      return (
        <Drawing on={on}>
          <circle className="syn-body" cx="14" cy="14" r="11" />
          <path className="syn-inner-line" d="M18.500 10.500a5.500 5.500 0 1 0 .5 4.500h-4.500" />
        </Drawing>
      );
    case "feeder":
      return (
        <Drawing on={on}>
          <path className="syn-line" d="M2 14h6M20 14h6" />
          {on === false ? (
            <path className="syn-line" d="M8 14 18 6" />
          ) : (
            <path className="syn-line" d="M8 14h12" />
          )}
          <path className="syn-line" d="M17.500 11.500l5 5M22.500 11.500l-5 5" />
        </Drawing>
      );
    case "ats":
      return (
        <Drawing on={on}>
          <path className="syn-line" d="M2 7h7M2 21h7M20 14h6" />
          <path className="syn-line" d={on === undefined ? "M20 14H14" : on ? "M20 14 9 7" : "M20 14 9 21"} />
        </Drawing>
      );
    case "ups":
      return (
        <Drawing on={on}>
          <rect className="syn-line" x="3" y="7" width="22" height="14" rx="1" />
          <path className="syn-line" d="M10 11v6M14 9v10M18 11v6" />
        </Drawing>
      );
    case "power-meter":
      return (
        <Drawing on={on}>
          <rect className="syn-line" x="3" y="4" width="22" height="20" rx="1" />
          <path className="syn-line" d="M3 10h22M8 18l4-4 4 3 4-4" />
        </Drawing>
      );
    default:
      return (
        <Drawing on={on}>
          <rect className="syn-line" x="4" y="4" width="20" height="20" rx="1" />
        </Drawing>
      );
  }
}

/** A tank filled to its level; dashed and empty while the level is not known. */
export function TankSymbol({ percent }: { percent: number | undefined }): ReactNode {
  const height = 84;
  const filled = percent === undefined ? 0 : (Math.min(100, Math.max(0, percent)) / 100) * (height - 4);
  return (
    <svg
      className={`syn-tank ${percent === undefined ? "is-unknown" : ""}`}
      width={72}
      height={height}
      viewBox={`0 0 72 ${height}`}
      aria-hidden="true"
    >
      <rect className="syn-water" x="2" y={height - 2 - filled} width="68" height={filled} />
      <path className="syn-line" d={`M2 1v${height - 2}h68V1`} />
      {[25, 50, 75].map((mark) => (
        <path key={mark} className="syn-tick" d={`M64 ${height - 2 - (mark / 100) * (height - 4)}h6`} />
      ))}
    </svg>
  );
}
