import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { addressText } from "../facility/assets/index.ts";
import { instant } from "../facility/units/index.ts";
import { type Plant, type PlantAddress, type PlantOptions, riverside, startPlant } from "./plant.ts";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: Partial<PlantOptions> = {}): Promise<Plant> {
  const plant = await startPlant({ seed: 1, ports: "free", ...options });
  if (!plant.ok) throw new Error(plant.problem);
  open.push(plant.value.close);
  return plant.value;
}

/** One request in raw bytes; resolves with what came back, or "silence" when nothing did in time. */
async function ask({ host, port, unit }: PlantAddress, pdu: string, patienceMs = 2_000): Promise<string> {
  const socket = connect(port, host);
  open.push(() => socket.destroy());
  const body = Buffer.from(pdu, "hex");
  const header = Buffer.from([0x12, 0x34, 0, 0, 0, body.length + 1, unit]);
  socket.write(Buffer.concat([header, body]));
  const heard = await Promise.race([
    once(socket, "data").then(([data]) => (data as Buffer).toString("hex")),
    new Promise<string>((resolve) => setTimeout(() => resolve("silence"), patienceMs)),
  ]);
  socket.destroy();
  return heard;
}
/** A clock that a test turns on by hand. */
function handClock() {
  let now = Date.UTC(2026, 2, 2, 23, 30);
  return { clock: () => instant(now), turn: (seconds: number) => (now += seconds * 1_000) };
}
const until = (what: () => unknown) => expect.poll(what, { timeout: 5_000, interval: 10 });

describe("on the wire", () => {
  it("answers each unit of a port with its own registers", { timeout: 15_000 }, async () => {
    const plant = await start();
    const first = plant.addressOf("b1-booster-1")!;
    const second = plant.addressOf("b1-booster-2")!;
    expect(second).toMatchObject({ port: first.port, unit: 2 });
    // Input register 0, bit 0: the first pump leads, the second stands by at this hour or joins it.
    expect(await ask(first, "0400000001")).toBe("123400000005010402" + "0005");
    const status = plant.truth("b1-booster-2")!.running ? "0005" : "0004";
    expect(await ask(second, "0400000001")).toBe(`123400000005020402${status}`);
    // The transfer switch's contacts: both sources, automatic, no fault.
    expect(await ask(plant.addressOf("b1-ats")!, "0200000004")).toMatch(/^123400000004..020107$/);
  });

  it("refuses an address beyond its map and a unit that is not there", async () => {
    const plant = await start();
    const meter = plant.addressOf("b1-meter-main")!;
    expect(await ask(meter, "0403e80002")).toBe("1234000000030184" + "02");
    expect(await ask({ ...meter, unit: 9 }, "0400000002")).toBe("1234000000030984" + "0b");
  });
});

describe("ports", () => {
  it("says so when a preferred port is taken, and takes a free one", async () => {
    const other = createServer();
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    open.push(() => other.close());
    const address = other.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const plant = await start({ ports: "preferred", basePort: taken });
    expect(plant.notes[0]).toMatch(
      /^b1-booster-1, b1-booster-2, b1-booster-set on port \d+: port \d+ on 127.0.0.1 is taken; /,
    );
    expect(plant.addressOf("b1-booster-1")!.port).not.toBe(taken);
    expect(await ask(plant.addressOf("b1-booster-1")!, "0400000001")).toMatch(/^12340000000501/);
  });

  it("gives its ports back", async () => {
    const plant = await start();
    const { port } = plant.addressOf("b1-meter-main")!;
    await plant.close();
    const next = createServer();
    next.listen(port, "127.0.0.1");
    await once(next, "listening");
    expect(next.listening).toBe(true);
    next.close();
  });
});

describe("scenarios", () => {
  it("the demo plays a dry run by itself, and it ends by itself", async () => {
    const time = handClock();
    const plant = await start({
      clock: time.clock,
      autoPlay: { scenario: "pump-dry-run", afterSeconds: 15 },
    });
    const running = () => plant.scenarios().find(({ id }) => id === "pump-dry-run")!.running;
    time.turn(14);
    await until(() => Number(plant.truth("b1-booster-2")!.suction_pressure_kPa)).toBeGreaterThan(100);
    expect(running()).toBeNull();
    time.turn(10);
    await until(running).toMatchObject({ totalSeconds: 25 });
    await until(() => plant.truth("b1-booster-2")).toMatchObject({ running: true });
    await until(() => Number(plant.truth("b1-booster-2")!.suction_pressure_kPa)).toBeLessThan(20);
    time.turn(40);
    await until(running).toBeNull();
    await until(() => Number(plant.truth("b1-booster-2")!.suction_pressure_kPa)).toBeGreaterThan(90);
  });

  it("a silent device does not answer, its neighbours do, and it comes back when stopped", async () => {
    const plant = await start();
    const meter = plant.addressOf("b1-meter-main")!;
    expect(plant.play("device-silent")).toEqual({ ok: true, value: undefined });
    await until(
      () => plant.scenarios().find(({ id }) => id === "device-silent")!.running?.elapsedSeconds,
    ).toBeGreaterThan(0);
    expect(await ask(meter, "0400000002", 150)).toBe("silence");
    expect(await ask(plant.addressOf("b1-ats")!, "0200000004")).toMatch(/7$/);
    plant.stop("device-silent");
    await expect.poll(() => ask(meter, "0400000002", 100), { timeout: 5_000 }).not.toBe("silence");
  });

  it("may be made longer or shorter", async () => {
    const plant = await start();
    plant.play("lift-entrapment", 1_080);
    expect(plant.scenarios().find(({ id }) => id === "lift-entrapment")!.running?.totalSeconds).toBe(1_080);
  });

  it("says what there is, and what is playing already", async () => {
    const plant = await start();
    const unknown = plant.play("flood");
    expect(!unknown.ok && unknown.problem).toMatch(/no scenario "flood".*pump-dry-run/);
    plant.play("phase-sag");
    const twice = plant.play("phase-sag");
    expect(!twice.ok && twice.problem).toContain("playing already");
    const auto = await startPlant({
      seed: 1,
      ports: "free",
      autoPlay: { scenario: "flood", afterSeconds: 1 },
    });
    expect(auto.ok).toBe(false);
  });

  it("names every mistake in scenario files at once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "watchkeeper-scenarios-"));
    open.push(() => rmSync(folder, { recursive: true }));
    const head = "title: { en: x, zh: x }\nabout: { en: x, zh: x }\n";
    const step = (fault: string) => `steps: [{ atSeconds: 0, forSeconds: 5, ${fault} }]\n`;
    writeFileSync(join(folder, "a.yaml"), `id: a\n${head}${step("fault: fire, asset: b2-lift-1, zone: 1")}`);
    writeFileSync(join(folder, "b.yaml"), `id: b\n${head}${step("fault: silent, asset: nowhere")}`);
    writeFileSync(join(folder, "c.yaml"), `id: c\n${head}${step("fault: earthquake, asset: b2-lift-1")}`);
    const plant = await startPlant({ seed: 1, ports: "free", scenarioFolder: folder });
    const told = plant.ok ? "" : plant.problem;
    expect(told).toContain("a.yaml: fire befalls a fire-panel; b2-lift-1 is a lift");
    expect(told).toContain("b.yaml: nowhere is no asset");
    expect(told).toContain("c.yaml: ");
  });
});

it("riverside's devices all have a profile the plant can play and their own address", () => {
  const site = riverside();
  if (!site.ok) throw new Error(site.problem);
  const devices = site.value.gateways.flatMap((gateway) => gateway.devices);
  expect(devices.length).toBeGreaterThan(25);
  const addresses = devices.map(({ modbus }) => addressText(modbus));
  expect(new Set(addresses).size).toBe(devices.length);
});
