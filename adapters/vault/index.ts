/** Secrets at rest: sealed with a key that lies in the data folder, and tokens that nobody else can make. */

export { openVault, type Vault } from "./vault.ts";
