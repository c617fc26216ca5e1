import type { GatewayCredentials } from "../api/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import type { Log } from "./log.ts";

/** A gateway that no site has may not speak, whatever secret it shows. */
export const mayConnect = (model: AssetModel, username: string): boolean =>
  model.gateways.some(({ site, gateway }) => `${site}/${gateway.id}` === username);

/**
 * A new secret ends the connection that the old one opened, whoever made it: this process, or the command line beside
 * it. `cut` is told the gateways' user names.
 */
export class SecretWatch {
  readonly #credentials: Pick<GatewayCredentials, "marks">;
  readonly #cut: (usernames: ReadonlySet<string>) => void;
  #known: ReadonlyMap<string, string>;

  private constructor(
    credentials: Pick<GatewayCredentials, "marks">,
    cut: (usernames: ReadonlySet<string>) => void,
    known: ReadonlyMap<string, string>,
  ) {
    this.#credentials = credentials;
    this.#cut = cut;
    this.#known = known;
  }

  static async open(
    credentials: Pick<GatewayCredentials, "marks">,
    cut: (usernames: ReadonlySet<string>) => void,
  ): Promise<SecretWatch> {
    return new SecretWatch(credentials, cut, await credentials.marks());
  }

  async look(): Promise<void> {
    const marks = await this.#credentials.marks();
    const renewed = [...this.#known].filter(([name, mark]) => marks.get(name) !== mark).map(([name]) => name);
    this.#known = marks;
    if (renewed.length > 0) this.#cut(new Set(renewed));
  }
}

/**
 * A secret ends with its gateway: one of the same name that comes later gets a new one. Asked of the model as it is
 * then, so that a gateway that came back meanwhile keeps what it was given.
 */
export function endCredentials(
  credentials: GatewayCredentials,
  model: () => AssetModel,
  log: Pick<Log, "info" | "warn">,
): void {
  credentials
    .keepOnly((username) => mayConnect(model(), username))
    .then(
      (gone) => {
        if (gone.length > 0) log.info(`the secrets of ${gone.join(", ")} ended with their gateways`);
      },
      (error: unknown) => log.warn(`secrets of gateways that are gone could not be ended: ${String(error)}`),
    );
}
