/**
 * Backup: a whole house as one file, and a house from such a file: state, readings, keys and uploaded files. The file
 * says nothing of where these were kept, so it also moves a site between the embedded and the server profile.
 */
export type { Manifest } from "./manifest.ts";
export { type BackupPlan, type Nightly, nightlyBackups, type TakeBackup, writeBackup } from "./nightly.ts";
export { readBackup } from "./read.ts";
export { type Restored, type RestoreTarget, restoreBackup } from "./restore.ts";
export { type BackupSource, takeBackup } from "./take.ts";
