import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

type Tree = { readonly [key: string]: string | Tree };
const flat = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
const english = new Map(flat(en));
const chinese = new Map(flat(zh));

/** The same in both languages on purpose: names of formats, and the languages' own names. */
const same = new Set(["trend.png", "trend.csv"]);

const places = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? "").sort();

describe("texts", () => {
  it("have the same keys in both languages", () => {
    expect([...chinese.keys()]).toEqual([...english.keys()]);
  });
  it("are translated, with the same values put in", () => {
    const wrong = [...english].filter(([key, source]) => {
      const target = chinese.get(key) ?? "";
      return same.has(key)
        ? target !== source
        : target === source || target.trim() === "" || places(target).join() !== places(source).join();
    });
    expect(wrong).toEqual([]);
  });
  it("in Chinese are Chinese", () => {
    const foreign = [...chinese].filter(([key, text]) => !same.has(key) && !/\p{Script=Han}/u.test(text));
    expect(foreign.map(([key]) => key)).toEqual(["rule.is", "language.other"]);
  });
});

/** Words that mean the same as the chosen one of the glossary (docs/guides/developer.md). */
const instead: Readonly<Record<string, string>> = {
  站点: "项目",
  点位: "测点, or 巡检点 on a round",
  数据点: "测点",
  技工: "维修工",
  技术员: "维修工",
  维修人员: "维修工",
  采纳: "认领",
};

describe("one thing has one Chinese word", () => {
  const wrong = (text: string): string[] =>
    Object.entries(instead).flatMap(([word, right]) => (text.includes(word) ? [`${word} → ${right}`] : []));
  it("in the console's texts", () => {
    const found = [...chinese].flatMap(([key, text]) =>
      [...wrong(text), ...(text.includes("小区") ? ["小区"] : [])].map((word) => `${key}: ${word}`),
    );
    expect(found).toEqual([]);
  });
  it("in the server's sentences and the guides", () => {
    const root = join(import.meta.dirname, "../../../..");
    const rooms = ["facility", "api", "rules", "ingest", "adapters", "broker", "house", "docs/guides"];
    const found = rooms.flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
        .filter((file) => /(?<!\.test)\.ts$|\.zh\.md$/.test(file))
        .flatMap((file) =>
          wrong(readFileSync(join(root, room, file), "utf8")).map((word) => `${room}/${file}: ${word}`),
        ),
    );
    expect(found).toEqual([]);
  });
});

describe("every text", () => {
  const folder = join(import.meta.dirname, "..");
  const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file) && !file.startsWith("texts"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  // Keys are asked for whole ("alarm.what"), by a computed last part (`priority.${…}`), or by the laws (words.ago).
  const computed = [...source.matchAll(/`([a-zA-Z.]+)\.\$\{/g)].map(([, head]) => head ?? "");
  // `stories.${id}.title`: a computed part in the middle.
  const between = [...source.matchAll(/`([a-zA-Z.]+)\.\$\{\w+\}\.(\w+)`/g)].map(
    ([, head, last]) => new RegExp(`^${head}\\.[^.]+\\.${last}$`),
  );
  const indexed = [
    ...source.matchAll(/\bwords\.(\w+)\[|\btexts\[lang\]\.([\w.]+)\[|\beditor\[lang\]\.(\w+)\[/g),
  ].map(([, law, whole, edited]) => whole ?? (edited ? `ruleEditor.${edited}` : `rule.${law}`));
  const ofLaws = [...source.matchAll(/\b(?:words|(?:texts|editor)\[lang\](?:\.\w+)*)\.(\w+)/g)].map(
    ([, name]) => name ?? "",
  );
  // One pass over the source, not one for each of some thousands of keys.
  const quoted = new Set([...source.matchAll(/(?="([\w.-]+)")/g)].map(([, word]) => word ?? ""));
  it("is used somewhere", () => {
    const unused = [...english.keys()].filter((key) => {
      const [head, last] = [key.slice(0, key.lastIndexOf(".")), key.slice(key.lastIndexOf(".") + 1)];
      const inLaws = ["time", "rule", "recurrence", "nav", "trend", "ruleEditor"].includes(head);
      return !(
        quoted.has(key) ||
        computed.includes(head) ||
        between.some((pattern) => pattern.test(key)) ||
        indexed.includes(head) ||
        (inLaws && (ofLaws.includes(last) || source.includes(`${head}.${last}`)))
      );
    });
    expect(unused).toEqual([]);
  });
  it("on the screen comes from here: no page carries words of its own", () => {
    // Text between tags that is not an expression; names of the languages themselves may stand.
    const stray = [...source.matchAll(/>\s*([A-Za-z\u4e00-\u9fff][^<>{}=;()]*[A-Za-z\u4e00-\u9fff])\s*<\//g)]
      .map(([, text]) => text?.trim() ?? "")
      .filter((text) => !["Ctrl K", "Ctrl Z", "Watchkeeper", "值守"].includes(text));
    expect(stray).toEqual([]);
  });
});
