import { panned, type View, zoomed } from "../../laws/index.ts";
import { serverNow } from "../../live/index.ts";
import { LEFT, RIGHT } from "./option.ts";

/** How long after the last turn of the wheel the new stretch is fetched, ms. */
const REST = 250;
/** A touch that moves less than this is a tap, px. */
const TAP = 4;

/**
 * Drag to pan, Ctrl and wheel or two fingers to zoom; the page itself still scrolls with wheel and finger.
 * @param view what is on the screen now
 * @param move called for every step, and with `settled` once the person lets go
 * @returns undoes the listening
 */
export function listenToGestures(
  element: HTMLElement,
  view: () => View,
  move: (view: View, settled: boolean) => void,
): () => void {
  const fingers = new Map<number, number>();
  let begun: { view: View; xs: number[] } | undefined;
  let moved = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const width = () => Math.max(1, element.clientWidth - LEFT - RIGHT);
  const share = (x: number) => (x - element.getBoundingClientRect().left - LEFT) / width();
  const begin = () => {
    begun = fingers.size > 0 ? { view: view(), xs: [...fingers.values()].slice(0, 2) } : undefined;
  };

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || fingers.size >= 2) return;
    fingers.set(event.pointerId, event.clientX);
    if (fingers.size === 1) moved = false;
    begin();
  };
  const go = (event: PointerEvent) => {
    if (!begun || !fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event.clientX);
    const [a = 0, b] = [...fingers.values()];
    const [a0 = 0, b0] = begun.xs;
    if (!moved && Math.abs(a - a0) < TAP && Math.abs((b ?? 0) - (b0 ?? 0)) < TAP) return;
    if (!moved) element.setPointerCapture(event.pointerId);
    moved = true;
    if (b !== undefined && b0 !== undefined) {
      const factor = Math.abs(b0 - a0) / Math.max(8, Math.abs(b - a));
      const at = begun.view.from + share((a0 + b0) / 2) * (begun.view.to - begun.view.from);
      move(zoomed(begun.view, factor, at, serverNow()), false);
    } else move(panned(begun.view, (a0 - a) / width(), serverNow()), false);
  };
  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size === 0 && moved) move(view(), true);
    begin();
  };
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const now = view();
    const at = now.from + share(event.clientX) * (now.to - now.from);
    move(zoomed(now, Math.exp(event.deltaY / 400), at, serverNow()), false);
    clearTimeout(rest);
    rest = setTimeout(() => move(view(), true), REST);
  };

  element.addEventListener("pointerdown", down);
  element.addEventListener("pointermove", go);
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("wheel", wheel, { passive: false });
  return () => {
    clearTimeout(rest);
    element.removeEventListener("pointerdown", down);
    element.removeEventListener("pointermove", go);
    element.removeEventListener("pointerup", up);
    element.removeEventListener("pointercancel", up);
    element.removeEventListener("wheel", wheel);
  };
}
