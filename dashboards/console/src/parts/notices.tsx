import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { useWords } from "../app/i18n.ts";
import { Icon } from "./icons.tsx";
import { useAdvice } from "./trouble.tsx";
import "./notices.css";

interface Notice {
  readonly words: string;
  /** Takes back what was done; absent where nothing can be. */
  readonly undo: (() => unknown) | undefined;
}

/** Time to read a sentence and to reach for the button; stands still under the pointer and the focus. */
const STAYS_MS = { said: 5_000, undoable: 12_000 };

let notice: Notice | undefined;
const watchers = new Set<() => void>();
const show = (next: Notice | undefined) => {
  notice = next;
  for (const wake of watchers) wake();
};
const watch = (wake: () => void) => {
  watchers.add(wake);
  return () => void watchers.delete(wake);
};

/** Says what was just done, with the way back where there is one. The newest takes the place of the one before. */
export const tell = (words: string, undo?: () => unknown): void => show({ words, undo });

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The one place where acts are confirmed and taken back: by its button, or by Ctrl-Z while it is there. */
export function Notices(): ReactNode {
  const shown = useSyncExternalStore(watch, () => notice);
  return <div role="status">{shown && <One key={shown.words} shown={shown} />}</div>;
}

function One({ shown }: { shown: Notice }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const { words, undo } = shown;
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const stays = !held && !busy && failed === undefined;
  useEffect(() => {
    if (!stays) return;
    const timer = setTimeout(() => show(undefined), undo ? STAYS_MS.undoable : STAYS_MS.said);
    return () => clearTimeout(timer);
  }, [stays, undo]);

  const back = async () => {
    if (!undo || busy) return;
    setBusy(true);
    try {
      await undo();
      // Taking back may itself have told something newer.
      if (notice === shown) show(undefined);
    } catch (error) {
      setFailed(error);
      setBusy(false);
    }
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      if (!isUndo || !undo || types(event.target)) return;
      event.preventDefault();
      void back();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only stands still under the hand; what acts inside are buttons
    <div
      className="notice"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>
        {words}
        {failed !== undefined && (
          <span className="notice-error" role="alert">
            {" "}
            {advice(failed)}
          </span>
        )}
      </span>
      {undo && (
        <button type="button" disabled={busy} aria-keyshortcuts="Control+Z" onClick={() => void back()}>
          {t("notice.undo")} <kbd>Ctrl Z</kbd>
        </button>
      )}
      <button type="button" aria-label={t("alarm.close")} onClick={() => show(undefined)}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
