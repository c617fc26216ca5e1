import { beforeEach, describe, expect, it } from "vitest";
import { CatalogView, ImportPreview, SiteChanged, SiteDetail, SiteSummaryList } from "../contract/index.ts";
import { fakeHouse, problemOf } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

const name = { en: "Lift 9", zh: "9 号电梯" };
const lift = { id: "lift-9", type: "lift", name };
const detail = async () => SiteDetail.parse(await house.get("/api/sites/riverside", "engineer"));
const upload = (path: string, words: string) =>
  house.api.app.request(path, {
    method: "POST",
    headers: {
      cookie: `wk_session=${house.tokenOf("engineer")}`,
      "content-type": "application/octet-stream",
    },
    body: words,
  });

describe("sites", () => {
  it("are listed with what they hold and who changed them", async () => {
    const { sites } = SiteSummaryList.parse(await house.get("/api/sites"));
    expect(sites).toMatchObject([{ id: "riverside", assets: 3, gateways: 2, places: 1, revision: 1 }]);
  });

  it("take a new asset, change it, and let it go", async () => {
    const made = await house.call("engineer", "PUT", "/api/sites/riverside/assets/lift-9?revision=1", lift);
    expect(SiteChanged.parse(await made.json())).toEqual({
      site: "riverside",
      revision: 2,
      changes: [{ is: "created", noun: "asset", id: "lift-9", name, fields: [] }],
    });
    expect((await detail()).file.assets.at(-1)).toMatchObject({ id: "lift-9", outOfService: false });
    const path = "/api/sites/riverside/assets/lift-9";
    const changed = await house.call("engineer", "PUT", `${path}?revision=2`, { ...lift, serial: "7" });
    expect(SiteChanged.parse(await changed.json()).changes[0]?.fields).toEqual([
      { field: "serial", before: null, after: "7" },
    ]);
    const gone = await house.call("engineer", "DELETE", `${path}?revision=3`);
    expect(SiteChanged.parse(await gone.json()).changes[0]).toMatchObject({ is: "removed", id: "lift-9" });
    expect((await detail()).changedBy).toBe("engineer");
  });

  it("take an asset out of what feeds and reads it", async () => {
    await house.call("engineer", "DELETE", "/api/sites/riverside/assets/b2-lift-1?revision=1");
    const { file } = await detail();
    expect(file.assets.flatMap(({ feeds }) => feeds)).toEqual([]);
    expect(file.gateways.flatMap(({ assets }) => assets)).toEqual(["b1-booster-2", "b1-meter"]);
  });

  it.each([
    ["a change made from an older revision", "PUT", "assets/lift-9?revision=0", lift, 409],
    ["what does not fit the site", "PUT", "places/b1?revision=x", lift, 400],
    ["another id than the path's", "PUT", "assets/lift-8?revision=1", lift, 400],
    ["a field that is none", "PUT", "assets/lift-9?revision=1", { ...lift, colour: "red" }, 400],
    ["to remove what is not there", "DELETE", "gateways/gw-9?revision=1", undefined, 422],
    ["to remove a place that holds something", "DELETE", "places/b1?revision=1", undefined, 422],
  ] as const)("refuse %s", async (_what, method, path, body, status) => {
    const answer = await house.call("engineer", method, `/api/sites/riverside/${path}`, body);
    expect(answer.status).toBe(status);
    expect((await problemOf(answer)).detail).not.toBe("");
    expect((await detail()).revision).toBe(1);
  });

  it("says near names of a site that is not there", async () => {
    const answer = await house.call("engineer", "GET", "/api/sites/riversid");
    expect(answer.status).toBe(404);
    expect((await problemOf(answer)).detail).toContain("riverside");
  });
});

describe("import and export", () => {
  it("shows the differences, changes nothing, and applies them when told to", async () => {
    const { file } = await detail();
    const words = JSON.stringify({ ...file, assets: [...file.assets, lift] });
    const shown = ImportPreview.parse(
      await (await upload("/api/sites/import/preview?format=yaml", words)).json(),
    );
    expect(shown).toMatchObject({ ok: true, site: "riverside", revision: 1, changes: [{ is: "created" }] });
    expect((await detail()).revision).toBe(1);
    expect((await upload("/api/sites/import/apply?format=yaml&revision=1", words)).status).toBe(200);
    expect((await detail()).file.assets).toHaveLength(file.assets.length + 1);
  });

  it("tells mistakes by row and column, and applies nothing of a file that has one", async () => {
    const shown = await (await upload("/api/sites/import/preview?format=csv&site=riverside", "x")).json();
    expect(ImportPreview.parse(shown)).toMatchObject({ ok: false, problems: [{ row: 3, column: "B Type" }] });
    const applied = await upload("/api/sites/import/apply?format=csv&site=riverside&revision=1", "x");
    expect(applied.status).toBe(422);
    expect((await problemOf(applied)).errors).toEqual([{ path: "3 B Type", message: "no known type" }]);
  });

  it("tells what does not fit together", async () => {
    const { file } = await detail();
    const words = JSON.stringify({ ...file, assets: [{ ...lift, id: "bad" }] });
    const shown = await (await upload("/api/sites/import/preview?format=yaml", words)).json();
    expect(shown).toMatchObject({
      ok: false,
      problems: [{ row: null, problem: { en: expect.any(String) } }],
    });
  });

  it("takes files longer than a form, and no longer than 4 MB", async () => {
    const long = await upload("/api/sites/import/preview?format=yaml", " ".repeat(200_000));
    expect(long.status).toBe(200);
    const longer = await upload("/api/sites/import/preview?format=yaml", " ".repeat(5_000_000));
    expect(longer.status).toBe(413);
  });

  it("gives the site as a file to be saved", async () => {
    const answer = await house.call("engineer", "GET", "/api/sites/riverside/export?format=xlsx");
    expect(answer.headers.get("content-disposition")).toContain("riverside-assets.xlsx");
    expect(answer.headers.get("content-type")).toContain("spreadsheetml");
    expect(await answer.json()).toMatchObject({ site: { id: "riverside" } });
  });
});

it("the catalogue tells types and the fields of an asset", async () => {
  const { types, columns } = CatalogView.parse(await house.get("/api/catalog"));
  expect(types.find(({ id }) => id === "lift")).toMatchObject({ serviceLife: { lowYears: 20 } });
  expect(columns.map(({ path }) => path)).toContain("warrantyUntil");
});
