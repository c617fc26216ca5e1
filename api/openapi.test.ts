import { describe, expect, it } from "vitest";
import { z } from "zod";
import { isOpen } from "./auth/index.ts";
import { fakeHouse } from "./fakes/index.ts";

const Operation = z.looseObject({
  summary: z.string(),
  tags: z.array(z.string()).length(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()).optional() })),
});
const Document = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

// The routes are registered, not called.
const house = await fakeHouse({ emergencies: {} as never, printer: { pdf: async () => new Uint8Array() } });
const document = Document.parse(await (await house.call(undefined, "GET", "/api/openapi.json")).json());
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

describe("the OpenAPI document", () => {
  it("describes every route there is", () => {
    const registered = house.api.app.routes
      .filter((route) => route.method !== "ALL")
      .map((route) => `${route.method} ${route.path.replaceAll(/:(\w+)/g, "{$1}")}`);
    const described = operations.map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual([...new Set(registered)].sort());
    expect(described.length).toBeGreaterThanOrEqual(66);
  });

  it.each(operations)(
    "says of $method $path who may call it and how it refuses",
    ({ method, path, operation }) => {
      const open = !path.startsWith("/api") || isOpen(method, path);
      expect(operation.security).toEqual(open ? [] : [{ cookie: [] }, { bearer: [] }]);
      if (!open) expect(Object.keys(operation.responses)).toContain("401");
      for (const [status, answer] of Object.entries(operation.responses))
        if (Number(status) >= 400 && path.startsWith("/api"))
          expect(Object.keys(answer.content ?? {})).toEqual(["application/problem+json"]);
    },
  );

  it("names the schemas of the contract once and refers to them", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(["AlarmView", "AssetDetail", "HistoryView", "Problem", "SessionView"]),
    );
    const references = JSON.stringify(document).match(/#\/components\/schemas\/\w+/g) ?? [];
    for (const reference of new Set(references))
      expect(document.components.schemas).toHaveProperty(reference.split("/").at(-1) ?? "");
    expect(references.filter((reference) => reference.endsWith("/Problem")).length).toBeGreaterThan(20);
  });
});

describe("the reference page", () => {
  it("shows every operation and asks nothing of other hosts", async () => {
    const answer = await house.call(undefined, "GET", "/api/docs");
    expect(answer.headers.get("content-type")).toContain("text/html");
    const page = await answer.text();
    for (const { path, operation } of operations) {
      expect(page).toContain(`<code>${path}</code>`);
      expect(page).toContain(operation.summary);
    }
    expect(page).not.toMatch(/<script|src=|https?:\/\//);
    expect(page).toContain('<a href="#schema-AlarmView">');
  });
});
