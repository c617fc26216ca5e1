import type { Reporter, TestModule } from "vitest/node";

/**
 * Says plainly what was skipped and what would enable it (the note of a skipped test), and closes with
 * `N passed, N failed, N skipped`, the line that machines read.
 */
export default class PlainEnd implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    const why = new Map<string, number>();
    for (const module of modules) {
      let ran = 0;
      for (const test of module.children.allTests()) {
        ran++;
        const result = test.result();
        if (result.state === "passed") passed++;
        else if (result.state === "failed") failed++;
        else {
          skipped++;
          const note = "note" in result && result.note ? result.note : "no reason given";
          const line = `${module.project.name}: ${note}`;
          why.set(line, (why.get(line) ?? 0) + 1);
        }
      }
      // A file that breaks before its first test has no test to count, but it has failed.
      if (module.state() === "failed" && (ran === 0 || module.errors().length > 0)) failed++;
    }
    for (const [line, count] of why) console.log(`skipped ${count} × ${line}`);
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}
