import { access, constants, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { done, problem, type Result } from "../facility/units/index.ts";

/** Makes the data folder, or says why it cannot be used. */
export async function openDataFolder(folder: string): Promise<Result<string>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // What a backup or a restore gathers beside the data is nobody's once its process has ended.
    for (const name of await readdir(folder))
      if (/^(backup-.*|restoring)\.part$/.test(name)) await rm(join(folder, name), { recursive: true });
    return done(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === "EACCES" || code === "EPERM" || code === "EROFS"
        ? "cannot be written"
        : code === "ENOTDIR" || code === "EEXIST"
          ? "is not a folder"
          : code === "ENOSPC"
            ? "has no space left"
            : `cannot be made or written (${code ?? String(error)})`;
    return problem(
      `The data folder ${folder} ${why}. Give this user write rights on it, or set WATCHKEEPER_DATA to another folder.`,
    );
  }
}
