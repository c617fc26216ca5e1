import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Vault {
  /** AES-256-GCM; `purpose` is bound in, so that a sealed text cannot be moved to another field. */
  seal(text: string, purpose: string): string;
  /** Undefined where it was sealed with another key, or damaged. */
  open(sealed: string, purpose: string): string | undefined;
  /** A token that says `what` until `until` (ms since 1970). */
  sign(what: string, until: number): string;
  /** What a token says; undefined where it is not ours. `until` is the caller's to compare. */
  verify(token: string): { readonly what: string; readonly until: number } | undefined;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;

/** Opens the key in the data folder, or makes it on the first run; readable by its owner alone. */
export function openVault(folder: string): Vault {
  const file = join(folder, "secrets.key");
  if (!existsSync(file))
    writeFileSync(file, randomBytes(KEY_BYTES).toString("base64"), { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "base64");
  if (key.length !== KEY_BYTES)
    throw new Error(
      `${file} is no key of ${KEY_BYTES} bytes. Restore it from a backup; channels' secrets need it.`,
    );
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", key, "", use, KEY_BYTES));
  const sealing = derive("watchkeeper seal v1");
  const signing = derive("watchkeeper links v1");
  const mac = (text: string) => createHmac("sha256", signing).update(text).digest();

  return {
    seal(text, purpose) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealing, iv);
      cipher.setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return ["v1", iv, sealed, cipher.getAuthTag()]
        .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
        .join(".");
    },
    open(sealed, purpose) {
      const [version, iv = "", body = "", tag = ""] = sealed.split(".");
      if (version !== "v1") return undefined;
      try {
        const cipher = createDecipheriv("aes-256-gcm", sealing, Buffer.from(iv, "base64url"));
        cipher.setAAD(Buffer.from(purpose));
        cipher.setAuthTag(Buffer.from(tag, "base64url"));
        return Buffer.concat([cipher.update(Buffer.from(body, "base64url")), cipher.final()]).toString(
          "utf8",
        );
      } catch {
        return undefined;
      }
    },
    sign(what, until) {
      const said = `${Buffer.from(what).toString("base64url")}.${until.toString(36)}`;
      return `${said}.${mac(said).toString("base64url")}`;
    },
    verify(token) {
      const [what = "", until = "", given = ""] = token.split(".");
      const right = mac(`${what}.${until}`);
      const shown = Buffer.from(given, "base64url");
      if (shown.length !== right.length || !timingSafeEqual(shown, right)) return undefined;
      return { what: Buffer.from(what, "base64url").toString("utf8"), until: Number.parseInt(until, 36) };
    },
  };
}
