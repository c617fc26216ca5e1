import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import { type Profile, profileById } from "../../ingest/modbus/index.ts";
import { riverside, startPlant } from "../../simulators/index.ts";
import { answers } from "../support/program.ts";

const run = promisify(execFile);
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

it("mbpoll reads from the simulated SDM630 what the plant says is true", async (ctx) => {
  if (!answers("mbpoll", "-V")) ctx.skip("mbpoll is not installed: apt-get install mbpoll");
  const plant = await startPlant({ seed: 11, ports: "free" });
  if (!plant.ok) throw new Error(plant.problem);
  open.push(() => plant.value.close());
  const { host, port, unit } = plant.value.addressOf("b1-meter-main")!;

  /** One float32, high word first, at a 0-based address (-0, -B) of the input registers (-t 3). */
  const read = async (address: number): Promise<number> => {
    const { stdout } = await run("mbpoll", [
      ...["-m", "tcp", "-p", String(port), "-a", String(unit), "-0", "-r", String(address), "-c", "1"],
      ...["-t", "3:float", "-B", "-1", host],
    ]);
    const match = new RegExp(`^\\[${address}\\]:\\s+(\\S+)`, "m").exec(stdout);
    if (!match) throw new Error(`mbpoll said: ${stdout}`);
    return Number(match[1]);
  };
  const truth = () => plant.value.truth("b1-meter-main")!;
  // A lift may start between the two looks.
  await expect
    .poll(async () => Math.abs((await read(0x00)) - Number(truth().voltage_L1_V)), { timeout: 10_000 })
    .toBeLessThan(3);
  await expect
    .poll(async () => Math.abs((await read(0x02)) - Number(truth().voltage_L2_V)), { timeout: 10_000 })
    .toBeLessThan(3);
  await expect
    .poll(async () => Math.abs((await read(0x06)) - Number(truth().current_L1_A)), { timeout: 10_000 })
    .toBeLessThan(5);
  await expect
    .poll(async () => Math.abs((await read(0x34)) / 1_000 - Number(truth().power_kW)), { timeout: 10_000 })
    .toBeLessThan(8);
  expect(await read(0x46)).toBeCloseTo(50, 0);
  // mbpoll prints six digits: half a step of the sixth is rounding, and the house uses a little between the looks.
  const energy = await read(0x48);
  const sixthDigit = 10 ** (Math.floor(Math.log10(energy)) - 5);
  expect(Math.abs(energy - Number(truth().energy_import_kWh))).toBeLessThanOrEqual(sixthDigit / 2 + 1);
});

/** How mbpoll calls the tables of Modbus, and the types of values it can read; -B is high word first. */
const tables = { 1: "0", 2: "1", 3: "4", 4: "3" } as const;
const suffixes: Partial<Record<Profile["registers"][number]["type"], string>> = {
  bit: "",
  u16: "",
  s16: "",
  f32: ":float",
};

it("mbpoll reads every simulated device, and what it reads is what the plant says is true", async (ctx) => {
  if (!answers("mbpoll", "-V")) ctx.skip("mbpoll is not installed: apt-get install mbpoll");
  const plant = await startPlant({ seed: 12, ports: "free" });
  if (!plant.ok) throw new Error(plant.problem);
  open.push(() => plant.value.close());
  const site = riverside();
  if (!site.ok) throw new Error(site.problem);
  const devices = site.value.gateways.flatMap((gateway) => gateway.devices);
  const compared = new Map<string, number>();
  for (const { asset, profile: id } of devices) {
    const { host, port, unit } = plant.value.addressOf(asset)!;
    // Two of each kind of register are enough to tell table, address, type and scale.
    const registers = (profileById(id)?.registers ?? [])
      .filter(({ type, run, exponentAddress, bit, fc, order }) =>
        [
          suffixes[type] !== undefined,
          !run,
          exponentAddress === undefined,
          order === "ABCD",
          fc <= 2 || type !== "bit",
          bit === 0,
        ].every(Boolean),
      )
      .filter(
        (register, i, all) =>
          all.filter((other, k) => k < i && other.fc === register.fc && other.type === register.type).length <
          2,
      );
    for (const register of registers) {
      const { stdout } = await run("mbpoll", [
        ...["-m", "tcp", "-p", String(port), "-a", String(unit), "-0", "-r", String(register.address)],
        ...["-c", "1", "-t", `${tables[register.fc]}${suffixes[register.type]}`, "-B", "-1", host],
      ]);
      const said = new RegExp(`^\\[${register.address}\\]:\\s+(\\S+)`, "m").exec(stdout)?.[1];
      const raw = Number(said);
      const signed = register.type === "s16" && raw > 0x7fff ? raw - 0x1_0000 : raw;
      const value =
        register.type === "bit" ? raw ^ Number(register.invert) : signed * register.scale + register.offset;
      const truth = Number(plant.value.truth(asset)?.[register.point]);
      // The plant goes on between the two looks, and a register has its step.
      const slack = register.type === "bit" ? 0 : Math.max(Math.abs(truth) * 0.1, 12 * register.scale, 3);
      expect(
        Math.abs(value - truth),
        `${asset} ${register.point}: ${said} is ${value}, true is ${truth}`,
      ).toBeLessThanOrEqual(slack);
      compared.set(asset, (compared.get(asset) ?? 0) + 1);
    }
  }
  for (const { asset } of devices) expect(compared.get(asset), asset).toBeGreaterThanOrEqual(1);
});
