import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { growing } from "./growing.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wk-growing-"));
  path = join(folder, "file");
});
afterEach(() => rmSync(folder, { recursive: true }));

const next = async (bytes: AsyncGenerator<Buffer>) => {
  const { done, value } = await bytes.next();
  return done ? undefined : value.toString();
};

it("what is written is sent before the file is whole, and all of it", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const bytes = growing(path, promise);
  const first = next(bytes);
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, "begin");
  expect(await first).toBe("begin");
  const second = next(bytes);
  appendFileSync(path, " end");
  resolve();
  expect(await second).toBe(" end");
  expect(await next(bytes)).toBeUndefined();
});

it("a file that will never be whole breaks off what was sent of it", async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  writeFileSync(path, "begin");
  const bytes = growing(path, promise);
  expect(await next(bytes)).toBe("begin");
  reject(new Error("disk full"));
  await expect(next(bytes)).rejects.toThrow("disk full");
  await expect(next(growing(join(folder, "never"), promise))).rejects.toThrow("disk full");
});

it("a file that was taken away before it was begun is told as missing", async () => {
  await expect(next(growing(path, Promise.resolve()))).rejects.toThrow("ENOENT");
});

it("an empty file is whole too", async () => {
  writeFileSync(path, "");
  expect(await next(growing(path, Promise.resolve()))).toBeUndefined();
});
