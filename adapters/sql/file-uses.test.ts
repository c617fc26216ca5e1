import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { instant } from "../../facility/units/index.ts";
import { openDatabase } from "./database.ts";
import { noteEarlierFiles } from "./file-uses.ts";
import { sqlFileIndex } from "./files.ts";
import { sqlMaintenance } from "./maintenance.ts";

it("files of an earlier version's data are found by the sites that refer to them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "wk-uses-"));
  const opened = await openDatabase(join(folder, "state.sqlite"));
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened.value;
  const file = { id: "a".repeat(64), name: "scan.pdf", type: "application/pdf" as const, bytes: 9 };
  await sqlFileIndex(db).add({ ...file, by: "mgr", at: instant(1), readers: "viewer" });
  await sqlMaintenance(db).put("contracts", [
    { id: "c1", site: "riverside", at: instant(1), value: { files: [file] } },
    { id: "c2", site: "hillside", at: instant(1), value: { files: [] } },
  ]);
  await db.deleteFrom("file_uses").execute();
  await noteEarlierFiles(db);
  expect(await db.selectFrom("file_uses").selectAll().execute()).toEqual([
    { file: file.id, site: "riverside" },
  ]);
  await db.destroy();
  await rm(folder, { recursive: true });
});
