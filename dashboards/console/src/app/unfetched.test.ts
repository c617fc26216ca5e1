import { expect, it } from "vitest";
import { fetched, isUnfetched, Unfetched } from "./unfetched.ts";

it("tells a script that did not come from a bug in one that did", async () => {
  const away = [
    "Failed to fetch dynamically imported module: http://watch.example.org/assets/oncall-1.js",
    "error loading dynamically imported module: http://watch.example.org/assets/oncall-1.js",
    "Importing a module script failed.",
    "Unable to preload CSS for /assets/oncall-1.css",
  ];
  for (const message of away) {
    expect(isUnfetched(new TypeError(message))).toBe(true);
    await expect(fetched(() => Promise.reject(new TypeError(message)))()).rejects.toBeInstanceOf(Unfetched);
  }
  const bug = new TypeError("Cannot read properties of undefined");
  expect(isUnfetched(bug)).toBe(false);
  await expect(fetched(() => Promise.reject(bug))()).rejects.toBe(bug);
});

it("hands on what has come", async () => {
  await expect(fetched(() => Promise.resolve({ Page: 1 }))()).resolves.toEqual({ Page: 1 });
});
