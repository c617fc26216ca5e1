import { readFileSync } from "node:fs";
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { done, problem, type Result } from "../facility/units/index.ts";

const PREFIX = "WATCHKEEPER_";

/** An environment with what a settings file adds to it, and where each of those stands: `settings.yaml:3: http_port`. */
export interface Filled {
  readonly environment: NodeJS.ProcessEnv;
  readonly standsAt: ReadonlyMap<string, string>;
}

/** A setting's key in the file: its variable without the prefix, in small letters. */
export const keyOf = (name: string): string => name.slice(PREFIX.length).toLowerCase();

/**
 * Adds the settings of a YAML file of `key: value` to the environment, which wins wherever it says something itself.
 * As in the environment, `key_file` names a file with the value. A list is the same as its entries with commas.
 */
export function withSettingsFile(
  environment: NodeJS.ProcessEnv,
  file: string,
  names: readonly string[],
): Result<Filled> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return problem(`${PREFIX}SETTINGS: ${file} cannot be read (${code}). Mend its path or its rights.`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  const broken = document.errors[0];
  if (broken) return problem(`${at(broken.pos[0])}: ${broken.message.split("\n")[0]} Mend that line.`);
  if (document.contents !== null && !isMap(document.contents))
    return problem(
      `${file}: settings are lines of "key: value", for example http_port: 8080. Mend the file.`,
    );

  const known = new Map(names.flatMap((name) => [name, `${name}_FILE`].map((one) => [keyOf(one), one])));
  const filled: NodeJS.ProcessEnv = { ...environment };
  const standsAt = new Map<string, string>();
  const problems: string[] = [];
  for (const { key, value } of document.contents?.items ?? []) {
    const word = isScalar(key) ? String(key.value) : "";
    const where = `${at(isScalar(key) ? (key.range?.[0] ?? 0) : 0)}: ${word}`;
    const name = known.get(word);
    const content = isSeq(value)
      ? value.items.map((item) => (isScalar(item) ? String(item.value) : "")).join(",")
      : isScalar(value) && value.value !== null
        ? String(value.value)
        : undefined;
    if (name === undefined)
      problems.push(`${where} is no setting. "npm start -- config example" shows every one.`);
    else if (content === undefined) problems.push(`${where} has no value. Give it one, or remove the line.`);
    else if (!saysItself(environment, name)) {
      filled[name] = content;
      standsAt.set(name, where);
      standsAt.set(name.replace(/_FILE$/, ""), where);
    }
  }
  return problems.length > 0 ? problem(problems.join("\n")) : done({ environment: filled, standsAt });
}

/** NAME and NAME_FILE are two ways of one setting. */
function saysItself(environment: NodeJS.ProcessEnv, name: string): boolean {
  const bare = name.replace(/_FILE$/, "");
  return environment[bare] !== undefined || environment[`${bare}_FILE`] !== undefined;
}
