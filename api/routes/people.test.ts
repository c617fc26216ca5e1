import { beforeEach, expect, it } from "vitest";
import { PersonList } from "../contract/index.ts";
import { fakeHouse, PASSWORD } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

it("people are added by an administrator and listed without passwords", async () => {
  const made = { username: "night.desk", name: "夜班", role: "technician" };
  const answer = await house.call("admin", "POST", "/api/people", { ...made, password: PASSWORD });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual(made);
  const again = await house.call("admin", "POST", "/api/people", { ...made, password: PASSWORD });
  expect(again.status).toBe(422);
  const { people } = PersonList.parse(await house.get("/api/people", "manager"));
  expect(people).toContainEqual(made);
  expect(JSON.stringify(people)).not.toContain(PASSWORD);
});
