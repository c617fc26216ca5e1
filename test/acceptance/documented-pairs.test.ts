import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { docsPictures } from "../browser/docs-pictures.ts";
import { commandsOf, pages, textOf } from "../support/documented.ts";

const top = join(import.meta.dirname, "..", "..");
/** For whoever changes the program, in English as its code is; and a table that says everything in both languages. */
const alone = ["docs/guides/developer.md", "docs/guides/metrics.md"];
const guides = pages.filter(
  (page) => /^(README|docs\/guides\/)/.test(page) && !page.endsWith(".zh.md") && !alone.includes(page),
);
const inChinese = (page: string): string => page.replace(/\.md$/, ".zh.md");

const fences = (page: string): string[] =>
  [...textOf(page).matchAll(/^[ \t]*```(\w*)\n([\s\S]*?)^[ \t]*```/gm)].map(
    // Comments are in the reader's language; the lines themselves are not.
    ([, language, body = ""]) => `${language}: ${body.replaceAll(/(^|\s)\s*#.*$/gm, "$1").trimEnd()}`,
  );
const withoutFences = (page: string): string => textOf(page).replaceAll(/^[ \t]*```[\s\S]*?^[ \t]*```/gm, "");
const pictures = (page: string): string[] =>
  [...withoutFences(page).matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, , to]) => to ?? "");
const links = (page: string): string[] =>
  [...withoutFences(page).matchAll(/(?<!!)\[[^\]]+\]\(([^)#\s]+)/g)].map(([, to]) => to ?? "");

/** What both languages of a page must have alike. */
const skeleton = (page: string) => ({
  headings: [...withoutFences(page).matchAll(/^(#+) /gm)].map(([, marks]) => marks?.length),
  steps: [...withoutFences(page).matchAll(/^ *\d+\. /gm)].length,
  points: [...withoutFences(page).matchAll(/^ *- /gm)].length,
  rows: [...withoutFences(page).matchAll(/^ *\|/gm)].length,
  fences: fences(page),
  commands: commandsOf(page),
  pictures: pictures(page).length,
});

describe.each(guides)("%s", (page) => {
  const other = inChinese(page);

  it("is there in Chinese, and each leads to the other", () => {
    expect(existsSync(join(top, other)), other).toBe(true);
    expect(links(page)).toContain(basename(other));
    expect(links(other)).toContain(basename(page));
  });

  it("has the same sections, steps, rows, code and pictures in both languages", () => {
    expect(skeleton(other)).toEqual(skeleton(page));
  });

  it("leads a reader of Chinese to pages in Chinese, where there are such", () => {
    const wrong = links(other).filter(
      (to) =>
        to.endsWith(".md") &&
        !to.endsWith(".zh.md") &&
        to !== basename(page) &&
        existsSync(join(top, dirname(other), inChinese(to))),
    );
    expect(wrong).toEqual([]);
  });
});

describe("pictures of the pages", () => {
  const shown = pages.flatMap((page) => pictures(page).map((to) => ({ page, to })));

  it("are there, say what they show, and are light", () => {
    const wrong = shown.flatMap(({ page, to }) => {
      const file = join(top, dirname(page), to);
      if (!existsSync(file)) return [`${page}: ${to} is not there`];
      return statSync(file).size > 150_000 ? [`${to} weighs more than 150 kB`] : [];
    });
    expect(wrong).toEqual([]);
    for (const page of pages) expect(textOf(page), page).not.toMatch(/!\[\s*\]\(/);
  });

  it("are each made by `npm run shots -- --docs`, and each shown somewhere", () => {
    const files = readdirSync(join(top, "docs/images")).sort();
    expect(docsPictures.map(({ name }) => `${name}.png`).sort()).toEqual(files);
    expect([...new Set(shown.map(({ to }) => basename(to)))].sort()).toEqual(files);
  });

  it("are in Chinese where the page is", () => {
    const chinese = new Set(
      docsPictures.filter(({ lang }) => lang === "zh").map(({ name }) => `${name}.png`),
    );
    const wrong = shown
      .filter(({ page, to }) => page.endsWith(".zh.md") && !chinese.has(basename(to)))
      .map(({ page, to }) => `${page}: ${to}`);
    expect(wrong).toEqual([]);
  });
});
