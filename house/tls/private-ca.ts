import "reflect-metadata";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { done, problem, type Result } from "../../facility/units/index.ts";

const { crypto } = globalThis;
cryptoProvider.set(crypto);

const DAY_MS = 86_400_000;
const CA_DAYS = 3_650;
/** Browsers refuse a server's certificate that is good for longer. */
const SERVER_DAYS = 397;
const GATEWAY_DAYS = 825;
/** So that a gateway whose clock lags takes a certificate made just now. */
const BACKDATED_MS = 3_600_000;

const ecdsa = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

export interface CaFiles {
  readonly cert: string;
  readonly key: string;
}

const caFiles = (folder: string): CaFiles => ({ cert: join(folder, "ca.crt"), key: join(folder, "ca.key") });

/** A CA of the site's own in the folder, good for ten years. One that is there is never replaced. */
export async function makeCa(folder: string, name: string, now: number): Promise<Result<CaFiles>> {
  const files = caFiles(folder);
  if (existsSync(files.key))
    return problem(
      `${files.key} is there already; a new CA would leave every certificate of the old one worthless.`,
    );
  const keys = await generateKeys();
  const cert = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial(),
      name: [{ CN: [name] }],
      notBefore: new Date(now - BACKDATED_MS),
      notAfter: new Date(now + CA_DAYS * DAY_MS),
      signingAlgorithm: ecdsa,
      keys,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  await write(files, cert, keys);
  return done(files);
}

/**
 * A certificate of the folder's CA: for the server with the names and addresses it is reached by, for a gateway with
 * `<site>/<gateway>` as its common name. Made anew each time, key and all.
 */
export async function makeCertificate(
  folder: string,
  what:
    | { readonly for: "server"; readonly hosts: readonly string[] }
    | { readonly for: "gateway"; readonly name: string },
  now: number,
): Promise<Result<CaFiles>> {
  const ca = caFiles(folder);
  if (!existsSync(ca.key) || !existsSync(ca.cert))
    return problem(`${folder} has no CA yet. Make one: npm start -- certificates ca`);
  const issuer = new X509Certificate(readFileSync(ca.cert, "utf8"));
  const issuerKey = await crypto.subtle.importKey(
    "pkcs8",
    PemConverter.decodeFirst(readFileSync(ca.key, "utf8")),
    ecdsa,
    false,
    ["sign"],
  );
  const keys = await generateKeys();
  const server = what.for === "server";
  const days = server ? SERVER_DAYS : GATEWAY_DAYS;
  const notAfter = Math.min(now + days * DAY_MS, issuer.notAfter.getTime());
  const cert = await X509CertificateGenerator.create(
    {
      serialNumber: serial(),
      issuer: issuer.subjectName,
      subject: [{ CN: [server ? (what.hosts[0] ?? "localhost") : what.name] }],
      notBefore: new Date(now - BACKDATED_MS),
      notAfter: new Date(notAfter),
      signingAlgorithm: ecdsa,
      signingKey: issuerKey,
      publicKey: keys.publicKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([server ? SERVER_AUTH : CLIENT_AUTH]),
        await AuthorityKeyIdentifierExtension.create(issuer, false, crypto),
        ...(server
          ? [
              new SubjectAlternativeNameExtension(
                what.hosts.map((value) => ({
                  type: isIP(value) ? ("ip" as const) : ("dns" as const),
                  value,
                })),
              ),
            ]
          : []),
      ],
    },
    crypto,
  );
  const base = server ? "server" : what.name.replace("/", ".");
  const files = { cert: join(folder, `${base}.crt`), key: join(folder, `${base}.key`) };
  await write(files, cert, keys);
  return done(files);
}

const generateKeys = () => crypto.subtle.generateKey(ecdsa, true, ["sign", "verify"]);

/** 127 random bits, never negative (RFC 5280 §4.1.2.2). */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString("hex");
}

async function write(
  files: CaFiles,
  cert: X509Certificate,
  keys: Awaited<ReturnType<typeof generateKeys>>,
): Promise<void> {
  mkdirSync(join(files.cert, ".."), { recursive: true, mode: 0o700 });
  const key = PemConverter.encode(await crypto.subtle.exportKey("pkcs8", keys.privateKey), "PRIVATE KEY");
  writeFileSync(files.key, `${key}\n`, { mode: 0o600 });
  chmodSync(files.key, 0o600);
  writeFileSync(files.cert, `${cert.toString("pem")}\n`, { mode: 0o644 });
}
