import { type ReactNode, useEffect, useRef } from "react";

/** The ways within a page, one line that scrolls where a phone is too narrow; the one that is open is always in sight. */
export function TabBar({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = bar.current?.querySelector<HTMLElement>(".is-here");
    // Not `scrollIntoView`, which would move the page as well.
    if (bar.current && here)
      bar.current.scrollLeft = here.offsetLeft - (bar.current.clientWidth - here.offsetWidth) / 2;
  });
  return (
    <nav ref={bar} className="tabs" aria-label={label}>
      {children}
    </nav>
  );
}
