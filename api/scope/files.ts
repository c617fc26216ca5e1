import type { MiddlewareHandler } from "hono";
import { filesReferredTo, text } from "../../facility/units/index.ts";
import type { ApiEnv } from "../env.ts";
import { type Files, personKey } from "../ports.ts";
import { refuse } from "../problems.ts";
import { currentAsker, sees } from "./current.ts";

/**
 * A file belongs to the sites of what refers to it: an order's photo, a contract's scan. Whoever brought it sees it
 * before anything does. Of others it is not there, even for somebody who knows its hash.
 */
export function scopedFiles(files: Files): Files {
  const isSeen = async (id: string, by: string): Promise<boolean> => {
    const asker = currentAsker();
    return (
      !asker ||
      personKey(by) === personKey(asker.username) ||
      (await files.usedBy(id)).some((site) => sees(site))
    );
  };
  const find: Files["find"] = async (id) => {
    const file = await files.find(id);
    return file && (await isSeen(id, file.by)) ? file : undefined;
  };
  return {
    put: (file) => files.put(file),
    find,
    read: async (id) => ((await find(id)) ? await files.read(id) : undefined),
    usedBy: (id) => files.usedBy(id),
    remove: async (id) => !!(await find(id)) && (await files.remove(id)),
  };
}

/**
 * What somebody of some sites sends may refer to no file that he does not see: a reference makes a file the site's own.
 * Comes after `withinSites`.
 */
export function ownFilesAlone(files: Files | undefined): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (!files || !currentAsker() || !c.req.header("content-type")?.toLowerCase().includes("json"))
      return await next();
    for (const id of filesReferredTo(asStored(await c.req.text())))
      if (!(await files.find(id)))
        return refuse(
          c,
          422,
          text(
            "A file that this refers to is not kept, or you do not see it. Upload it anew.",
            "所引用的文件不存在或您无权查看，请重新上传。",
          ),
        );
    return await next();
  };
}

/** As it will be written down: spaces and escaped letters (`\u0069d`) hide no reference. Empty where it is no JSON. */
function asStored(said: string): string {
  try {
    return JSON.stringify(JSON.parse(said)) ?? "";
  } catch {
    // The route refuses it in words.
    return "";
  }
}
