import { expect, it } from "vitest";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { done, problem } from "../../facility/units/index.ts";
import { fakeHouse } from "../fakes/index.ts";
import type { Commands } from "../ports.ts";

const POINT = "s.pump-1.pressure_setpoint_kPa";
const name = { en: "x", zh: "x" };

async function house(answer: Awaited<ReturnType<Commands["command"]>>) {
  const given: unknown[] = [];
  const api = await fakeHouse({
    commands: {
      async command(order) {
        given.push(order);
        return answer;
      },
    },
  });
  const file = SiteFile.parse({
    site: { id: "s", name },
    assets: [{ id: "pump-1", type: "booster-pump", name }],
  });
  const model = buildModel([file], catalog);
  if (!model.ok) throw new Error(model.problem);
  api.setModel(model.value);
  const post = async (role: "technician" | "engineer", point = POINT, body: unknown = { value: 640 }) => {
    const response = await api.call(role, "POST", `/api/points/${point}/command`, body, {
      "accept-language": "zh",
    });
    return { status: response.status, body: (await response.json()) as { detail?: string } };
  };
  return { post, given };
}

it("an engineer's command goes out under the engineer's name, and says what was read back", async () => {
  const { post, given } = await house(done({ id: "c1", at: 5, outcome: "done", readBack: 640 }));
  expect(await post("engineer", POINT, { value: 640, expect: { running: true } })).toEqual({
    status: 200,
    body: { id: "c1", at: 5, readBack: 640 },
  });
  expect(given).toEqual([{ point: POINT, value: 640, by: "engineer", expect: { running: true } }]);
});

it("is not for technicians, not for points that are only read, and not without a value", async () => {
  const { post, given } = await house(problem("never asked"));
  expect((await post("technician")).status).toBe(403);
  expect((await post("engineer", "s.pump-1.running", { value: true })).status).toBe(422);
  expect((await post("engineer", "s.pump-1.nothing")).status).toBe(404);
  expect((await post("engineer", POINT, {})).status).toBe(400);
  expect(given).toEqual([]);
});

it("says why it was refused, in the reader's language, and what never got there", async () => {
  const refused = await house(
    done({ id: "c", at: 5, outcome: "refused", reason: "not-taken", detail: "says 620" }),
  );
  expect(await refused.post("engineer")).toMatchObject({
    status: 422,
    body: { detail: "已下发，但设备回读值不符。says 620" },
  });
  const offline = await house(problem("Gateway s.gw is not connected"));
  expect(await offline.post("engineer")).toMatchObject({
    status: 409,
    body: { detail: "Gateway s.gw is not connected" },
  });
});
