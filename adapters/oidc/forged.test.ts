import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type SignOn, SignOnFailed } from "../../api/sign-on/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openOidc } from "./index.ts";

/** A provider that says whatever the test wants: ID tokens that no honest one would give. */
const SECRET = "of-the-client-and-long-enough-for-hs256";
const REDIRECT = "http://console.example/api/session/oidc/callback";
const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const another = generateKeyPairSync("rsa", { modulusLength: 2048 });
let server: Server;
let issuer: string;
let idToken = "";
/** What discovery says of itself; the issuer's own address where nothing. */
let saysItIs: string | undefined;

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
type Signer = (text: string) => string;
const rs256 =
  (key: KeyObject): Signer =>
  (text) =>
    sign("sha256", Buffer.from(text), key).toString("base64url");
const token = (header: object, claims: object, signer: Signer) => {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${signer(text)}`;
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const answers: Record<string, object> = {
      "/.well-known/openid-configuration": {
        issuer: saysItIs ?? issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
      },
      "/keys": { keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "k", alg: "RS256", use: "sig" }] },
      "/token": { access_token: "a", token_type: "Bearer", id_token: idToken },
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answers[request.url?.split("?")[0] ?? ""] ?? {}));
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const openSignOn = (): SignOn =>
  openOidc(
    {
      ...{ issuer, clientId: "watchkeeper", clientSecret: SECRET, redirectUri: REDIRECT, label: "D" },
      ...{ scope: "openid", usernameClaim: "preferred_username", groupsClaim: "groups" },
    },
    () => instant(Date.now()),
  );

/** Signs in with an ID token made from an honest one by `forge`. */
async function signInWith(
  forge: (honest: Record<string, unknown>) => { header?: object; claims?: object; signer?: Signer },
  state?: string,
) {
  const signOn = openSignOn();
  const { kept } = await signOn.begin();
  const now = Math.floor(Date.now() / 1_000);
  const honest = {
    ...{ iss: issuer, sub: "s-1", aud: "watchkeeper", iat: now, exp: now + 60, nonce: kept.nonce },
    ...{ preferred_username: "technician", groups: ["duty"] },
  };
  const forged = forge(honest);
  idToken = token(
    forged.header ?? { alg: "RS256", kid: "k" },
    forged.claims ?? honest,
    forged.signer ?? rs256(own.privateKey),
  );
  return await signOn.finish(`?code=c&state=${state ?? kept.state}`, kept);
}

it("takes an honest ID token", async () => {
  expect(await signInWith(() => ({}))).toMatchObject({ issuer, subject: "s-1", username: "technician" });
});

it.each<[string, Parameters<typeof signInWith>[0]]>([
  ["without a signature", () => ({ header: { alg: "none" }, signer: () => "" })],
  ["signed by another key", () => ({ signer: rs256(another.privateKey) })],
  [
    "signed with the client's secret",
    () => ({
      header: { alg: "HS256" },
      signer: (text) => createHmac("sha256", SECRET).update(text).digest("base64url"),
    }),
  ],
  [
    "signed with the public key as if it were a secret",
    () => ({
      header: { alg: "HS256", kid: "k" },
      signer: (text) =>
        createHmac("sha256", own.publicKey.export({ type: "spki", format: "pem" }))
          .update(text)
          .digest("base64url"),
    }),
  ],
  ["of another sign-in", (honest) => ({ claims: { ...honest, nonce: "of-another" } })],
  ["without a nonce", ({ nonce: _, ...claims }) => ({ claims })],
  ["of another issuer", (honest) => ({ claims: { ...honest, iss: "https://evil.example" } })],
  ["made out to another client", (honest) => ({ claims: { ...honest, aud: "other" } })],
  ["that has ended", (honest) => ({ claims: { ...honest, exp: Number(honest.iat) - 60 } })],
])("refuses an ID token %s", async (_, forge) => {
  await expect(signInWith(forge)).rejects.toBeInstanceOf(SignOnFailed);
});

it("refuses an answer to another question, and a provider that says it is another", async () => {
  await expect(signInWith(() => ({}), "of-another")).rejects.toBeInstanceOf(SignOnFailed);
  saysItIs = "https://evil.example";
  await expect(openSignOn().begin()).rejects.toBeInstanceOf(SignOnFailed);
});
