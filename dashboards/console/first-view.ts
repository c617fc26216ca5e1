import { join } from "node:path";
import { build, type Rolldown } from "vite";

const here = (file: string): string => join(import.meta.dirname, file);

/**
 * Which modules the first view is made of, as the bundler finds them once unused exports are shaken off: `start` for
 * every page, `inside` for the frame and the home page. Laid together they are two files instead of forty, which a cold
 * browser asks for in one go; each request costs it more than the bytes.
 */
export async function firstView(): Promise<(id: string) => "start" | "inside" | null> {
  const { output } = (await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "error",
    build: {
      target: "es2023",
      write: false,
      minify: false,
      cssMinify: false,
      modulePreload: false,
      rolldownOptions: { input: here("src/boot.ts") },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === "chunk");
  const madeOf = (files: readonly string[]): Set<string> => {
    const entries = chunks.filter(({ facadeModuleId }) => files.map(here).includes(facadeModuleId ?? ""));
    if (entries.length < files.length) throw new Error(`No chunk of its own for one of ${files.join(", ")}.`);
    const found = new Set(entries);
    for (const { imports } of found)
      for (const chunk of chunks) if (imports.includes(chunk.fileName)) found.add(chunk);
    return new Set([...found].flatMap(({ moduleIds }) => moduleIds));
  };
  const boot = madeOf(["src/boot.ts"]);
  const start = madeOf(["src/main.tsx"]);
  const inside = madeOf(["src/app/frame.tsx", "src/pages/home/home.tsx"]);
  return (id) => (boot.has(id) ? null : start.has(id) ? "start" : inside.has(id) ? "inside" : null);
}
