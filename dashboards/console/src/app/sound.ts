import { useSyncExternalStore } from "react";
import type { CallView } from "../../../../api/contract/index.ts";

type Urgency = CallView["urgency"];

/** Each urgency is told apart by ear: pitch in Hz, length and pause in s, how often. */
const tunes: Record<
  Urgency,
  { readonly notes: readonly number[]; readonly length: number; readonly times: number }
> = {
  "life-safety": { notes: [988, 740], length: 0.22, times: 8 },
  urgent: { notes: [660, 880], length: 0.2, times: 3 },
  normal: { notes: [523], length: 0.3, times: 1 },
};

const KEY = "watchkeeper.sound";
let context: AudioContext | undefined;
let on = false;
const watchers = new Set<() => void>();
const wake = () => {
  for (const each of watchers) each();
};

/** A browser lets a page sound only after a person has touched it, so a remembered wish waits for the first touch. */
function wished(): boolean {
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}
function remember(wish: boolean): void {
  try {
    localStorage.setItem(KEY, wish ? "on" : "off");
  } catch {
    // Not remembered is no reason not to sound.
  }
}

export function enableSound(): void {
  context ??= new AudioContext();
  void context.resume().then(() => {
    on = context?.state === "running";
    remember(true);
    wake();
  });
}

export function muteSound(): void {
  on = false;
  remember(false);
  wake();
}

if (wished()) window.addEventListener("pointerdown", () => wished() && enableSound(), { once: true });

export function sound(urgency: Urgency): void {
  if (!on || !context) return;
  const { notes, length, times } = tunes[urgency];
  let at = context.currentTime + 0.02;
  for (let i = 0; i < times; i++)
    for (const note of notes) {
      const tone = context.createOscillator();
      const level = context.createGain();
      tone.type = urgency === "normal" ? "sine" : "square";
      tone.frequency.value = note;
      // Rises and falls quickly but not at once: a click would be heard instead.
      level.gain.setValueAtTime(0, at);
      level.gain.linearRampToValueAtTime(urgency === "normal" ? 0.25 : 0.18, at + 0.02);
      level.gain.linearRampToValueAtTime(0, at + length);
      tone.connect(level).connect(context.destination);
      tone.start(at);
      tone.stop(at + length + 0.02);
      at += length + 0.05;
    }
}

export const useSound = (): boolean =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => on,
  );
