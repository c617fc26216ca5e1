import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";

/** Long enough for what stands above the part to have come. */
const SEEKS_MS = 3_000;
const hands = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/**
 * `/settings#offers`: the part that an address names is drawn after its page, and pushed down by what comes above it.
 * It is brought into sight until it stands still, or until a hand moves the page.
 */
export function useSoughtPart(): void {
  const hash = useRouterState({ select: (state) => state.location.hash });
  const key = useRouterState({ select: (state) => state.location.state.__TSR_key });
  // biome-ignore lint/correctness/useExhaustiveDependencies: pressing the same link again seeks again
  useEffect(() => {
    const main = document.getElementById("main");
    if (hash === "" || !main) return;
    const ends = new AbortController();
    const seek = () => document.getElementById(hash)?.scrollIntoView();
    const watch = new MutationObserver(seek);
    const stop = () => {
      watch.disconnect();
      clearTimeout(timer);
      ends.abort();
    };
    const timer = setTimeout(stop, SEEKS_MS);
    watch.observe(main, { childList: true, subtree: true });
    for (const hand of hands) window.addEventListener(hand, stop, { passive: true, signal: ends.signal });
    seek();
    return stop;
  }, [hash, key]);
}
