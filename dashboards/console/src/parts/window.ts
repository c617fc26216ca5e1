import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Rows drawn beyond each edge, so that a quick scroll does not show white. */
const SPARE = 12;

/** Draws only the rows in view: ten thousand alarms stay as quick as ten. All rows are `rowHeight` px high. */
export function useWindow(
  count: number,
  rowHeight: number,
): {
  box: RefObject<HTMLDivElement | null>;
  first: number;
  end: number;
  before: number;
  after: number;
  reveal: (row: number) => void;
} {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    const resize = new ResizeObserver(look);
    resize.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resize.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  const first = Math.max(0, Math.min(count, Math.floor(view.top / rowHeight) - SPARE));
  const end = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + SPARE);
  const reveal = useCallback(
    (row: number) => {
      const element = box.current;
      if (!element) return;
      const top = row * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      // One row more than its own height, for the sticky head covers one.
      else if (top + 2 * rowHeight > element.scrollTop + element.clientHeight)
        element.scrollTop = top + 2 * rowHeight - element.clientHeight;
    },
    [rowHeight],
  );
  return { box, first, end, before: first * rowHeight, after: Math.max(0, count - end) * rowHeight, reveal };
}
