import type { SecondFactorStore, StoredFactor, Vault } from "../second-factor/index.ts";

export class FakeSecondFactors implements SecondFactorStore {
  readonly #factors = new Map<
    string,
    { secret: string; confirmed: boolean; step: number; codes: Set<string> }
  >();
  async find(username: string): Promise<StoredFactor | undefined> {
    const factor = this.#factors.get(username);
    return factor && { ...factor, recoveryLeft: factor.codes.size };
  }
  async begin(username: string, secret: string) {
    if (this.#factors.get(username)?.confirmed) return false;
    this.#factors.set(username, { secret, confirmed: false, step: 0, codes: new Set() });
    return true;
  }
  async confirm(username: string, step: number, recovery: readonly string[]) {
    const factor = this.#factors.get(username);
    if (!factor || factor.confirmed) return false;
    this.#factors.set(username, { ...factor, confirmed: true, step, codes: new Set(recovery) });
    return true;
  }
  async spendStep(username: string, step: number) {
    const factor = this.#factors.get(username);
    if (!factor?.confirmed || factor.step >= step) return false;
    factor.step = step;
    return true;
  }
  async spendRecovery(username: string, hash: string) {
    return this.#factors.get(username)?.codes.delete(hash) ?? false;
  }
  async remove(username: string) {
    return this.#factors.delete(username);
  }
  async enrolled() {
    return [...this.#factors].filter(([, { confirmed }]) => confirmed).map(([username]) => username);
  }
}

/** Shows what is sealed for what, and opens nothing else. */
export const fakeVault: Vault = {
  seal: (text, purpose) => `${purpose}: ${text.split("").reverse().join("")}`,
  open: (sealed, purpose) =>
    sealed.startsWith(`${purpose}: `)
      ? sealed
          .slice(purpose.length + 2)
          .split("")
          .reverse()
          .join("")
      : undefined,
};
