/**
 * The second factor of people: a code of an authenticator app (TOTP, RFC 6238), and recovery codes for the day the
 * telephone is lost. Secrets are sealed before they are stored, recovery codes hashed; no code is good twice.
 */
export { SecondFactor } from "./second-factor.ts";
export type { SecondFactorStore, StoredFactor, Vault } from "./store.ts";
