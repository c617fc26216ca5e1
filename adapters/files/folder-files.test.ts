import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { FileIndex, KeptFile } from "../../api/ports.ts";
import { instant } from "../../facility/units/index.ts";
import { folderFiles, MOST_FILE_BYTES } from "./index.ts";

const folder = await mkdtemp(join(tmpdir(), "wk-files-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

function rememberingIndex(): FileIndex {
  const files = new Map<string, KeptFile>();
  return {
    add: async (file) => void files.set(file.id, files.get(file.id) ?? file),
    find: async (id) => files.get(id),
    usedBy: async () => [],
    remove: async (id) => files.delete(id),
  };
}
const files = folderFiles(folder, rememberingIndex(), () => instant(1_000));
const bytes = (words: string) => new TextEncoder().encode(words);

it("keeps a file by its content, the same twice as one, and gives it back whole", async () => {
  const first = await files.put({ name: "../../etc/记录.txt", bytes: bytes("done"), by: "tech.lift" });
  const again = await files.put({ name: "other.txt", bytes: bytes("done"), by: "somebody" });
  if (!first.ok || !again.ok) throw new Error("refused");
  expect(first.value).toMatchObject({ name: "记录.txt", type: "text/plain", bytes: 4 });
  expect(again.value.id).toBe(first.value.id);
  expect(await files.find(first.value.id)).toMatchObject({ by: "tech.lift", at: 1_000, readers: "viewer" });
  expect(new TextDecoder().decode(await files.read(first.value.id))).toBe("done");
});

it("gives a file an ending of its kind, so that saved it is no page of a browser's", async () => {
  const kept = await files.put({ name: "x.HTML", bytes: bytes("hello <script>"), by: "x" });
  expect(kept).toMatchObject({ ok: true, value: { name: "x.HTML.txt", type: "text/plain" } });
});

it("refuses what is no kept kind, and what is too long, in both languages", async () => {
  const page = await files.put({ name: "a.jpg", bytes: bytes("<html>"), by: "x" });
  const long = await files.put({ name: "b", bytes: new Uint8Array(MOST_FILE_BYTES + 1), by: "x" });
  for (const answer of [page, long]) {
    expect(answer.ok).toBe(false);
    if (!answer.ok) expect(answer.problem.zh).toMatch(/仅支持|超过/);
  }
});

it("erases: what is removed is neither found nor read, and an id that is no hash reads nothing", async () => {
  const kept = await files.put({ name: "p.txt", bytes: bytes("personal"), by: "resident" });
  if (!kept.ok) throw new Error("refused");
  expect(await files.remove(kept.value.id)).toBe(true);
  expect(await files.remove(kept.value.id)).toBe(false);
  expect(await files.find(kept.value.id)).toBeUndefined();
  expect(await files.read(kept.value.id)).toBeUndefined();
  expect(await files.read("../state.sqlite")).toBeUndefined();
});
