import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { instant } from "../../facility/units/index.ts";
import { openState } from "./state.ts";

it("offered points come back after a restart as they were, a person's word included", async () => {
  const folder = await mkdtemp(join(tmpdir(), "wk-offers-"));
  try {
    const offer = (
      point: string,
      value: number | boolean | string | null,
      dismissedBy: string | null = null,
    ) => ({
      id: `s/gw/a/${point}`,
      gateway: "s/gw",
      asset: "a",
      point,
      newAsset: true,
      value,
      count: 3,
      firstAt: instant(1),
      lastAt: instant(2),
      dismissedBy,
    });
    const open = async () => {
      const state = await openState(join(folder, "state.sqlite"));
      if (!state.ok) throw new Error(state.problem);
      return state.value;
    };
    const first = await open();
    await first.offers.save([offer("x", 1.5), offer("y", "text"), offer("z", null)]);
    await first.offers.save([offer("x", false, "mei")]);
    await first.close();
    const second = await open();
    expect((await second.offers.load()).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      offer("x", false, "mei"),
      offer("y", "text"),
      offer("z", null),
    ]);
    await second.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
