import highsModule from "highs";
import type { Program, ProgramAnswer } from "../../facility/lifecycle/index.ts";

// The package's types describe its CommonJS build; imported as a module, the default is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

/** Near enough to stop looking: a ten-thousandth of the value. */
const GAP = 1e-4;

/** Loads HiGHS once; the answer solves programs in this thread, one after the other. */
export async function solveWithHighs(): Promise<
  (program: Program, seconds: number) => ProgramAnswer | undefined
> {
  const highs = await loadHighs();
  return (program, seconds) => {
    const columns = program.value.length;
    const rows = program.rowLower.length;
    return highs.withModel(
      {
        numCols: columns,
        numRows: rows,
        sense: highs.constants.objectiveSense.maximize,
        colCost: program.value,
        colLower: new Float64Array(columns),
        colUpper: new Float64Array(columns).fill(highs.infinity).fill(1, 0, program.whole01),
        rowLower: program.rowLower,
        rowUpper: program.rowUpper,
        matrix: {
          format: "csr",
          numRows: rows,
          numCols: columns,
          starts: program.start,
          indices: program.column,
          values: program.factor,
        },
        integrality: new Int32Array(columns).fill(highs.constants.variableType.integer, 0, program.whole01),
      },
      (model) => {
        model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: GAP, random_seed: 1 });
        model.setSolution({ colValue: program.known });
        model.run();
        const status = model.getModelStatus();
        const { optimal, timeLimit, interrupted } = highs.constants.modelStatus;
        if (status !== optimal && status !== timeLimit && status !== interrupted) return undefined;
        const x = model.getSolution().colValue;
        if (!x || x.length !== columns) return undefined;
        const bound = model.info.get("mip_dual_bound");
        return {
          x,
          bound: typeof bound === "number" && Number.isFinite(bound) ? bound : undefined,
          finished: status === optimal,
        };
      },
    );
  };
}
