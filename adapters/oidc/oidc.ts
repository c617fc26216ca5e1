import * as client from "openid-client";
import { type Identity, type KeptFlow, type SignOn, SignOnFailed } from "../../api/sign-on/index.ts";
import { type Clock, elapsed, hours, type Instant } from "../../facility/units/index.ts";

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Left out for a public client, which PKCE alone protects. */
  readonly clientSecret?: string | undefined;
  /** Where the provider sends the browser back to; must be registered there. */
  readonly redirectUri: string;
  readonly label: string;
  readonly scope: string;
  readonly usernameClaim: string;
  readonly groupsClaim: string;
}

/** A provider moves its end points now and then. */
const DISCOVERED_AGAIN = hours(1);
const TIMEOUT_SECONDS = 10;
/** How far the provider's clock may be off. */
const TOLERANCE_SECONDS = 30;
/** RFC 8176: what says that a password alone was not enough. */
const STRONG = new Set(["mfa", "otp", "hwk", "sc"]);

const isThisMachine = (address: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(new URL(address).hostname);

/** client_secret_basic is what a provider takes that says nothing (OpenID Connect Discovery 1.0 §3). */
function byWhatItSpeaks(secret: string): client.ClientAuth {
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...request) =>
    (server.token_endpoint_auth_methods_supported?.includes("client_secret_basic") ?? true)
      ? basic(server, ...request)
      : post(server, ...request);
}

export function openOidc(settings: OidcSettings, clock: Clock): SignOn {
  let found: { readonly at: Instant; readonly provider: client.Configuration } | undefined;

  /** Asked when somebody wants to sign in, so that a provider that is away does not keep the house from opening. */
  const discovered = async (): Promise<client.Configuration> => {
    if (found && elapsed(found.at, clock()) < DISCOVERED_AGAIN) return found.provider;
    const provider = await client.discovery(
      new URL(settings.issuer),
      settings.clientId,
      { [client.clockTolerance]: TOLERANCE_SECONDS },
      settings.clientSecret === undefined ? client.None() : byWhatItSpeaks(settings.clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        execute: isThisMachine(settings.issuer) ? [client.allowInsecureRequests] : [],
      },
    );
    // The signature is checked as well as the connection; an unknown key is looked up anew, so keys may rotate.
    client.enableNonRepudiationChecks(provider);
    found = { at: clock(), provider };
    return provider;
  };

  return {
    label: settings.label,

    async begin() {
      const provider = await told(discovered());
      const kept: KeptFlow = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(provider, {
        redirect_uri: settings.redirectUri,
        scope: settings.scope,
        code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: "S256",
        state: kept.state,
        nonce: kept.nonce,
      });
      return { url: url.href, kept };
    },

    async finish(search, kept) {
      const provider = await told(discovered());
      const back = new URL(settings.redirectUri);
      back.search = search;
      const tokens = await told(
        client.authorizationCodeGrant(provider, back, {
          expectedState: kept.state,
          expectedNonce: kept.nonce,
          pkceCodeVerifier: kept.verifier,
          idTokenExpected: true,
        }),
      );
      const claims = tokens.claims();
      if (!claims) throw new SignOnFailed("provider", "the provider sent no ID token");
      const { usernameClaim, groupsClaim } = settings;
      // Many providers keep these out of the ID token.
      const isWhole = claims[usernameClaim] !== undefined && claims[groupsClaim] !== undefined;
      const more =
        isWhole || !provider.serverMetadata().userinfo_endpoint
          ? {}
          : await told(client.fetchUserInfo(provider, tokens.access_token, claims.sub));
      return identityOf({ ...more, ...claims }, settings);
    },
  };
}

/** @throws SignOnFailed where the claim that names the person is not there. */
function identityOf(
  claims: Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string },
  { usernameClaim, groupsClaim }: OidcSettings,
): Identity {
  const username = claims[usernameClaim];
  if (typeof username !== "string" || username.trim() === "")
    throw new SignOnFailed(
      "provider",
      `the provider gave no claim "${usernameClaim}"; see WATCHKEEPER_OIDC_USERNAME_CLAIM and _SCOPE`,
    );
  const groups = claims[groupsClaim];
  return {
    issuer: claims.iss,
    subject: claims.sub,
    username: username.trim(),
    name: typeof claims.name === "string" ? claims.name.slice(0, 128) : "",
    groups: (Array.isArray(groups) ? groups : [groups]).filter((group) => typeof group === "string"),
    strong: Array.isArray(claims.amr) && claims.amr.some((way) => STRONG.has(String(way))),
  };
}

/** Whatever openid-client throws, as what it means to the one who signs in. */
async function told<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError && error.error === "access_denied")
      throw new SignOnFailed("cancelled", "refused at the provider");
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
    throw new SignOnFailed("provider", `${error instanceof Error ? error.message : String(error)}${cause}`);
  }
}
