import { beforeEach, expect, it } from "vitest";
import { IngestView } from "../contract/index.ts";
import { fakeHouse } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

it("the ingest report shows counters and dead letters", async () => {
  const view = IngestView.parse(await house.get("/api/ingest", "engineer"));
  expect(view).toMatchObject({ readings: 40, refused: { "bad-json": 2 }, storing: true });
  expect(view.deadLetters).toHaveLength(1);
});
