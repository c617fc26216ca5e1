import { vi } from "vitest";
import { commandLine } from "../../house/index.ts";

class Ended extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`ended with ${code}`);
    this.code = code;
  }
}

/**
 * A command as `npm start --` runs it, in this process: what it says, and the code it ends with. A process of its own
 * takes one to two seconds before its first word, so those are for what only a process can show.
 */
export async function runCommand(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const hear = (...words: unknown[]) => void said.push(words.join(" "));
  const spies = [
    vi.spyOn(console, "log").mockImplementation(hear),
    vi.spyOn(console, "error").mockImplementation(hear),
    vi.spyOn(process, "exit").mockImplementation((code) => {
      throw new Ended(Number(code ?? 0));
    }),
  ];
  try {
    await commandLine(["node", "watchkeeper.ts", ...args]);
    return { code: 0, said: said.join("\n") };
  } catch (error) {
    if (error instanceof Ended) return { code: error.code, said: said.join("\n") };
    throw error;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
