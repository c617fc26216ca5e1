import type { z } from "zod";
import type { Register } from "../profile.ts";

type Input = z.input<typeof Register>;
/** Everything of a register but which point it fills and where it stands. */
export type Shape = Omit<Input, "point" | "address">;

/** The same quantity of the three phases: L1 at `address`, the others `step` registers on. */
export const threePhases = (name: (phase: number) => string, address: number, step: number, shape: Shape) =>
  [1, 2, 3].map((phase): Input => ({ point: name(phase), address: address + step * (phase - 1), ...shape }));

export const voltage = (phase: number): string => `voltage_L${phase}_V`;
export const current = (phase: number): string => `current_L${phase}_A`;
