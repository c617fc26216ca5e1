import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import webpush from "web-push";
import { z } from "zod";

const Keys = z.object({ publicKey: z.string().min(80), privateKey: z.string().min(40) });

/** The pair by which push services know this house. */
export type Vapid = z.infer<typeof Keys>;

/** Reads the keys, or makes them once: browsers subscribe to the public one, so it must stay the same. */
export function openVapid(folder: string): Vapid {
  const file = join(folder, "vapid.json");
  if (existsSync(file)) return Keys.parse(JSON.parse(readFileSync(file, "utf8")));
  const made = webpush.generateVAPIDKeys();
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
