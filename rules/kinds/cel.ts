import { Environment } from "@marcbachmann/cel-js";
import type { Asset, AssetModel, Point } from "../../facility/assets/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";

/** Variables of one evaluation: points by name, and `feeders`. */
export type CelValues = Record<string, unknown>;

export interface CelProgram {
  /** Which of the asset's points it reads. */
  readonly points: readonly string[];
  readonly readsFeeders: boolean;
  /** Undefined where a value it needs is not known. */
  readonly run: (values: CelValues) => boolean | undefined;
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

/** One environment for each equipment type and set of points, so that 10 000 pumps compile a text once. */
const programs = new Map<string, Result<CelProgram>>();

const celType = (point: Point): string =>
  point.type.kind === "boolean" ? "bool" : point.type.kind === "text" ? "string" : "double";

/** Compiles a condition for an asset; the problem says where the text is wrong and what names there are. */
export function compileCel(text: string, asset: Asset): Result<CelProgram> {
  const names = asset.points.map((point) => `${point.type.name}:${celType(point)}`);
  const key = `${names.join(",")} ${text}`;
  const known = programs.get(key);
  if (known) return known;
  const made = compile(text, asset);
  programs.set(key, made);
  return made;
}

function compile(text: string, asset: Asset): Result<CelProgram> {
  const environment = base.clone();
  for (const point of asset.points) environment.registerVariable(point.type.name, celType(point));
  environment.registerVariable("feeders", "list<map<string, dyn>>");
  const help = `Points here: ${asset.points.map((point) => point.type.name).join(", ")}.`;
  try {
    const program = environment.parse(text);
    const { valid, type, error } = program.check();
    if (!valid) return problem(`The condition is not understood: ${firstLine(error)}. ${help}`);
    if (type !== "bool") return problem(`The condition gives a ${type}; compare it with something. ${help}`);
    // Names are looked for in the text itself: a point more than is read costs nothing but a wake-up.
    const words = new Set(
      text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "").match(/[A-Za-z_]\w*/g) ?? [],
    );
    const points = asset.points.map((point) => point.type.name).filter((name) => words.has(name));
    return done({
      points,
      readsFeeders: words.has("feeders"),
      run(values) {
        try {
          const answer: unknown = program(values);
          return typeof answer === "boolean" ? answer : undefined;
        } catch {
          // A value that is not known yet, or of another kind than the text expects: then nobody can tell.
          return undefined;
        }
      },
    });
  } catch (error) {
    return problem(`The condition is not understood: ${firstLine(error)}. ${help}`);
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";

/** The assets that feed this one, and their points. */
export const feedersOf = (asset: Asset, model: AssetModel): Asset[] =>
  [...model.assets.values()].filter((other) => other.feeds.includes(asset.id));
