import { useCallback, useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  const watch = useCallback(
    (wake: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", wake);
      return () => list.removeEventListener("change", wake);
    },
    [query],
  );
  return useSyncExternalStore(watch, () => window.matchMedia(query).matches);
}

export const usePhone = (): boolean => useMedia("(max-width: 719px)");
export const useTouch = (): boolean => useMedia("(pointer: coarse)");
