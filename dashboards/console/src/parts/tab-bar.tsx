import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";

/** The ways within a page, one line that scrolls where a phone is too narrow; the one that is open is always in sight. */
export function TabBar({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const bar = useRef<HTMLElement>(null);
  const address = useRouterState({ select: ({ location }) => location.pathname + location.searchStr });
  // Only when another one is opened: a page with live values is drawn often, and a hand may be pushing the bar.
  useEffect(() => {
    void address;
    const here = bar.current?.querySelector<HTMLElement>(".is-here");
    // Not `scrollIntoView`, which would move the page as well.
    if (bar.current && here)
      bar.current.scrollLeft = here.offsetLeft - (bar.current.clientWidth - here.offsetWidth) / 2;
  }, [address]);
  return (
    <nav ref={bar} className="tabs" aria-label={label}>
      {children}
    </nav>
  );
}
