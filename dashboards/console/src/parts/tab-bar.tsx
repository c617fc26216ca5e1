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
    if (!bar.current || !here) return;
    const nav = bar.current;
    // Not `scrollIntoView`, which would move the page as well.
    let left: number | undefined;
    const show = () => {
      if (left !== undefined && nav.scrollLeft !== left) return;
      nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
      left = nav.scrollLeft;
    };
    show();
    // Counts that come later, beside the words, push it away again; a hand that has moved the bar is left alone.
    const watch = new ResizeObserver(show);
    for (const tab of nav.children) watch.observe(tab);
    return () => watch.disconnect();
  }, [address]);
  return (
    <nav ref={bar} className="tabs" aria-label={label}>
      {children}
    </nav>
  );
}
