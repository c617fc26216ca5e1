import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import { startPlant } from "../../simulators/index.ts";
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
  expect(Math.abs((await read(0x00)) - Number(truth().voltage_L1_V))).toBeLessThan(3);
  expect(Math.abs((await read(0x02)) - Number(truth().voltage_L2_V))).toBeLessThan(3);
  expect(Math.abs((await read(0x06)) - Number(truth().current_L1_A))).toBeLessThan(5);
  expect(Math.abs((await read(0x34)) / 1_000 - Number(truth().power_kW))).toBeLessThan(8);
  expect(await read(0x46)).toBeCloseTo(50, 0);
  // mbpoll prints six digits, which leaves whole kilowatt hours.
  expect(Math.abs((await read(0x48)) - Number(truth().energy_import_kWh))).toBeLessThanOrEqual(1);
});
