import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BegunSecondFactor } from "../../api/contract/index.ts";
import { FakeSignOnAccounts, fakeHouse, fakeVault, PASSWORD, T } from "../../api/fakes/index.ts";
import type { SignOnRules } from "../../api/sign-on/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openOidc } from "./index.ts";

const REDIRECT = "https://watch.example/api/session/oidc/callback";
const CONSOLE = "https://watch.example";

/** A provider of the field's own kind, on this machine; whoever `enters` is signed in there without a question. */
let server: Server;
let issuer: string;
let enters = { sub: "s-1", preferred_username: "technician", name: "林伟", groups: ["duty"] };
let how: string[] = ["pwd"];
let answer: (request: unknown, response: unknown) => void;

function newKey(kid: string) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" };
}

/** A new provider behind the same address: what a restart with other keys is to its clients. */
async function startProvider(kid: string): Promise<void> {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "watchkeeper",
        client_secret: "of-the-client",
        redirect_uris: [REDIRECT],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    jwks: { keys: [newKey(kid)] },
    cookies: { keys: ["of-this-test"] },
    pkce: { required: () => true },
    claims: { openid: ["sub", "amr"], profile: ["preferred_username", "name", "groups"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: async (_context, id) => ({ accountId: id, claims: async () => enters }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: "watchkeeper",
        accountId: context.oidc.session!.accountId!,
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  answer = async (request, response) => {
    const [asked, answered] = [request, response] as Parameters<typeof callback>;
    if (!asked.url?.startsWith("/interaction/")) return callback(asked, answered);
    const result =
      enters.sub === "" ? { error: "access_denied" } : { login: { accountId: enters.sub, amr: how } };
    await provider.interactionFinished(asked, answered, result);
  };
}

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await startProvider("first");
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  enters = { sub: "s-1", preferred_username: "technician", name: "林伟", groups: ["duty"] };
  how = ["pwd"];
});

const mapped: SignOnRules = { roles: { duty: "technician", chiefs: "manager" }, create: false };

async function houseWith(rules: SignOnRules) {
  const provider = openOidc(
    {
      issuer,
      clientId: "watchkeeper",
      clientSecret: "of-the-client",
      redirectUri: REDIRECT,
      label: "Estate directory",
      scope: "openid profile",
      usernameClaim: "preferred_username",
      groupsClaim: "groups",
    },
    () => instant(Date.now()),
  );
  const deps = { provider, rules, vault: fakeVault };
  return await fakeHouse({}, { signOn: (people) => ({ ...deps, accounts: new FakeSignOnAccounts(people) }) });
}
type House = Awaited<ReturnType<typeof houseWith>>;

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");

/** Leads a browser without cookies through the provider's pages; answers the address it is sent back to. */
async function atProvider(from: string): Promise<string> {
  const jar = new Map<string, string>();
  let url = from;
  for (let hop = 0; hop < 8 && !url.startsWith(REDIRECT); hop++) {
    const page = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const each of page.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      jar.set(name, value);
    }
    url = new URL(page.headers.get("location") ?? "", url).href;
  }
  return url;
}

async function begin(house: House, to = "/alarms") {
  const begun = await house.call(
    undefined,
    "GET",
    `${CONSOLE}/api/session/oidc?to=${encodeURIComponent(to)}`,
  );
  expect(begun.status).toBe(302);
  return { url: begun.headers.get("location") ?? "", cookie: cookiesOf(begun), begun };
}
const comeBack = (house: House, url: string, cookie: string) =>
  house.call(undefined, "GET", url, undefined, { cookie });

async function signIn(house: House, to?: string) {
  const { url, cookie } = await begin(house, to);
  return await comeBack(house, await atProvider(url), cookie);
}
const sessionOf = (answer: Response) => /wk_session=[^;,]+/.exec(answer.headers.get("set-cookie") ?? "")?.[0];
const whoIs = async (house: House, session: string | undefined) =>
  await (await house.call(undefined, "GET", "/api/session", undefined, { cookie: session })).json();

describe("signing in with a directory", () => {
  it("leads there with PKCE, state and nonce, and back into a session of the person that is joined", async () => {
    const house = await houseWith(mapped);
    const { url, cookie, begun } = await begin(house);
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({
      client_id: "watchkeeper",
      response_type: "code",
      redirect_uri: REDIRECT,
      code_challenge_method: "S256",
      scope: "openid profile",
    });
    expect([asked.state, asked.nonce, asked.code_challenge].every((each) => (each ?? "").length >= 43)).toBe(
      true,
    );
    expect(begun.headers.get("set-cookie")).toMatch(
      /^wk_sign_on=[^;]+; Max-Age=600; Path=\/api\/session\/oidc; HttpOnly; Secure; SameSite=Lax$/,
    );

    const entered = await comeBack(house, await atProvider(url), cookie);
    expect([entered.status, entered.headers.get("location")]).toEqual([302, "/alarms"]);
    expect(await whoIs(house, sessionOf(entered))).toMatchObject({
      username: "technician",
      role: "technician",
    });
    const acts = house.audit.rows.map(({ act, subject, details }) => [act, subject, details.by]);
    expect(acts).toEqual([
      ["person.joined", "technician", "sign-on"],
      ["session.opened", "technician", "sign-on"],
    ]);

    // From now on the subject is the person, whatever the directory calls it, with the role of the day.
    enters = { ...enters, preferred_username: "somebody.else", groups: ["duty", "chiefs"] };
    const again = await signIn(house);
    expect(await whoIs(house, sessionOf(again))).toMatchObject({ username: "technician", role: "manager" });
    // Another subject of the same name is somebody else.
    enters = { ...enters, sub: "s-2", preferred_username: "technician" };
    expect((await signIn(house)).headers.get("location")).toBe("/sign-in?refused=name-taken");
  });

  it("goes on when the provider's keys are others", async () => {
    const house = await houseWith(mapped);
    expect(sessionOf(await signIn(house))).toBeDefined();
    await startProvider("second");
    // Keys are asked for anew at most once a minute, so that nobody makes us flood the provider.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    try {
      expect(sessionOf(await signIn(house))).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it("makes no account unless it is told to, and none that a password opens", async () => {
    enters = { ...enters, sub: "s-3", preferred_username: "lin.wei" };
    const closed = await houseWith(mapped);
    expect((await signIn(closed)).headers.get("location")).toBe("/sign-in?refused=no-account");
    expect(await closed.people.list()).toHaveLength(5);
    const open = await houseWith({ ...mapped, create: true });
    expect(await whoIs(open, sessionOf(await signIn(open)))).toEqual({
      username: "lin.wei",
      name: "林伟",
      role: "technician",
    });
  });

  it("ends the sessions of whom the directory gives no role any more", async () => {
    const house = await houseWith(mapped);
    const session = sessionOf(await signIn(house));
    enters = { ...enters, groups: [] };
    expect((await signIn(house)).headers.get("location")).toBe("/sign-in?refused=no-role");
    expect(await whoIs(house, session)).toMatchObject({ status: 401 });
  });

  it("says so when a person turns back at the provider, and when the provider is away", async () => {
    const house = await houseWith(mapped);
    enters = { ...enters, sub: "" };
    expect((await signIn(house)).headers.get("location")).toBe("/sign-in?refused=cancelled");
    const rightIssuer = issuer;
    issuer = "http://127.0.0.1:9";
    const away = await houseWith(mapped);
    issuer = rightIssuer;
    const asked = await away.call(undefined, "GET", "/api/session/oidc");
    expect(asked.headers.get("location")).toBe("/sign-in?refused=provider");
  });
});

describe("what somebody might try", () => {
  it("takes no way back without the cookie it was begun with, none twice, none late", async () => {
    const house = await houseWith(mapped);
    const { url, cookie } = await begin(house);
    const back = await atProvider(url);
    const expired = "/sign-in?refused=expired";
    // A link with the attacker's code, clicked by somebody else: login CSRF.
    expect((await comeBack(house, back, "")).headers.get("location")).toBe(expired);
    expect((await comeBack(house, back, "wk_sign_on=forged")).headers.get("location")).toBe(expired);
    const other = await begin(house);
    expect((await comeBack(house, back, other.cookie)).headers.get("location")).toBe(
      "/sign-in?refused=provider",
    );

    const first = await comeBack(house, back, cookie);
    expect(sessionOf(first)).toBeDefined();
    expect(first.headers.get("set-cookie")).toMatch(/wk_sign_on=; Max-Age=0/);
    // The cookie kept by hand: the code itself is good once.
    const twice = await comeBack(house, back, cookie);
    expect([twice.headers.get("location"), sessionOf(twice)]).toEqual([
      "/sign-in?refused=provider",
      undefined,
    ]);

    const late = await begin(house);
    house.pass(10 * 60_000 + 1);
    expect((await comeBack(house, await atProvider(late.url), late.cookie)).headers.get("location")).toBe(
      expired,
    );
  });

  it("leads to no foreign page, and leaves no planted session standing", async () => {
    const house = await houseWith(mapped);
    for (const to of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
      expect((await signIn(house, to)).headers.get("location")).toBe("/");
    const { url, cookie } = await begin(house);
    const planted = `wk_session=${house.tokenOf("viewer")}`;
    const entered = await comeBack(house, await atProvider(url), `${cookie}; ${planted}`);
    expect(sessionOf(entered)).not.toBe(planted);
    expect(await whoIs(house, planted)).toMatchObject({ status: 401 });
  });

  it("asks for the second factor that a person has here, unless the provider asked for one", async () => {
    const house = await houseWith(mapped);
    const begun = await house.call("technician", "POST", "/api/second-factor", { password: PASSWORD });
    const { secret } = BegunSecondFactor.parse(await begun.json());
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    await house.call("technician", "POST", "/api/second-factor/confirm", {
      code: totp.generate({ timestamp: T }),
    });

    const asked = await signIn(house, "/alarms");
    expect(asked.headers.get("location")).toBe("/sign-in?code=asked&to=%2Falarms");
    expect(sessionOf(asked)).toBeUndefined();
    const waiting = { cookie: cookiesOf(asked) };
    const send = (code: string, headers: object) =>
      house.call(undefined, "POST", "/api/session/oidc/code", { code }, headers);
    const next = totp.generate({ timestamp: T + 30_000 });
    expect((await send(next, {})).status).toBe(403);
    expect((await send("000000", waiting)).status).toBe(401);
    house.pass(1_000);
    const entered = await send(next, waiting);
    expect(entered.status).toBe(200);
    expect(await whoIs(house, sessionOf(entered))).toMatchObject({ username: "technician" });
    expect((await send(next, waiting)).status).toBe(401);

    how = ["pwd", "otp"];
    expect(sessionOf(await signIn(house))).toBeDefined();
  });
});
