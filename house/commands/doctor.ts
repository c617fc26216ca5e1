import { isRunning } from "../control.ts";
import { examine } from "../doctor/index.ts";
import { describeSettings, exampleSettings, readSettings } from "../settings.ts";
import { readAnew } from "../settings-reload.ts";
import { fail } from "./run.ts";

const SIGN = { well: "✓", look: "!", mend: "✗" } as const;

/** `doctor`: ends with 1 when something must be mended. */
export async function doctor(options: { readonly json?: boolean }): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const running = await isRunning(settings.value.data);
  const findings = await examine(settings.value, Date.now(), running);
  if (options.json) console.log(JSON.stringify({ running, findings }));
  else {
    console.log(running ? "The server runs." : "The server does not run.");
    for (const { check, is, says } of findings) console.log(`${SIGN[is]} ${check.padEnd(14)} ${says}`);
  }
  process.exit(findings.some(({ is }) => is === "mend") ? 1 : 0);
}

/** `config check`: whether the settings can be used, and what each of them is. */
export function checkConfig(): void {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  for (const { name, about, given, standsAt } of describeSettings(process.env))
    console.log(
      `${given ? "✓" : "·"} ${name.padEnd(28)} ${about}${readAnew.has(name) ? " ↻" : ""}${standsAt === undefined ? "" : ` (${standsAt})`}`,
    );
  console.log(
    "↻ is taken into use while the server runs: after the settings file was written, or at SIGHUP.",
  );
}

/** `config example`: a settings file to begin with. */
export function printExample(): void {
  console.log(exampleSettings());
}
