import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { text } from "../../facility/units/index.ts";
import { record } from "../audit.ts";
import { allow } from "../auth/index.ts";
import {
  BeginSecondFactor,
  BegunSecondFactor,
  ConfirmSecondFactor,
  EnrolledPeople,
  RecoveryCodes,
  RemoveSecondFactor,
  SecondFactorView,
} from "../contract/index.ts";
import { type ApiApp, type ApiEnv, addressOf } from "../env.ts";
import { problems, refuse } from "../problems.ts";
import type { SecondFactor } from "../second-factor/index.ts";
import type { RouteDeps } from "./deps.ts";
import { body, Id, json } from "./params.ts";
import { openSession, tooMany } from "./session.ts";

const tags = ["Second factor"];

const view = createRoute({
  method: "get",
  path: "/api/second-factor",
  tags,
  summary: "Whether you sign in with a second factor · 双重验证状态",
  ...allow("viewer"),
  responses: { 200: json(SecondFactorView, "Of whoever asks"), ...problems(401, 403) },
});

const begin = createRoute({
  method: "post",
  path: "/api/second-factor",
  tags,
  summary: "Begin with a second factor: a secret for your authenticator app · 启用双重验证",
  ...allow("viewer"),
  request: { body: body(BeginSecondFactor) },
  responses: {
    201: json(BegunSecondFactor, "Confirm with the app's first code; until then nothing changes"),
    ...problems(400, 401, 403, 409, 429),
  },
});

const confirm = createRoute({
  method: "post",
  path: "/api/second-factor/confirm",
  tags,
  summary: "The app's first code: from here on it is asked for; your other sessions end · 确认双重验证",
  ...allow("viewer"),
  request: { body: body(ConfirmSecondFactor) },
  responses: {
    200: json(RecoveryCodes, "Keep them apart from the app"),
    ...problems(400, 401, 403, 422, 429),
  },
});

const remove = createRoute({
  method: "post",
  path: "/api/second-factor/remove",
  tags,
  summary: "Sign in by password alone again; asks for password and code · 停用双重验证",
  ...allow("viewer"),
  request: { body: body(RemoveSecondFactor) },
  responses: { 204: { description: "Removed" }, ...problems(400, 401, 403, 422, 429) },
});

const people = createRoute({
  method: "get",
  path: "/api/second-factor/people",
  tags,
  summary: "Who signs in with a second factor · 已启用双重验证的人员",
  ...allow("admin"),
  responses: { 200: json(EnrolledPeople, "By user name"), ...problems(401, 403) },
});

const reset = createRoute({
  method: "delete",
  path: "/api/people/{username}/second-factor",
  tags,
  summary: "Take away a person's second factor, whose telephone is lost; their sessions end · 重置双重验证",
  ...allow("admin"),
  request: { params: z.object({ username: Id("user name", "duty.desk") }) },
  responses: { 204: { description: "Taken away" }, ...problems(400, 401, 403, 404) },
});

export function secondFactorRoutes(app: ApiApp, deps: RouteDeps, factor: SecondFactor): void {
  const { people: known, sessions, throttle, codes, clock } = deps;

  /** A refusal, or undefined when the password is the person's own; guessing is slowed down as it is at sign-in. */
  const passwordWrong = async (c: Context<ApiEnv>, password: string) => {
    const { username } = c.get("person");
    const address = addressOf(c, deps.trustProxy ?? false);
    const wait = throttle.attempt(username, address, clock());
    if (wait > 0) return tooMany(c, wait);
    if (!(await known.verify(username, password)))
      return refuse(c, 403, text("The password is wrong.", "密码错误。"));
    throttle.succeeded(username, address);
    return undefined;
  };
  const notByToken = (c: Context<ApiEnv>) =>
    c.get("by") === "bearer"
      ? refuse(c, 403, text("A token cannot change how a person signs in.", "令牌不能更改人员的登录方式。"))
      : undefined;
  const wrongCode = (c: Context<ApiEnv>) =>
    refuse(
      c,
      422,
      text(
        "The code is not right. Wait for the next one; if that is refused too, set the telephone's clock.",
        "验证码不正确。请等待下一个验证码；如仍被拒绝，请校准手机时间。",
      ),
    );

  app.openapi(view, async (c) => c.json(await factor.state(c.get("person").username), 200));

  app.openapi(begin, async (c) => {
    const wrong = notByToken(c) ?? (await passwordWrong(c, c.req.valid("json").password));
    if (wrong) return wrong;
    const begun = await factor.begin(c.get("person").username);
    if (!begun)
      return refuse(c, 409, text("You have a second factor. Remove it first.", "已启用双重验证，请先停用。"));
    return c.json(begun, 201);
  });

  app.openapi(confirm, async (c) => {
    const token = notByToken(c);
    if (token) return token;
    const { username } = c.get("person");
    const wait = codes.attempt(username, username, clock());
    if (wait > 0) return tooMany(c, wait);
    const recovery = await factor.confirm(username, c.req.valid("json").code, clock());
    if (!recovery) return wrongCode(c);
    codes.succeeded(username, username);
    await record(deps, c, "factor.enrolled", username);
    // Whoever signed in by password alone, here or elsewhere, does so no more; this person goes on in a fresh session.
    await sessions.endAll(username);
    await openSession(c, deps, username);
    return c.json({ recovery: [...recovery] }, 200);
  });

  app.openapi(remove, async (c) => {
    const { password, code } = c.req.valid("json");
    const wrong = notByToken(c) ?? (await passwordWrong(c, password));
    if (wrong) return wrong;
    const { username } = c.get("person");
    const wait = codes.attempt(username, username, clock());
    if (wait > 0) return tooMany(c, wait);
    if (!(await factor.spend(username, code, clock()))) return wrongCode(c);
    codes.succeeded(username, username);
    await factor.remove(username);
    await record(deps, c, "factor.removed", username);
    return c.body(null, 204);
  });

  app.openapi(people, async (c) => c.json({ usernames: await factor.enrolled() }, 200));

  app.openapi(reset, async (c) => {
    const { username } = c.req.valid("param");
    if (!(await factor.remove(username)))
      return refuse(c, 404, text(`"${username}" has no second factor.`, `“${username}”未启用双重验证。`));
    await sessions.endAll(username);
    await record(deps, c, "factor.reset", username);
    return c.body(null, 204);
  });
}
