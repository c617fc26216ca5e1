import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { minutes, text } from "../../facility/units/index.ts";
import { SessionView, SignInWays, SignOnCode } from "../contract/index.ts";
import { type ApiApp, type ApiEnv, addressOf, isHttps } from "../env.ts";
import type { Person } from "../ports.ts";
import { problems, refuse } from "../problems.ts";
import type { Vault } from "../second-factor/index.ts";
import { admit, type Identity, type KeptFlow, SignOnFailed, type SignOnRefusal } from "../sign-on/index.ts";
import type { RouteDeps, SignOnDeps } from "./deps.ts";
import { body, json } from "./params.ts";
import { askForCode, openSession, tooMany } from "./session.ts";

const tags = ["Session"];
const PATH = "/api/session/oidc";

const ways = createRoute({
  method: "get",
  path: "/api/session/ways",
  tags,
  summary: "How people sign in here · 登录方式",
  security: [],
  responses: { 200: json(SignInWays, "The ways") },
});

const begin = createRoute({
  method: "get",
  path: PATH,
  tags,
  summary: "Sign in with the directory: leads to its page · 统一身份登录",
  security: [],
  request: { query: z.object({ to: z.string().max(2_000).optional() }) },
  responses: { 302: { description: "To the provider, or back to the sign-in page" }, ...problems(400) },
});

const back = createRoute({
  method: "get",
  path: `${PATH}/callback`,
  tags,
  summary: "Where the directory sends the browser back to · 统一身份登录回调",
  security: [],
  responses: { 302: { description: "To the console, or back to the sign-in page with why not" } },
});

const second = createRoute({
  method: "post",
  path: `${PATH}/code`,
  tags,
  summary: "The second factor after the directory has vouched for somebody · 统一身份登录后的验证码",
  security: [],
  request: { body: body(SignOnCode) },
  responses: { 200: json(SessionView, "Who is signed in now"), ...problems(400, 401, 403, 429) },
});

/** While a person is at the provider; Lax, as the way back begins on its page. */
const FLOW = "wk_sign_on";
const FLOW_MS = minutes(10);
/** Vouched for, and to show a second factor yet. */
const WAITING = "wk_sign_on_code";
const WAITING_MS = minutes(5);

const Flow = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  until: z.number(),
});
const Waiting = z.object({ username: z.string(), until: z.number() });

/** Only a path of this console: never a foreign address that somebody put into the link. */
const ownPath = (to: string | undefined): string => (to && /^\/(?![/\\])[^\r\n]*$/.test(to) ? to : "/");

export function signOnWays(app: ApiApp, signOn: SignOnDeps | undefined): void {
  app.openapi(ways, (c) =>
    c.json({ signOn: signOn ? { label: signOn.provider.label, path: PATH } : null }, 200),
  );
}

export function signOnRoutes(
  app: ApiApp,
  deps: RouteDeps,
  { provider, accounts, rules, vault }: SignOnDeps,
): void {
  const { sessions, codes, clock, log, audit } = deps;

  const turnedAway = (c: Context<ApiEnv>, why: SignOnRefusal) => c.redirect(`/sign-in?refused=${why}`, 302);

  app.openapi(begin, async (c) => {
    try {
      const { url, kept } = await provider.begin();
      const flow = { ...kept, to: ownPath(c.req.valid("query").to), until: clock() + FLOW_MS };
      keep(c, vault, FLOW, flow, { sameSite: "Lax", maxAge: FLOW_MS / 1000 });
      return c.redirect(url, 302);
    } catch (error) {
      if (!(error instanceof SignOnFailed)) throw error;
      log.warn({ reason: error.message }, "the sign-in provider cannot be asked");
      return turnedAway(c, error.why);
    }
  });

  app.openapi(back, async (c) => {
    const flow = kept(c, vault, FLOW, Flow);
    forget(c, FLOW);
    if (!flow || flow.until < clock()) return turnedAway(c, "expired");
    let identity: Identity;
    try {
      identity = await provider.finish(new URL(c.req.url).search, flow satisfies KeptFlow);
    } catch (error) {
      if (!(error instanceof SignOnFailed)) throw error;
      log.warn({ reason: error.message }, "a sign-in by the provider did not hold");
      return turnedAway(c, error.why);
    }
    const person = await arrive(c, identity);
    if (typeof person === "string") return turnedAway(c, person);
    const enrolled = (await deps.secondFactor?.state(person.username))?.enrolled ?? false;
    if (enrolled && !identity.strong) {
      const waiting = { username: person.username, until: clock() + WAITING_MS };
      keep(c, vault, WAITING, waiting, { sameSite: "Strict", maxAge: WAITING_MS / 1000 });
      return c.redirect(`/sign-in?code=asked&to=${encodeURIComponent(flow.to)}`, 302);
    }
    await enter(c, person);
    return c.redirect(flow.to, 302);
  });

  app.openapi(second, async (c) => {
    const waiting = kept(c, vault, WAITING, Waiting);
    if (!waiting || waiting.until < clock() || !deps.secondFactor)
      return refuse(
        c,
        403,
        text("This took too long. Begin anew on the sign-in page.", "操作超时，请返回登录页重新开始。"),
      );
    const { username } = waiting;
    const pause = codes.attempt(username, username, clock());
    if (pause > 0) return tooMany(c, pause);
    if (!(await deps.secondFactor.spend(username, c.req.valid("json").code, clock()))) {
      await audit.append({
        at: clock(),
        actor: "system",
        act: "session.refused",
        subject: username,
        details: { address: shownAddress(c), code: "wrong", by: "sign-on" },
      });
      return askForCode(c, true);
    }
    codes.succeeded(username, username);
    forget(c, WAITING);
    const person = (await deps.people.list()).find((each) => each.username === username);
    if (!person) return refuse(c, 403, text("There is no such person any more.", "该用户已不存在。"));
    await enter(c, person);
    return c.json(person, 200);
  });

  const shownAddress = (c: Context<ApiEnv>) => addressOf(c, deps.trustProxy ?? false).replace(/^::ffff:/, "");

  const enter = async (c: Context<ApiEnv>, person: Person): Promise<void> => {
    await audit.append({
      at: clock(),
      actor: person.username,
      act: "session.opened",
      subject: person.username,
      details: { address: shownAddress(c), by: "sign-on" },
    });
    await openSession(c, deps, person.username);
  };

  /** The person as the law admits them, joined or made; or why not. */
  const arrive = async (c: Context<ApiEnv>, identity: Identity): Promise<Person | SignOnRefusal> => {
    const { issuer, subject } = identity;
    const known = await accounts.find(issuer, subject);
    const named = known ? undefined : await accounts.named(identity.username);
    const admission = admit(identity, known, named, rules);
    const note = (act: "person.joined" | "person.added" | "person.role", who: string, details = {}) =>
      audit.append({
        at: clock(),
        actor: "system",
        act,
        subject: who,
        details: { ...details, by: "sign-on" },
      });
    switch (admission.kind) {
      case "refuse": {
        log.warn({ username: identity.username, subject, why: admission.why }, "sign-in refused");
        const who = known ?? named?.person;
        await audit.append({
          at: clock(),
          actor: "system",
          act: "session.refused",
          subject: who?.username ?? "unknown name",
          details: { address: shownAddress(c), by: "sign-on", why: admission.why },
        });
        // Whom the directory gives nothing any more is not let go on in a session of yesterday.
        if (known && admission.why === "no-role") await sessions.endAll(known.username);
        return admission.why;
      }
      case "create": {
        const made = await accounts.create(admission.person, issuer, subject);
        if (!made.ok) {
          log.warn({ username: identity.username, reason: made.problem }, "no account could be made");
          return "name-taken";
        }
        await note("person.added", made.value.username, { role: made.value.role });
        return made.value;
      }
      case "enter": {
        const { person, role, join } = admission;
        if (join) {
          if (!(await accounts.join(person.username, issuer, subject))) return "name-taken";
          await note("person.joined", person.username);
        }
        if (role !== person.role) {
          await accounts.setRole(person.username, role);
          await note("person.role", person.username, { from: person.role, to: role });
        }
        return { ...person, role };
      }
    }
    return admission satisfies never;
  };
}

const cookie = (c: Context<ApiEnv>): CookieOptions => ({ path: PATH, httpOnly: true, secure: isHttps(c) });

const keep = (c: Context<ApiEnv>, vault: Vault, name: string, what: object, more: CookieOptions): void =>
  setCookie(c, name, vault.seal(JSON.stringify(what), name), { ...cookie(c), ...more });

const forget = (c: Context<ApiEnv>, name: string): void => {
  deleteCookie(c, name, cookie(c));
};

/** What was kept in the browser, if it is ours and whole. */
function kept<T>(c: Context<ApiEnv>, vault: Vault, name: string, shape: z.ZodType<T>): T | undefined {
  const sealed = getCookie(c, name);
  const opened = sealed === undefined ? undefined : vault.open(sealed, name);
  return opened === undefined ? undefined : shape.safeParse(JSON.parse(opened)).data;
}
