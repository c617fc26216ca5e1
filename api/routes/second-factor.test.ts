import { Secret, TOTP } from "otpauth";
import { beforeEach, describe, expect, it } from "vitest";
import { instant } from "../../facility/units/index.ts";
import { BegunSecondFactor, RecoveryCodes, SessionList } from "../contract/index.ts";
import { deviceOf } from "../device.ts";
import { fakeHouse, PASSWORD, problemOf, T } from "../fakes/index.ts";
import { FakeSecondFactors, fakeVault } from "../fakes/second-factor.ts";
import { SecondFactor } from "../second-factor/index.ts";

type House = Awaited<ReturnType<typeof fakeHouse>>;
let house: House;
/** How far the house's clock has gone on. */
let gone = 0;
beforeEach(async () => {
  house = await fakeHouse();
  gone = 0;
});
const pass = (ms: number) => {
  house.pass(ms);
  gone += ms;
};

const codeOf = (secret: string, offMs = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: T + gone + offMs });
const signIn = (code?: string, headers = {}) =>
  house.call(
    undefined,
    "POST",
    "/api/session",
    { username: "engineer", password: PASSWORD, ...(code === undefined ? {} : { code }) },
    headers,
  );
const cookieOf = (answer: Response) => ({ cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" });

/** The engineer sets one up; answers the secret, the recovery codes and the fresh session. */
async function enrol() {
  const begun = await house.call("engineer", "POST", "/api/second-factor", { password: PASSWORD });
  const { secret, uri } = BegunSecondFactor.parse(await begun.json());
  expect(uri).toMatch(/^otpauth:\/\/totp\/Watchkeeper:engineer\?/);
  const confirmed = await house.call("engineer", "POST", "/api/second-factor/confirm", {
    code: codeOf(secret),
  });
  expect(confirmed.status).toBe(200);
  return { secret, ...RecoveryCodes.parse(await confirmed.json()), session: cookieOf(confirmed) };
}

describe("setting up a second factor", () => {
  it("asks for the password, changes nothing before the first code, and goes on in a fresh session", async () => {
    const wrong = await house.call("engineer", "POST", "/api/second-factor", { password: "wrong" });
    expect(wrong.status).toBe(403);
    await house.call("engineer", "POST", "/api/second-factor", { password: PASSWORD });
    expect((await signIn()).status).toBe(200);

    const { session, recovery } = await enrol();
    expect(new Set(recovery).size).toBe(10);
    expect(recovery[0]).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    expect((await house.call("engineer", "GET", "/api/session")).status).toBe(401);
    const view = await house.call(undefined, "GET", "/api/second-factor", undefined, session);
    expect(await view.json()).toEqual({ enrolled: true, recoveryLeft: 10 });
    const again = await house.call(undefined, "POST", "/api/second-factor", { password: PASSWORD }, session);
    expect(again.status).toBe(409);
    expect(house.audit.rows.map(({ act }) => act)).toContain("factor.enrolled");
    expect(JSON.stringify(house.audit.rows)).not.toContain(recovery[0]);
  });

  it("is not for tokens", async () => {
    const made = await house.call("engineer", "POST", "/api/tokens", { label: "grafana" });
    const { token } = (await made.json()) as { token: string };
    const bearer = { authorization: `Bearer ${token}` };
    const asked = await house.call(undefined, "POST", "/api/second-factor", { password: PASSWORD }, bearer);
    expect(asked.status).toBe(403);
  });
});

describe("signing in with a second factor", () => {
  it("asks for the code once the password is right, and for nothing more than the password before", async () => {
    const { secret } = await enrol();
    pass(30_000);
    const without = await signIn();
    expect(without.status).toBe(401);
    expect((await problemOf(without)).errors?.[0]?.path).toBe("code");
    expect(without.headers.get("set-cookie")).toBeNull();
    const wrongPassword = await house.call(undefined, "POST", "/api/session", {
      username: "engineer",
      password: "wrong",
      code: codeOf(secret),
    });
    expect((await problemOf(wrongPassword)).errors).toBeUndefined();
    expect((await signIn(codeOf(secret))).status).toBe(200);
  });

  it("takes a code once, and none of before it", async () => {
    const { secret } = await enrol();
    // The code that set it up is used, too.
    expect((await signIn(codeOf(secret))).status).toBe(401);
    pass(60_000);
    expect((await signIn(codeOf(secret))).status).toBe(200);
    expect((await signIn(codeOf(secret))).status).toBe(401);
    expect((await signIn(codeOf(secret, -30_000))).status).toBe(401);
  });

  it("takes a recovery code once, however it is typed", async () => {
    const { recovery } = await enrol();
    const typed = ` ${recovery[3]?.toUpperCase().replaceAll("-", " ")}`;
    expect((await signIn(typed)).status).toBe(200);
    expect((await signIn(recovery[3])).status).toBe(401);
  });

  it("slows down guessing of codes, also by one who says the right password in between", async () => {
    const { secret } = await enrol();
    pass(60_000);
    const right = codeOf(secret);
    const wrong = right === "000000" ? "111111" : "000000";
    for (let i = 0; i < 3; i++) {
      expect((await signIn(wrong, { "x-forwarded-for": `10.0.0.${i}` })).status).toBe(401);
      await signIn();
    }
    const early = await signIn(right);
    expect([early.status, early.headers.get("retry-after")]).toEqual([429, "1"]);
    pass(1_000);
    expect((await signIn(right)).status).toBe(200);
    const refused = house.audit.rows.filter(({ act }) => act === "session.refused");
    expect(refused.map(({ subject, details }) => [subject, details.code])).toEqual(
      Array(3).fill(["engineer", "wrong"]),
    );
  });
});

it("is removed by password and code, and taken away by an administrator, which ends the sessions", async () => {
  const { secret, session } = await enrol();
  const remove = (code: string) =>
    house.call(undefined, "POST", "/api/second-factor/remove", { password: PASSWORD, code }, session);
  expect((await remove("000000")).status).toBe(422);
  pass(60_000);
  expect((await remove(codeOf(secret))).status).toBe(204);
  expect((await signIn()).status).toBe(200);

  const begun = await house.call(undefined, "POST", "/api/second-factor", { password: PASSWORD }, session);
  const second = BegunSecondFactor.parse(await begun.json());
  const code = codeOf(second.secret);
  const confirmed = await house.call(undefined, "POST", "/api/second-factor/confirm", { code }, session);
  expect(confirmed.status).toBe(200);
  expect(await house.get("/api/second-factor/people", "admin")).toEqual({ usernames: ["engineer"] });
  expect((await house.call("manager", "DELETE", "/api/people/engineer/second-factor")).status).toBe(403);
  expect((await house.call("admin", "DELETE", "/api/people/engineer/second-factor")).status).toBe(204);
  expect((await house.call(undefined, "GET", "/api/session", undefined, cookieOf(confirmed))).status).toBe(
    401,
  );
  expect((await signIn()).status).toBe(200);
});

it("a secret is sealed for its owner: moved to another's row it opens nothing", async () => {
  const store = new FakeSecondFactors();
  const factor = new SecondFactor(store, fakeVault);
  const begun = await factor.begin("engineer");
  const { secret = "" } = (await store.find("engineer")) ?? {};
  expect(secret).not.toContain(begun?.secret);
  await store.begin("viewer", secret);
  expect(await factor.confirm("viewer", codeOf(begun?.secret ?? ""), instant(T))).toBeUndefined();
});

describe("open sessions", () => {
  const phone = {
    "user-agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
  };
  const list = async (headers: object) =>
    SessionList.parse(await (await house.call(undefined, "GET", "/api/sessions", undefined, headers)).json())
      .sessions;

  it("are the person's own, with the device; one is ended, then all the others", async () => {
    const first = cookieOf(await signIn(undefined, phone));
    const here = cookieOf(await signIn());
    const mine = await list(here);
    expect(new Set(mine.map(({ username }) => username))).toEqual(new Set(["engineer"]));
    expect(mine.filter(({ current }) => current)).toHaveLength(1);
    const onPhone = mine.find(({ device }) => device === "Chrome · Android");
    expect((await house.call("technician", "DELETE", `/api/sessions/${onPhone?.id}`)).status).toBe(404);
    expect(
      (await house.call(undefined, "DELETE", `/api/sessions/${onPhone?.id}`, undefined, here)).status,
    ).toBe(204);
    expect((await house.call(undefined, "GET", "/api/session", undefined, first)).status).toBe(401);
    expect((await house.call(undefined, "DELETE", "/api/sessions", undefined, here)).status).toBe(204);
    expect(await list(here)).toEqual([expect.objectContaining({ current: true })]);
  });

  it("are everybody's to an administrator, who ends them", async () => {
    const { sessions } = SessionList.parse(await house.get("/api/sessions", "admin"));
    expect(sessions.length).toBe(5);
    const viewer = sessions.find(({ username }) => username === "viewer");
    expect((await house.call("admin", "DELETE", `/api/sessions/${viewer?.id}`)).status).toBe(204);
    expect((await house.call("viewer", "GET", "/api/session")).status).toBe(401);
  });

  it("signing in gives a fresh one and ends the one that came with the request", async () => {
    const planted = cookieOf(await signIn());
    const fresh = cookieOf(await signIn(undefined, planted));
    expect(fresh.cookie).not.toBe(planted.cookie);
    expect((await house.call(undefined, "GET", "/api/session", undefined, planted)).status).toBe(401);
    expect((await house.call(undefined, "GET", "/api/session", undefined, fresh)).status).toBe(200);
  });
});

it.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0 Safari/604.1", "WeChat · iOS"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari · macOS"],
  ["something else", ""],
  [undefined, ""],
])("%s is shown as %s", (userAgent, shown) => {
  expect(deviceOf(userAgent)).toBe(shown);
});
