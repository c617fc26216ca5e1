/**
 * Signing in with somebody else's directory (OpenID Connect): whom the directory vouches for, and what that person may
 * do here. How a provider is spoken to is the adapter's (adapters/oidc).
 */
export { type Admission, admit, roleOf, type SignOnRules } from "./admit.ts";
export {
  type Identity,
  type KeptFlow,
  type SignOn,
  type SignOnAccounts,
  SignOnFailed,
  type SignOnRefusal,
} from "./ports.ts";
