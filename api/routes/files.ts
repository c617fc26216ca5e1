import { createRoute, z } from "@hono/zod-openapi";
import { FileRef, text } from "../../facility/units/index.ts";
import { allow, includes } from "../auth/index.ts";
import type { ApiApp } from "../env.ts";
import type { Files } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import { Id, json } from "./params.ts";

const tags = ["Files"];

const keep = createRoute({
  method: "post",
  path: "/api/files",
  tags,
  summary: "Keep a photo, signature or document; the body is the file itself · 上传文件",
  ...allow("technician"),
  request: {
    query: z.object({
      name: z.string().max(200).default("file").openapi({ description: "its name for people" }),
    }),
    body: {
      required: true,
      content: {
        "application/octet-stream": { schema: z.any().openapi({ type: "string", format: "binary" }) },
      },
    },
  },
  responses: { 201: json(FileRef, "What to refer to it by"), ...problems(400, 401, 403, 413, 415) },
});

const read = createRoute({
  method: "get",
  path: "/api/files/{id}",
  tags,
  summary: "A kept file's bytes · 读取文件",
  ...allow("viewer"),
  request: { params: z.object({ id: Id("SHA-256 of the file, hex", "9f86d08…") }) },
  responses: {
    200: { description: "The bytes", content: { "application/octet-stream": { schema: z.any() } } },
    ...problems(401, 403, 404),
  },
});

/** Photos, signatures and documents: in by their bytes, out by their hash. */
export function fileRoutes(app: ApiApp, files: Files): void {
  app.openapi(keep, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const kept = await files.put({ name: c.req.valid("query").name, bytes, by: c.get("person").username });
    return kept.ok ? c.json(kept.value, 201) : refuse(c, 415, kept.problem);
  });

  app.openapi(read, async (c) => {
    const { id } = c.req.valid("param");
    const file = await files.find(id);
    const bytes = file && (await files.read(id));
    if (!file || !bytes)
      return refuse(
        c,
        404,
        text("This file is not kept, or its time has passed.", "文件不存在，或已按保存期限删除。"),
      );
    if (!includes(c.get("person").role, file.readers))
      return refuse(
        c,
        403,
        text(`This file needs the role ${file.readers}.`, `查看此文件需要 ${file.readers} 权限。`),
      );
    return c.body(bytes, 200, {
      "content-type": file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type,
      "content-disposition": `${file.type === "text/plain" ? "attachment" : "inline"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      // What it is was told by its bytes; no browser is to guess otherwise.
      "x-content-type-options": "nosniff",
    });
  });
}
