/** Secrets at rest: sealed with a key that lies in the data folder, and tokens that nobody else can make. */

export { sealedDuty } from "./sealed-duty.ts";
export { openVault, type Vault } from "./vault.ts";
