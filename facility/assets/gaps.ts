/** Drops keys without a value, so that they do not hide what lies beneath in a spread, nor stand in a file. */
export const withoutGaps = <T extends object>(of: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
