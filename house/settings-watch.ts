import { statSync } from "node:fs";

/** How often it is looked whether the file has changed, ms. */
const LOOK_MS = 5_000;

/** Calls `changed` after the file was written or exchanged; the end of it. Without a file there is nothing to watch. */
export function watchFile(file: string | undefined, changed: () => void, everyMs = LOOK_MS): () => void {
  if (file === undefined || file === "") return () => undefined;
  // By looking: an editor or a configuration tool puts a new file in the old one's place, which ends a watch of the
  // old; and folders that a container mounts tell of no changes.
  const stamp = (): string => {
    const found = statSync(file, { throwIfNoEntry: false });
    return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : "";
  };
  let known = stamp();
  const timer = setInterval(() => {
    const now = stamp();
    // While one is exchanged for another there is none for a moment.
    if (now === known || now === "") return;
    known = now;
    changed();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
