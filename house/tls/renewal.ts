import type { SecureContextOptions } from "node:tls";
import { done, type Result } from "../../facility/units/index.ts";
import { type CertificateEnd, readTlsFiles, stampOf, type TlsFiles } from "./files.ts";

/** How often it is looked whether the files have changed, ms. A renewal comes weeks before the end. */
const LOOK_MS = 10_000;

interface Log {
  info(message: string): void;
  warn(message: string): void;
}

/** The certificates in use, renewed without a restart: connections that stand go on, new ones get the new. */
export class Certificates {
  readonly #files: TlsFiles;
  readonly #log: Log;
  readonly #uses: ((context: SecureContextOptions) => void)[] = [];
  readonly #timer: NodeJS.Timeout;
  #context: SecureContextOptions;
  #ends: readonly CertificateEnd[];
  #stamp: string;
  #said = "";

  private constructor(
    files: TlsFiles,
    log: Log,
    first: { context: SecureContextOptions; ends: readonly CertificateEnd[]; stamp: string },
  ) {
    this.#files = files;
    this.#log = log;
    this.#context = first.context;
    this.#ends = first.ends;
    this.#stamp = first.stamp;
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    this.#timer.unref();
  }

  static async open(files: TlsFiles, log: Log): Promise<Result<Certificates>> {
    const read = await readTlsFiles(files);
    if (!read.ok) return read;
    const { context, certificates: ends } = read.value;
    return done(new Certificates(files, log, { context, ends, stamp: await stampOf(files) }));
  }

  get context(): SecureContextOptions {
    return this.#context;
  }

  /** When each of them ends. */
  get ends(): readonly CertificateEnd[] {
    return this.#ends;
  }

  renewed(use: (context: SecureContextOptions) => void): void {
    this.#uses.push(use);
  }

  /** Takes changed files into use; those that do not fit together, a half-written pair for one, wait for the next look. */
  async look(): Promise<void> {
    const stamp = await stampOf(this.#files).catch((error: unknown) => String(error));
    if (stamp === this.#stamp) return;
    const read = await readTlsFiles(this.#files);
    if (!read.ok) {
      if (read.problem !== this.#said) this.#log.warn(`the old certificate stays in use: ${read.problem}`);
      this.#said = read.problem;
      return;
    }
    this.#stamp = stamp;
    this.#said = "";
    this.#context = read.value.context;
    this.#ends = read.value.certificates;
    for (const use of this.#uses) use(read.value.context);
    const server = this.#ends.find(({ which }) => which === "server");
    this.#log.info(
      `certificate renewed: ${server?.subject}, good until ${new Date(server?.endsAt ?? 0).toISOString()}`,
    );
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
