import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { putEntry, removeEntry, type SiteEntry, type StoredSite } from "../../facility/assets/index.ts";
import { saidInBoth, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import {
  ImportPreview,
  Place,
  SiteAsset,
  SiteChanged,
  SiteDetail,
  SiteFormat,
  SiteGateway,
  SiteSummaryList,
} from "../contract/index.ts";
import type { ApiApp, ApiEnv } from "../env.ts";
import { languageOf } from "../language.ts";
import { nearest } from "../nearest.ts";
import { problems, refuse } from "../problems.ts";
import { changeSite } from "./change-site.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Id, json, Revision } from "./params.ts";

const tags = ["Sites"];
const site = Id("<site>", "riverside");
/** YAML is a whole site; csv and xlsx are its asset register. */
const format = SiteFormat;

const list = createRoute({
  method: "get",
  path: "/api/sites",
  tags,
  summary: "The sites and when they were last changed · 项目清单",
  ...allow("viewer"),
  responses: { 200: json(SiteSummaryList, "The sites"), ...problems(401) },
});

const one = createRoute({
  method: "get",
  path: "/api/sites/{site}",
  tags,
  summary: "A site as it is kept: places, assets, gateways · 项目模型",
  ...allow("engineer"),
  request: { params: z.object({ site }) },
  responses: { 200: json(SiteDetail, "The site"), ...problems(400, 401, 403, 404) },
});

const exported = createRoute({
  method: "get",
  path: "/api/sites/{site}/export",
  tags,
  summary: "A site as YAML, or its asset register as CSV or XLSX · 导出",
  ...allow("engineer"),
  request: { params: z.object({ site }), query: z.object({ format }) },
  responses: {
    200: { description: "The file", content: { "application/octet-stream": { schema: z.string() } } },
    ...problems(400, 401, 403, 404),
  },
});

const upload = { required: true as const, content: { "application/octet-stream": { schema: z.string() } } };
const over = z
  .string()
  .optional()
  .openapi({ description: "the site a register belongs to; YAML names its own" });

const preview = createRoute({
  method: "post",
  path: "/api/sites/import/preview",
  tags,
  summary: "What a file would change, or every mistake in it; nothing is changed · 导入预览",
  ...allow("engineer"),
  request: { query: z.object({ format, site: over }), body: upload },
  responses: {
    200: json(ImportPreview, "The differences, or the mistakes"),
    ...problems(400, 401, 403, 404, 413),
  },
});

const apply = createRoute({
  method: "post",
  path: "/api/sites/import/apply",
  tags,
  summary: "Put a file into force: all of it or nothing · 应用导入",
  ...allow("engineer"),
  request: { query: z.object({ format, site: over, revision: Revision }), body: upload },
  responses: { 200: json(SiteChanged, "What has changed"), ...problems(400, 401, 403, 404, 409, 413, 422) },
});

const nouns = [
  { noun: "places", schema: Place, example: "b1-pump-room", zh: "位置" },
  { noun: "assets", schema: SiteAsset, example: "b2-lift-1", zh: "设备" },
  { noun: "gateways", schema: SiteGateway, example: "gw-b1", zh: "网关" },
] as const;

export function siteRoutes(app: ApiApp, deps: RouteDeps): void {
  const { sites, siteFiles } = deps;
  const find = (id: string) => sites.list().find(({ file }) => file.site.id === id);
  const unknownSite = (c: Context, id: string) => {
    const near = nearest(
      id,
      sites.list().map(({ file }) => file.site.id),
    );
    const known = near.length > 0 ? near : sites.list().map(({ file }) => file.site.id);
    return refuse(
      c,
      404,
      text(
        `There is no site ${id}. Sites: ${known.join(", ")}.`,
        `没有项目 ${id}。现有项目：${known.join("、")}。`,
      ),
    );
  };
  const change = (c: Context<ApiEnv>, file: StoredSite["file"], expected: number) =>
    changeSite(c, deps, file, expected);

  app.openapi(list, (c) =>
    c.json(
      {
        sites: sites.list().map(({ file, revision, changedAt, changedBy }) => ({
          ...file.site,
          places: file.places.length,
          assets: file.assets.length,
          gateways: file.gateways.length,
          revision,
          changedAt,
          changedBy,
        })),
      },
      200,
    ),
  );

  app.openapi(one, (c) => {
    const { site } = c.req.valid("param");
    const stored = find(site);
    return stored ? c.json(stored, 200) : unknownSite(c, site);
  });

  app.openapi(exported, async (c) => {
    const { site } = c.req.valid("param");
    const { format } = c.req.valid("query");
    const stored = find(site);
    if (!stored) return unknownSite(c, site);
    const bytes = await siteFiles.write(format, stored.file, languageOf(c));
    const name = format === "yaml" ? `${site}.yaml` : `${site}-assets.${format}`;
    c.header("content-type", contentTypes[format]);
    c.header("content-disposition", `attachment; filename="${name}"`);
    return c.body(Uint8Array.from(bytes).buffer);
  });

  /** The uploaded file over the present site, or why it cannot be read. */
  const read = async (c: Context, format: SiteFormat, id: string | undefined) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return siteFiles.read(format, bytes, id === undefined ? undefined : find(id)?.file);
  };

  app.openapi(preview, async (c) => {
    const { format, site } = c.req.valid("query");
    if (site !== undefined && !find(site)) return unknownSite(c, site);
    const imported = await read(c, format, site);
    if (!imported.ok) return c.json({ ok: false as const, problems: [...imported.problems] }, 200);
    const changes = sites.preview(imported.file);
    if (!changes.ok) {
      const chinese = changes.zh?.split("\n") ?? [];
      const found = changes.problem
        .split("\n")
        .map((line, i) => ({ row: null, column: null, problem: text(line, chinese[i] ?? line) }));
      return c.json({ ok: false as const, problems: found }, 200);
    }
    return c.json(
      {
        ok: true as const,
        site: imported.file.site.id,
        siteName: imported.file.site.name,
        revision: find(imported.file.site.id)?.revision ?? 0,
        changes: changes.value.map((each) => ({ ...each, fields: [...each.fields] })),
        ignored: [...imported.ignored],
      },
      200,
    );
  });

  app.openapi(apply, async (c) => {
    const { format, site, revision } = c.req.valid("query");
    if (site !== undefined && !find(site)) return unknownSite(c, site);
    const imported = await read(c, format, site);
    if (imported.ok) return change(c, imported.file, revision);
    const language = languageOf(c);
    return refuse(
      c,
      422,
      text(
        `The file has ${imported.problems.length} mistakes; nothing was changed. Mend them and send it again.`,
        `文件有 ${imported.problems.length} 处错误，未做任何更改。请改正后重新导入。`,
      ),
      imported.problems.map(({ row, column, problem }) => ({
        path: [row, column].filter((part) => part !== null).join(" ") || "file",
        message: problem[language],
      })),
    );
  });

  for (const { noun, schema, example, zh } of nouns) {
    const params = z.object({ site, id: Id(`<${noun.slice(0, -1)}>`, example) });
    const path = `/api/sites/{site}/${noun}/{id}` as const;
    const answers = {
      200: json(SiteChanged, "What has changed"),
      ...problems(400, 401, 403, 404, 409, 422),
    };
    const put = createRoute({
      method: "put",
      path,
      tags,
      summary: `Add one of the ${noun}, or put it in place of the one with its id · 保存${zh}`,
      ...allow("engineer"),
      request: { params, query: z.object({ revision: Revision }), body: body(schema) },
      responses: answers,
    });
    app.openapi(put, async (c) => {
      const { site, id } = c.req.valid("param");
      const stored = find(site);
      if (!stored) return unknownSite(c, site);
      const entry = c.req.valid("json");
      if (entry.id !== id)
        return refuse(
          c,
          400,
          text(
            `The id in the path is ${id}, in the body ${entry.id}. Use one.`,
            `路径编号 ${id} 与内容编号 ${entry.id} 不一致。`,
          ),
        );
      // Noun and schema come from the same line of the table above.
      return change(c, putEntry(stored.file, { noun, entry } as SiteEntry), c.req.valid("query").revision);
    });
    const remove = createRoute({
      method: "delete",
      path,
      tags,
      summary: `Take one of the ${noun} out; its readings and journal stay · 删除${zh}`,
      ...allow("engineer"),
      request: { params, query: z.object({ revision: Revision }) },
      responses: answers,
    });
    app.openapi(remove, async (c) => {
      const { site, id } = c.req.valid("param");
      const stored = find(site);
      if (!stored) return unknownSite(c, site);
      const left = removeEntry(stored.file, noun, id);
      if (!left.ok) return refuse(c, 422, saidInBoth(left));
      return change(c, left.value, c.req.valid("query").revision);
    });
  }
}

const contentTypes: Record<SiteFormat, string> = {
  yaml: "application/yaml; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
