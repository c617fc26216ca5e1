import { watchFile as look } from "node:fs";

/** How often it is looked whether the file has changed, ms. */
const LOOK_MS = 5_000;

/**
 * Calls `changed` after the file was written or exchanged. By looking, not by the system's word: an editor or a
 * configuration tool puts a new file in the old one's place, and folders that a container mounts tell of no changes.
 * Without a file there is nothing to watch.
 */
export function watchFile(file: string | undefined, changed: () => void): void {
  if (!file) return;
  look(file, { interval: LOOK_MS, persistent: false }, ({ ino }) => {
    // While one is exchanged for another there is none for a moment.
    if (ino !== 0) changed();
  });
}
