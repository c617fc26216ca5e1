import { beforeEach, describe, expect, it } from "vitest";
import { GatewayCredential, GatewayList } from "../contract/index.ts";
import { fakeHouse, lift, pump, T } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

describe("gateways", () => {
  it("are listed with what they read and whether they are there", async () => {
    const { gateways } = GatewayList.parse(await house.get("/api/gateways"));
    expect(gateways).toEqual([
      {
        id: "riverside.gw-b1",
        name: { en: "Gateway 1", zh: "1 号网关" },
        online: true,
        since: T,
        assets: [pump, "riverside.b1-meter"],
        hasCredential: false,
      },
      expect.objectContaining({ id: "riverside.gw-b2", online: false, since: null, assets: [lift] }),
    ]);
  });

  it("get a secret that is shown once and never logged", async () => {
    const answer = await house.call("manager", "POST", "/api/gateways/riverside.gw-b1/credential");
    expect(answer.status).toBe(201);
    const credential = GatewayCredential.parse(await answer.json());
    expect(credential).toEqual({ username: "riverside/gw-b1", secret: "a-secret", alsoSetAt: null });
    expect(GatewayList.parse(await house.get("/api/gateways")).gateways[0]?.hasCredential).toBe(true);
    expect(house.logged.map((line) => line.message).filter((message) => message !== "request")).toEqual([
      "gateway credential made",
    ]);
    expect(JSON.stringify(house.logged)).not.toContain(credential.secret);
  });

  it("say where else the secret must be set when the broker is another's", async () => {
    const { connections } = house.deps;
    const broker = { ...connections().broker, kind: "external" as const, address: "mqtts://broker:8883" };
    const theirs = await fakeHouse({ connections: () => ({ ...connections(), broker }) });
    const answer = await theirs.call("manager", "POST", "/api/gateways/riverside.gw-b1/credential");
    expect(GatewayCredential.parse(await answer.json()).alsoSetAt).toBe("mqtts://broker:8883");
  });
});
