import { beforeEach, describe, expect, it } from "vitest";
import { fakeHouse, problemOf, pump } from "./fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

describe("errors", () => {
  it("are problem details in the caller's language", async () => {
    const chinese = await house.call("viewer", "GET", "/api/nothing", undefined, {
      "accept-language": "zh-CN",
    });
    expect(chinese.headers.get("content-language")).toBe("zh");
    expect(await problemOf(chinese)).toEqual({
      type: "about:blank",
      title: "未找到",
      status: 404,
      detail: "/api/nothing 不存在，接口清单见 /api/docs。",
    });
  });

  it("name a method that is not taken, and those that are", async () => {
    const answer = await house.call("viewer", "DELETE", "/api/alarms");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
    expect((await problemOf(answer)).detail).toContain("takes GET, HEAD");
  });

  it("name each wrong field of a body", async () => {
    const body = { username: "has blank", name: "", role: "king", password: "short" };
    const answer = await house.call("admin", "POST", "/api/people", body);
    expect(answer.status).toBe(400);
    const { errors } = await problemOf(answer);
    expect(errors?.map((error) => error.path)).toEqual(["username", "name", "role", "password"]);
  });

  it("say what is wrong with a body that is no JSON, of another type, or too long", async () => {
    const send = async (body: string, type = "application/json") =>
      await house.api.app.request("/api/people", {
        method: "POST",
        headers: { cookie: `wk_session=${house.tokenOf("admin")}`, "content-type": type },
        body,
      });
    expect((await problemOf(await send("{"))).status).toBe(400);
    expect((await problemOf(await send("a=b", "application/x-www-form-urlencoded"))).status).toBe(415);
    expect((await problemOf(await send(`"${"x".repeat(70_000)}"`))).status).toBe(413);
  });

  it("hide a fault's inside from the caller and show it in the log, by one reference", async () => {
    const broken = await fakeHouse({
      readings: {
        between: async () => [],
        buckets: async () => {
          throw new Error("disk says no");
        },
      },
    });
    const answer = await broken.call("viewer", "GET", `/api/points/${pump}.running/history`);
    expect(answer.status).toBe(500);
    const { detail } = await problemOf(answer);
    expect(detail).not.toContain("disk says no");
    const [reference] = /\b[0-9a-f]{8}\b/.exec(detail) ?? [];
    expect(reference).toBeDefined();
    const requestId = answer.headers.get("x-request-id");
    expect(broken.logged).toEqual([
      {
        level: "error",
        fields: expect.objectContaining({ reference, requestId, err: new Error("disk says no") }),
        message: "a request broke",
      },
      { level: "warn", fields: expect.objectContaining({ requestId, status: 500 }), message: "request" },
    ]);
  });
});
