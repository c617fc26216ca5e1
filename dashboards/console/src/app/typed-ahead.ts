/** What of a pressed key matters here: a KeyboardEvent fits. */
interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

export interface TypedAhead {
  /** A box has been asked for that takes letters, and is on its way. */
  begin(): void;
  /**
   * @returns whether the key was one for the box: kept for it where it is a letter, and to be handled by nobody else
   */
  takes(pressed: Pressed): boolean;
  /** The box has the focus, or is not wanted any more. @returns what was typed for it meanwhile */
  end(): string;
}

/**
 * Keeps what is typed between the wish for a box and its focus. Its script may still be on its way, and who types
 * "lift 2" at once neither loses the first letters nor has them taken for single keys that lead elsewhere.
 */
export function typedAhead(): TypedAhead {
  let typed: string | undefined;
  return {
    begin: () => {
      typed ??= "";
    },
    takes({ key, ctrlKey, metaKey, altKey }) {
      if (typed === undefined || ctrlKey || metaKey || altKey) return false;
      // By signs, not by code units: one backspace takes one of them.
      const signs = [...typed];
      if ([...key].length === 1) typed += key;
      else if (key === "Backspace") typed = signs.slice(0, -1).join("");
      // Enter has nothing to choose from yet; were it handled, it would press whatever has the focus.
      else if (key !== "Enter") return false;
      return true;
    },
    end() {
      const all = typed ?? "";
      typed = undefined;
      return all;
    },
  };
}

/** Of the one search box. */
export const forSearch: TypedAhead = typedAhead();
