import { argon2, randomBytes, timingSafeEqual } from "node:crypto";

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. Stored with each hash, so they may grow. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** At most this many at once: each takes 19 MiB and one of libuv's four threads, which disk writes need too. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const derive = (password: string, salt: Buffer, length: number, parameters: typeof PARAMETERS) =>
  inTurn(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        // NFKC, so that the same characters typed on another keyboard are the same password (RFC 8265 §4).
        const message = Buffer.from(password.normalize("NFKC"));
        argon2("argon2id", { message, nonce: salt, tagLength: length, ...parameters }, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );

const base64 = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

/** A PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>` (github.com/P-H-C/phc-string-format). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { memory, passes, parallelism } = PARAMETERS;
  const hash = await derive(password, salt, HASH_BYTES, PARAMETERS);
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** False for a wrong password and, after the same work, where there is no hash to compare with. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parts = stored === undefined ? null : PHC.exec(stored);
  if (!parts) {
    await derive(password, Buffer.alloc(SALT_BYTES), HASH_BYTES, PARAMETERS);
    return false;
  }
  const [, memory, passes, parallelism, salt, hash] = parts;
  const expected = Buffer.from(hash!, "base64");
  const found = await derive(password, Buffer.from(salt!, "base64"), expected.length, {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(found, expected);
}
