import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { fakeHouse } from "../../api/fakes/index.ts";
import { openTraces } from "./index.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

it("is off where no collector is named", async () => {
  expect(await openTraces({}, "1")).toBeUndefined();
});

it("sends each request by its route, under the caller's trace, and nothing of what it held", async () => {
  const heard: string[] = [];
  const collector = createServer((request, answer) => {
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      heard.push(`${request.url} ${body}`);
      answer.end("{}");
    });
  });
  await new Promise<void>((up) => collector.listen(0, "127.0.0.1", up));
  const { port } = collector.address() as AddressInfo;
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${port}`);
  try {
    const traces = await openTraces(process.env, "1.2.3");
    const house = await fakeHouse({ spans: traces });
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    await house.call("viewer", "GET", "/api/assets/riverside.b1-pump-2?secret=s3cret", undefined, {
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    });
    await traces?.close();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatch(/^\/v1\/traces /);
    expect(heard[0]).toContain(traceId);
    expect(heard[0]).toContain("GET /api/assets/:id");
    expect(heard[0]).toContain("1.2.3");
    expect(heard[0]).not.toMatch(/s3cret|b1-pump-2/);
  } finally {
    collector.close();
  }
});
