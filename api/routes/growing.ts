import { open } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

const CHUNK = 256 * 1024;
const LOOK_AGAIN_MS = 25;

/**
 * The bytes of a file that is still being written at its end, as they come; ends when it is whole, and throws when it
 * will never be. Nothing is read before somebody takes it.
 */
export async function* growing(path: string, written: Promise<void>): AsyncGenerator<Buffer> {
  let whole = false;
  const over = written.then(() => {
    whole = true;
  });
  // Thrown below, where it is awaited; whoever breaks off earlier is told nothing.
  over.catch(() => undefined);
  const file = await opened(path, over, () => whole);
  try {
    for (let at = 0; ; ) {
      // Asked before reading: what came in between is read by the next round.
      const last = whole;
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at);
      at += bytesRead;
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (last) return;
      else await Promise.race([over, pause(LOOK_AGAIN_MS)]);
    }
  } finally {
    await file.close();
  }
}

/** Whoever writes it may have to wait for a turn first. */
async function opened(path: string, over: Promise<void>, isWhole: () => boolean) {
  for (;;) {
    const last = isWhole();
    try {
      return await open(path, "r");
    } catch (error) {
      if (last || (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      await Promise.race([over, pause(LOOK_AGAIN_MS)]);
    }
  }
}
