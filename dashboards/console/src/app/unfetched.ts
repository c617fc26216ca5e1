/** What browsers and the bundler say when a part of the console did not come. */
const SIGNS = /preload CSS|dynamically imported module|importing a module script/i;

/** A page's script has not come: the server is out of reach, or has another version by now. No bug of the page. */
export class Unfetched extends Error {}

export const isUnfetched = (error: unknown): boolean =>
  error instanceof Unfetched || (error instanceof Error && SIGNS.test(error.message));

/**
 * Loads a part of the console, and says by its own name when it did not come: the router would load the whole page
 * anew at that, and where the server is away nothing but the browser's own error would be left on the screen.
 */
export const fetched =
  <T>(load: () => Promise<T>): (() => Promise<T>) =>
  () =>
    load().catch((cause: unknown) => {
      throw isUnfetched(cause) ? new Unfetched("A page of the console did not come.", { cause }) : cause;
    });
