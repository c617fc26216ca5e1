import { parseDocument, stringify } from "yaml";
import { type Import, type ImportProblem, SiteFile } from "../../facility/assets/index.ts";
import { inChinese, text } from "../../facility/units/index.ts";

/** Reads a whole site; every mistake is named with its line and its path in the file. */
export function parseSiteYaml(source: string): Import {
  const document = parseDocument(source, { prettyErrors: true });
  if (document.errors.length > 0)
    return {
      ok: false,
      problems: document.errors.map((error): ImportProblem => {
        const what = error.message.split("\n")[0] ?? "";
        return {
          row: error.linePos?.[0].line ?? null,
          column: null,
          problem: text(`This is no valid YAML: ${what}`, `YAML 格式错误：${what}`),
        };
      }),
    };
  let plain: unknown;
  try {
    plain = document.toJS();
  } catch (error) {
    // Aliases of aliases: a few lines that would be gigabytes.
    const what = (error as Error).message;
    const problem = text(
      `This YAML cannot be spelled out (${what}). Write the values out instead of referring to them with *.`,
      `该 YAML 无法展开（${what}）。请直接写出各值，不要用 * 引用。`,
    );
    return { ok: false, problems: [{ row: null, column: null, problem }] };
  }
  const read = SiteFile.safeParse(plain);
  if (read.success) return { ok: true, file: read.data, ignored: [] };
  return {
    ok: false,
    problems: read.error.issues.map((issue) => {
      const { path, message } = issue;
      const isUnknown = issue.code === "unrecognized_keys";
      const place = path.map((step) => (typeof step === "number" ? step : String(step)));
      const node: unknown = document.getIn(place, true) ?? document.getIn(place.slice(0, -1), true);
      const range: unknown = typeof node === "object" && node !== null ? Reflect.get(node, "range") : null;
      return {
        row: Array.isArray(range) ? source.slice(0, Number(range[0])).split("\n").length : null,
        column: place.join(".") || null,
        problem: isUnknown
          ? text(
              `${message}. Mend its name or take the line out; the export of a site shows every name that is known.`,
              `${inChinese(issue)}。请改正名称或删除该行；导出的项目文件列有可用的名称。`,
            )
          : text(message, inChinese(issue)),
      };
    }),
  };
}

/** The site as a file that a person can read: what is empty or as usual is left out. Reads back as the same site. */
export function siteYaml(file: SiteFile): string {
  return stringify(
    {
      site: file.site,
      places: file.places,
      assets: file.assets.map(lean),
      gateways: file.gateways.map((gateway) => ({
        ...lean(gateway),
        ...(gateway.devices.length > 0 ? { devices: gateway.devices.map((device) => ({ ...device })) } : {}),
      })),
    },
    { lineWidth: 110 },
  );
}

const lean = (entry: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entry).filter(
      ([, value]) => value !== false && value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
