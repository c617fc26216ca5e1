/** Expected trouble is returned, not thrown; `problem` says what is wrong and what to do. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const problem = (what: string): { ok: false; problem: string } => ({ ok: false, problem: what });
