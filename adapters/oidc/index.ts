/** Speaks OpenID Connect with a provider, by openid-client. Fills SignOn (api/sign-on). */
export { type OidcSettings, openOidc } from "./oidc.ts";
