import { expect, it } from "vitest";
import { FileRef } from "../../facility/units/index.ts";
import { fakeHouse, rememberingFiles } from "../fakes/index.ts";

const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

it("keeps a technician's photo and gives it back as what it is; a viewer cannot bring one", async () => {
  const house = await fakeHouse({ files: rememberingFiles() });
  const send = (role: "viewer" | "technician", body: Uint8Array<ArrayBuffer>) =>
    house.api.app.request("/api/files?name=%E9%97%A8%E9%94%81.jpg", {
      method: "POST",
      headers: { authorization: `Bearer ${house.tokenOf(role)}` },
      body,
    });
  expect((await send("viewer", jpeg)).status).toBe(403);
  expect((await send("technician", new TextEncoder().encode("<html>"))).status).toBe(415);
  const kept = FileRef.parse(await (await send("technician", jpeg)).json());
  expect(kept).toMatchObject({ name: "门锁.jpg", type: "image/jpeg", bytes: 7 });

  const answer = await house.call("viewer", "GET", `/api/files/${kept.id}`);
  expect(answer.headers.get("content-type")).toBe("image/jpeg");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(jpeg);
  expect((await house.call("viewer", "GET", `/api/files/${"0".repeat(64)}`)).status).toBe(404);
});

it("shows a file only to those it is meant for, and takes no more than ten megabytes", async () => {
  const files = rememberingFiles();
  const house = await fakeHouse({ files });
  const kept = await files.put({ name: "p.jpg", bytes: jpeg, by: "resident", readers: "technician" });
  if (!kept.ok) throw new Error(kept.problem.en);
  expect((await house.call("viewer", "GET", `/api/files/${kept.value.id}`)).status).toBe(403);
  expect((await house.call("technician", "GET", `/api/files/${kept.value.id}`)).status).toBe(200);
  const long = await house.api.app.request("/api/files", {
    method: "POST",
    headers: { authorization: `Bearer ${house.tokenOf("technician")}`, "content-length": `${2 ** 24}` },
    body: new Uint8Array(2 ** 24),
  });
  expect(long.status).toBe(413);
});
