import { expect, it } from "vitest";
import { fakeHouse, pump } from "./fakes/index.ts";
import { RequestFigures } from "./requests.ts";
import { exposition } from "./routes/exposition.ts";

const metricsOf = async (house: Awaited<ReturnType<typeof fakeHouse>>) =>
  await (await house.call(undefined, "GET", "/metrics")).text();

it("counts every answer by declared route, method and class of status, never by what was typed", async () => {
  const house = await fakeHouse();
  await house.call("viewer", "GET", "/api/assets");
  await house.call("viewer", "GET", `/api/assets/${pump}`);
  await house.call("viewer", "GET", "/api/assets/riverside.nothing");
  await house.call(undefined, "GET", "/api/assets");
  for (const guess of ["/api/a1", "/api/a2", "/wp-login.php", "/x.env"])
    await house.call("viewer", "GET", guess);
  const lines = (await metricsOf(house)).split("\n");
  const of = (labels: string) =>
    lines
      .find((line) => line.startsWith(`watchkeeper_http_requests_total{${labels}}`))
      ?.split(" ")
      .at(-1);
  expect(of('method="GET",route="/api/assets",status="2xx"')).toBe("1");
  expect(of('method="GET",route="/api/assets/:id",status="2xx"')).toBe("1");
  expect(of('method="GET",route="/api/assets/:id",status="4xx"')).toBe("1");
  expect(lines.join("\n")).not.toMatch(/wp-login|nothing|a1"/);
});

it("gives a histogram that adds up", () => {
  const figures = new RequestFigures();
  for (const seconds of [0.001, 0.004, 0.03, 0.2, 11]) figures.note("GET", "/api/assets", 200, seconds);
  figures.note("GET", "/api/assets", 503, 0.2);
  const text = exposition(figures.metrics());
  const labels = 'method="GET",route="/api/assets"';
  for (const [le, value] of Object.entries({ "0.005": 2, "0.05": 3, "0.25": 5, "10": 5, "+Inf": 6 }))
    expect(text).toContain(`watchkeeper_http_request_duration_seconds_bucket{${labels},le="${le}"} ${value}`);
  expect(text).toContain(`watchkeeper_http_request_duration_seconds_count{${labels}} 6`);
  expect(text).toMatch(/_sum\{[^}]+\} 11\.43/);
  expect(text).toContain('watchkeeper_http_requests_total{method="GET",route="/api/assets",status="5xx"} 1');
  expect(text).toContain("# TYPE watchkeeper_http_request_duration_seconds histogram");
});

it("names each request in answer and log, without its query, and believes no id that could break a log", async () => {
  const house = await fakeHouse();
  const named = await house.call("viewer", "GET", "/api/assets", undefined, {
    "x-request-id": "proxy-12345678",
  });
  expect(named.headers.get("x-request-id")).toBe("proxy-12345678");
  const evil = await house.call("viewer", "GET", "/api/assets", undefined, { "x-request-id": 'a"}{"b' });
  expect(evil.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(house.logged).toEqual([]);
  const out = await house.call("viewer", "DELETE", "/api/session?token=secret");
  expect(house.logged.at(-1)).toEqual({
    level: "info",
    message: "request",
    fields: {
      requestId: out.headers.get("x-request-id"),
      method: "DELETE",
      route: "/api/session",
      status: 204,
      ms: expect.any(Number),
      by: "viewer",
    },
  });
});
