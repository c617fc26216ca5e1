/** Puts an asset's name where a text has its id; ids nobody knows stay. */
export const named = (words: string, nameOf: (id: string) => string | undefined): string =>
  words.replace(/[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*/g, (id) => nameOf(id) ?? id);
