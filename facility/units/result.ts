import { type Text, text } from "./text.ts";

export interface Problem {
  readonly ok: false;
  /** What is wrong and what to do, for logs and the command line. */
  readonly problem: string;
  /** The same in Chinese, where a person at the console may read it. */
  readonly zh?: string;
}

/** Expected trouble is returned, not thrown; `problem` says what is wrong and what to do. */
export type Result<T> = { readonly ok: true; readonly value: T } | Problem;

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const problem = (what: string, zh?: string): Problem => ({
  ok: false,
  problem: what,
  ...(zh === undefined ? {} : { zh }),
});

/** A problem for whoever reads it in their language. */
export const saidInBoth = ({ problem: en, zh }: Pick<Problem, "problem" | "zh">): Text => text(en, zh ?? en);
