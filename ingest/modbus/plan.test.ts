import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planReads } from "./plan.ts";
import { Register, wordsOf } from "./profile.ts";
import { eastronSdm630 } from "./profiles/eastron-sdm630.ts";
import { genericFirePanel } from "./profiles/generic-fire-panel.ts";

const register = (address: number, type: Register["type"] = "u16", code: 1 | 2 | 3 | 4 = 3) =>
  Register.parse({ point: `p${code}_${address}`, fc: code, address, type });
const limits = { maxGap: 4, maxRegisters: 125 };

describe("planReads", () => {
  it("asks the SDM630 twice: for all that stands together, and for the harmonics far behind", () => {
    expect(planReads(eastronSdm630.registers, eastronSdm630)).toEqual([
      { fc: 4, address: 0, count: 0x4a },
      { fc: 4, address: 0xea, count: 2 },
    ]);
  });

  it("asks a fire panel once for contacts and once for registers", () => {
    expect(planReads(genericFirePanel.registers, genericFirePanel)).toEqual([
      { fc: 2, address: 0, count: 6 },
      { fc: 4, address: 0, count: 3 },
    ]);
  });

  it("reads over a small hole and goes round a large one", () => {
    expect(planReads([register(0), register(5)], limits)).toEqual([{ fc: 3, address: 0, count: 6 }]);
    expect(planReads([register(0), register(6)], limits)).toHaveLength(2);
  });

  it("asks a register once even where many points share it", () => {
    expect(planReads([register(3, "bit"), { ...register(3, "bit"), bit: 1, point: "q" }], limits)).toEqual([
      { fc: 3, address: 3, count: 1 },
    ]);
  });

  it("asks for a scale factor along with its value", () => {
    const value = { ...register(40_071), exponentAddress: 40_075 };
    expect(planReads([value], limits)).toEqual([{ fc: 3, address: 40_071, count: 5 }]);
  });

  it("covers every value whole, within the limits, for any map", () => {
    const anyRegister = fc
      .record({
        address: fc.integer({ min: 0, max: 600 }),
        type: fc.constantFrom<Register["type"]>("u16", "f32", "u64", "bit"),
        code: fc.constantFrom<3 | 4>(3, 4),
      })
      .map(({ address, type, code }) => register(address, type, code));
    fc.assert(
      fc.property(
        fc.array(anyRegister, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 4, max: 125 }),
        (registers, maxGap, maxRegisters) => {
          const blocks = planReads(registers, { maxGap, maxRegisters });
          for (const block of blocks) expect(block.count).toBeLessThanOrEqual(maxRegisters);
          for (const { fc: code, address, type } of registers)
            expect(
              blocks.some(
                (block) =>
                  block.fc === code &&
                  block.address <= address &&
                  block.address + block.count >= address + wordsOf[type],
              ),
            ).toBe(true);
        },
      ),
    );
  });
});
