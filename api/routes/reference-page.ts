/**
 * The reference page, drawn here and not by a viewer from a CDN: an estate's server often has no way out to the
 * internet, and the content policy lets no foreign script in. No script at all, so it also prints.
 */

/** The parts of an OpenAPI document that the page shows. */
export interface ReadableDocument {
  readonly info: { readonly title: string; readonly description?: string | undefined };
  readonly paths?: object | undefined;
  readonly components?: { readonly schemas?: object | undefined } | undefined;
}

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: { readonly description?: string };
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >;
}
type Content = Readonly<Record<string, { readonly schema?: unknown }>>;

const methods = ["get", "post", "put", "patch", "delete"];

export function referencePage(document: ReadableDocument): string {
  const byTag = new Map<string, string[]>();
  for (const [path, item] of Object.entries<Record<string, unknown>>({ ...document.paths }))
    for (const method of methods) {
      const operation = item[method] as Operation | undefined;
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? "Other";
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationHtml(method, path, operation)]);
    }
  const schemas = Object.entries<unknown>({ ...document.components?.schemas }).sort(([a], [b]) =>
    a.localeCompare(b),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(document.info.title)} API</title>
<style>${referenceStyle}</style>
</head>
<body>
<nav>${[...byTag.keys(), "Schemas"].map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a>`).join("")}</nav>
<main>
<h1>${escapeHtml(document.info.title)} API</h1>
<p>${escapeHtml(document.info.description ?? "")}</p>
<p><a href="openapi.json">openapi.json</a></p>
${[...byTag].map(([tag, operations]) => `<h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>${operations.join("")}`).join("\n")}
<h2 id="Schemas">Schemas</h2>
${schemas
  .map(
    ([name, schema]) =>
      `<details id="schema-${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary><pre>${schemaHtml(schema)}</pre></details>`,
  )
  .join("\n")}
</main>
</body>
</html>
`;
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const signIn = (operation.security ?? []).length > 0 ? "" : "<em>open to all</em> ";
  const parameters = (operation.parameters ?? []).map(
    (each) =>
      `<tr><td><code>${escapeHtml(each.name)}</code></td><td>${escapeHtml(each.in)}${each.required ? ", required" : ""}</td><td>${escapeHtml(each.description ?? each.schema?.description ?? "")}</td></tr>`,
  );
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, answer]) =>
      `<tr><td><code>${escapeHtml(status)}</code></td><td>${contentHtml(answer.content)}</td><td>${escapeHtml(answer.description ?? "")}</td></tr>`,
  );
  const input = operation.requestBody ? `<p>Body: ${contentHtml(operation.requestBody.content)}</p>` : "";
  return `<details class="operation"><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(operation.summary ?? "")}</span></summary>
<p>${signIn}${escapeHtml(operation.description ?? "")}</p>
${parameters.length > 0 ? `<table>${parameters.join("")}</table>` : ""}${input}
<table>${answers.join("")}</table></details>
`;
}

const contentHtml = (content: Content | undefined): string =>
  Object.entries(content ?? {})
    .map(([type, { schema }]) => {
      const [, name] = /"\$ref":"#\/components\/schemas\/(\w+)"/.exec(JSON.stringify(schema) ?? "") ?? [];
      return `${name ? `<a href="#schema-${name}"><code>${name}</code></a> ` : ""}<small>${escapeHtml(type)}</small>`;
    })
    .join(" ");

/** The schema as JSON, each reference to another schema a link to it. */
const schemaHtml = (schema: unknown): string =>
  escapeHtml(JSON.stringify(schema, null, 2)).replaceAll(
    /&quot;#\/components\/schemas\/(\w+)&quot;/g,
    '<a href="#schema-$1">$1</a>',
  );

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The page's own style; the content policy names its hash. */
export const referenceStyle = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
body { margin: 0; display: flex; gap: 32px; max-width: 1100px; }
nav { position: sticky; top: 0; align-self: flex-start; padding: 24px 16px; display: flex; flex-direction: column; gap: 8px; }
main { flex: 1; min-width: 0; padding: 8px 16px 64px; }
nav a, a { color: inherit; }
details { border-bottom: 1px solid #8884; padding: 8px 0; }
summary { cursor: pointer; }
summary span { opacity: .75; margin-left: 8px; }
b { display: inline-block; min-width: 56px; font-size: 12px; }
b.post, b.delete { color: #c75b00; }
table { border-collapse: collapse; margin: 8px 0; }
td { padding: 4px 16px 4px 0; vertical-align: top; }
pre { overflow: auto; padding: 8px; background: #8881; }
code { font: 13px ui-monospace, Menlo, Consolas, monospace; }
@media (max-width: 700px) { body { display: block; } nav { position: static; flex-direction: row; flex-wrap: wrap; } }
`;
