import { X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import { done, problem, type Result } from "../../facility/units/index.ts";

/** PEM files: our certificate (with those between it and its CA), its key, and whose gateways' certificates we take. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** With it gateways must show a certificate: mutual TLS. */
  readonly clientCa?: string | undefined;
}

/** A certificate as it is told to people and to Prometheus. */
export interface CertificateEnd {
  readonly which: "server" | "client-ca";
  readonly subject: string;
  /** ms since 1970. */
  readonly endsAt: number;
}

export interface TlsMaterial {
  readonly context: SecureContextOptions;
  readonly certificates: readonly CertificateEnd[];
}

/** Reads the files and sees that they fit together; one that is over is read all the same, and told. */
export async function readTlsFiles(files: TlsFiles): Promise<Result<TlsMaterial>> {
  const cert = await read(files.cert, "WATCHKEEPER_TLS_CERT");
  if (!cert.ok) return cert;
  const key = await read(files.key, "WATCHKEEPER_TLS_KEY");
  if (!key.ok) return key;
  const ca =
    files.clientCa === undefined ? undefined : await read(files.clientCa, "WATCHKEEPER_TLS_CLIENT_CA");
  if (ca && !ca.ok) return ca;
  const context: SecureContextOptions = {
    cert: cert.value,
    key: key.value,
    minVersion: "TLSv1.2",
    ...(ca ? { ca: ca.value } : {}),
  };
  try {
    createSecureContext(context);
    return done({
      context,
      certificates: [endOf("server", cert.value), ...(ca ? [endOf("client-ca", ca.value)] : [])],
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return problem(
      /key values mismatch/.test(why)
        ? `${files.key} is not the key of ${files.cert}. Set WATCHKEEPER_TLS_CERT and WATCHKEEPER_TLS_KEY to a pair made together.`
        : `${files.cert} and ${files.key} cannot be used (${why}). Both must be PEM, the key without a passphrase.`,
    );
  }
}

/** Changes when any of the files does. A renewal by symbolic link counts: the link's target is looked at. */
export async function stampOf({ cert, key, clientCa }: TlsFiles): Promise<string> {
  const stamps = [cert, key, ...(clientCa === undefined ? [] : [clientCa])].map(async (file) => {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs}/${size}/${ino}`;
  });
  return (await Promise.all(stamps)).join(" ");
}

function endOf(which: CertificateEnd["which"], pem: Buffer): CertificateEnd {
  const { subject, validTo } = new X509Certificate(pem);
  return { which, subject: (subject ?? "").replaceAll("\n", ", "), endsAt: Date.parse(validTo) };
}

async function read(file: string, setting: string): Promise<Result<Buffer>> {
  try {
    return done(await readFile(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return problem(`${setting}: ${file} cannot be read (${code}). Mend its path or its rights.`);
  }
}
