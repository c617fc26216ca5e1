import { createHash, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Instant } from "../../facility/units/index.ts";
import { personKey } from "../ports.ts";
import type { SecondFactorStore, Vault } from "./store.ts";

/** What every authenticator app understands: SHA-1, six digits, thirty seconds. */
const USUAL = { algorithm: "SHA1", digits: 6, period: 30 } as const;
const STEP_MS = USUAL.period * 1_000;
/** Steps a telephone's clock may be off, either way. */
const WINDOW = 1;
/** RFC 4226 §4 recommends 160 bits. */
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;

/** Crockford's alphabet without what is mistaken for another: 32 signs, 5 bits each. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

const purposeOf = (username: string): string => `second factor of ${personKey(username)}`;
const hashOf = (username: string, code: string): string =>
  createHash("sha256")
    .update(`${personKey(username)} ${code}`)
    .digest("hex");

/** Sixteen signs, 80 bits: too many to try, so that a fast hash will do. */
function recoveryCode(): string {
  const signs = [...randomBytes(16)].map((byte) => ALPHABET[byte & 31]).join("");
  return signs.replace(/(.{4})(?=.)/g, "$1-");
}

/** As it is compared: typed in capitals, with blanks or without hyphens it is the same. */
const bare = (code: string): string => code.toLowerCase().replaceAll(/[\s-]/g, "");

export class SecondFactor {
  readonly #store: SecondFactorStore;
  readonly #vault: Vault;

  constructor(store: SecondFactorStore, vault: Vault) {
    this.#store = store;
    this.#vault = vault;
  }

  async state(username: string): Promise<{ readonly enrolled: boolean; readonly recoveryLeft: number }> {
    const factor = await this.#store.find(username);
    return { enrolled: factor?.confirmed ?? false, recoveryLeft: factor?.recoveryLeft ?? 0 };
  }

  /** A new secret, as the app takes it by QR code and by hand; undefined where there is a second factor already. */
  async begin(username: string): Promise<{ readonly uri: string; readonly secret: string } | undefined> {
    const secret = new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer });
    const begun = await this.#store.begin(username, this.#vault.seal(secret.base32, purposeOf(username)));
    if (!begun) return undefined;
    const totp = new TOTP({ ...USUAL, issuer: "Watchkeeper", label: username, secret });
    return { uri: totp.toString(), secret: secret.base32 };
  }

  /** From here on it is asked for; answers the recovery codes, which can be read this once. */
  async confirm(username: string, code: string, now: Instant): Promise<readonly string[] | undefined> {
    const step = await this.#stepOf(username, code, now);
    if (step === undefined) return undefined;
    const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    const hashes = codes.map((each) => hashOf(username, bare(each)));
    return (await this.#store.confirm(username, step, hashes)) ? codes : undefined;
  }

  /** Is this a code of now that nobody has used, or a recovery code? It is used up by asking. */
  async spend(username: string, code: string, now: Instant): Promise<"app" | "recovery" | undefined> {
    const typed = bare(code);
    if (/^\d{6}$/.test(typed)) {
      const step = await this.#stepOf(username, typed, now);
      return step !== undefined && (await this.#store.spendStep(username, step)) ? "app" : undefined;
    }
    return (await this.#store.spendRecovery(username, hashOf(username, typed))) ? "recovery" : undefined;
  }

  remove(username: string): Promise<boolean> {
    return this.#store.remove(username);
  }

  enrolled(): Promise<string[]> {
    return this.#store.enrolled();
  }

  /** Which thirty seconds since 1970 the code is of. */
  async #stepOf(username: string, code: string, now: Instant): Promise<number | undefined> {
    const factor = await this.#store.find(username);
    const secret = factor && this.#vault.open(factor.secret, purposeOf(username));
    if (secret === undefined) return undefined;
    const totp = new TOTP({ ...USUAL, secret: Secret.fromBase32(secret) });
    const delta = totp.validate({ token: bare(code), timestamp: now, window: WINDOW });
    return delta === null ? undefined : Math.floor(now / STEP_MS) + delta;
  }
}
