import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const top = join(import.meta.dirname, "..", "..");
export const textOf = (page: string): string => readFileSync(join(top, page), "utf8");

/** Every page of the documentation, from the top folder. */
export const pages: readonly string[] = [
  "README.md",
  "README.zh.md",
  ...["docs", "docs/guides"].flatMap((folder) =>
    readdirSync(join(top, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
].filter((page) => existsSync(join(top, page)));

/** Commands of a page: in fences without a language of data, and in code words. */
export function commandsOf(page: string): string[] {
  const text = textOf(page);
  const fenced = [...text.matchAll(/^[ \t]*```(\w*)\n([\s\S]*?)^[ \t]*```/gm)]
    .filter(([, language]) => ["", "sh", "bash"].includes(language ?? ""))
    .flatMap(([, , body]) => (body ?? "").replaceAll(/\\\n\s*/g, " ").split("\n"));
  const words = [...text.replaceAll(/^[ \t]*```[\s\S]*?^[ \t]*```/gm, "").matchAll(/`([^`\n]+)`/g)].map(
    ([, word]) => word ?? "",
  );
  return (
    [...fenced, ...words]
      .flatMap((line) => line.split("&&"))
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .map((line) => line.replace(/^(?:[A-Z_]+=\S+\s+)+(?=n)/, ""))
      // What the installer's guide makes of it: the same program under its own name.
      .map((line) => line.replace(/^watchkeeper (?=[a-z])/, "npm start -- "))
      .filter((line) => /^(npm|npx|node) /.test(line))
  );
}

export interface CurlCall {
  readonly method: string;
  /** As written, with its variables. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The curl lines of a page's shell fences, as requests. */
export function curlsOf(page: string): CurlCall[] {
  return [...textOf(page).matchAll(/^[ \t]*```sh\n([\s\S]*?)^[ \t]*```/gm)]
    .flatMap(([, body]) => (body ?? "").replaceAll(/\\\n\s*/g, " ").split("\n"))
    .filter((line) => line.startsWith("curl "))
    .map((line) => {
      const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        ([, double, single, bare]) => double ?? single ?? bare ?? "",
      );
      const after = (option: string) => words.flatMap((word, i) => (words[i - 1] === option ? [word] : []));
      const [body] = after("-d");
      return {
        method: after("-X")[0] ?? (body === undefined ? "GET" : "POST"),
        url: words.find((word) => /^(https?:|\$URL)/.test(word)) ?? "",
        headers: Object.fromEntries(after("-H").map((header) => header.split(/:\s*/, 2) as [string, string])),
        body,
      };
    });
}

/** Routes that a page names, as `GET /api/…` and as addresses alone; without what follows a question mark. */
export function pathsOf(page: string): { readonly method: string | undefined; readonly path: string }[] {
  return [
    ...textOf(page).matchAll(/(?:\b(GET|POST|PUT|PATCH|DELETE) )?(\/api\/[\w{}./-]*[\w}])(?=[`?\s"),])/g),
  ].map(([, method, path]) => ({ method, path: path ?? "" }));
}
