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
  return [...fenced, ...words]
    .flatMap((line) => line.split("&&"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .map((line) => line.replace(/^(?:[A-Z_]+=\S+\s+)+(?=n)/, ""))
    .filter((line) => /^(npm|npx|node) /.test(line));
}
