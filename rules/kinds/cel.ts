import { Environment } from "@marcbachmann/cel-js";
import type { Asset, AssetModel, Point } from "../../facility/assets/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";

/** Variables of one evaluation: points by name, and `feeders` and `fed`. */
export type CelValues = Record<string, unknown>;

export interface CelProgram<T = boolean> {
  /** Which of the asset's points it reads. */
  readonly points: readonly string[];
  readonly readsFeeders: boolean;
  /** Also what this asset feeds. */
  readonly readsFed: boolean;
  /** Does this word stand in it? What it asks of related assets is told by that. */
  readonly names: (word: string) => boolean;
  /** Undefined where a value it needs is not known. */
  readonly run: (values: CelValues) => T | undefined;
}

/** CEL is strict about 1 and 1.0; people who write rules are not. Whole numbers work with every reading. */
const base = new Environment({
  limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 50, maxCallArguments: 8 },
});
for (const [sign, of] of [
  ["+", (a: number, b: number) => a + b],
  ["-", (a: number, b: number) => a - b],
  ["*", (a: number, b: number) => a * b],
  ["/", (a: number, b: number) => a / b],
] as const) {
  base.registerOperator(`double ${sign} int`, (a: number, b: bigint) => of(a, Number(b)));
  base.registerOperator(`int ${sign} double`, (a: bigint, b: number) => of(Number(a), b));
}
base.registerOperator("double == int", (a: number, b: bigint) => a === Number(b));
base.registerFunction("abs(double): double", (a: number) => Math.abs(a));
base.registerFunction("sum(list): double", (all: readonly unknown[]) =>
  all.reduce((sum: number, one) => sum + Number(one), 0),
);

/** One environment for each equipment type and set of points, so that 10 000 pumps compile a text once. */
const programs = new Map<string, Result<CelProgram<unknown>>>();

const celType = (point: Point): string =>
  point.type.kind === "boolean" ? "bool" : point.type.kind === "text" ? "string" : "double";

/** Compiles a condition for an asset; the problem says where the text is wrong and what names there are. */
export function compileCel(text: string, asset: Asset): Result<CelProgram> {
  const made = compiled(text, asset.points, "bool");
  if (!made.ok) return made;
  const { run, ...rest } = made.value;
  return done({
    ...rest,
    run(values) {
      const answer = run(values);
      return typeof answer === "boolean" ? answer : undefined;
    },
  });
}

/**
 * Compiles what a derived point is computed by. It may read the asset's points that stand before it, so that no point
 * waits for itself. Its values are as stored: booleans 0 and 1.
 */
export function compileDerived(point: Point): Result<CelProgram<number | string>> {
  const { points } = point.asset;
  const before = points.slice(
    0,
    points.findIndex(({ id }) => id === point.id),
  );
  const made = compiled(point.type.derived ?? "", before, celType(point));
  if (!made.ok) return problem(`${point.id}: ${made.problem}`);
  const { run, ...rest } = made.value;
  return done({
    ...rest,
    run(values) {
      const answer = run(values);
      if (typeof answer === "boolean" || typeof answer === "bigint") return Number(answer);
      if (typeof answer === "number") return Number.isFinite(answer) ? answer : undefined;
      return typeof answer === "string" ? answer : undefined;
    },
  });
}

function compiled(text: string, points: readonly Point[], wanted: string): Result<CelProgram<unknown>> {
  const names = points.map((point) => `${point.type.name}:${celType(point)}`);
  const key = `${wanted} ${names.join(",")} ${text}`;
  const known = programs.get(key);
  if (known) return known;
  const made = compile(text, points, wanted);
  programs.set(key, made);
  return made;
}

/** What a text of that type may give: whole numbers stand for any number, and what relations give is only known later. */
const fits = (type: unknown, wanted: string): boolean =>
  type === wanted || (wanted === "double" && (type === "int" || type === "dyn"));

function compile(text: string, own: readonly Point[], wanted: string): Result<CelProgram<unknown>> {
  const environment = base.clone();
  for (const point of own) environment.registerVariable(point.type.name, celType(point));
  environment.registerVariable("feeders", "list<map<string, dyn>>");
  environment.registerVariable("fed", "list<map<string, dyn>>");
  const help = `Points here: ${own.map((point) => point.type.name).join(", ")}.`;
  const what = wanted === "bool" ? "condition" : "expression";
  try {
    const program = environment.parse(text);
    const { valid, type, error } = program.check();
    if (!valid) return problem(`The ${what} is not understood: ${firstLine(error)}. ${help}`);
    if (!fits(type, wanted))
      return problem(
        wanted === "bool"
          ? `The condition gives a ${type}; compare it with something. ${help}`
          : `The expression gives a ${type}, and the point takes a ${wanted}. ${help}`,
      );
    // Names are looked for in the text itself: a point more than is read costs nothing but a wake-up.
    const words = new Set(
      text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "").match(/[A-Za-z_]\w*/g) ?? [],
    );
    return done({
      points: own.map((point) => point.type.name).filter((name) => words.has(name)),
      readsFeeders: words.has("feeders"),
      readsFed: words.has("fed"),
      names: (word) => words.has(word),
      run(values) {
        try {
          return program(values) as unknown;
        } catch {
          // A value that is not known yet, or of another kind than the text expects: then nobody can tell.
          return undefined;
        }
      },
    });
  } catch (error) {
    return problem(`The ${what} is not understood: ${firstLine(error)}. ${help}`);
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";

/** The assets that feed this one, and their points. */
export const feedersOf = (asset: Asset, model: AssetModel): Asset[] =>
  [...model.assets.values()].filter((other) => other.feeds.includes(asset.id));
