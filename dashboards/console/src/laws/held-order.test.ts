import { expect, it } from "vitest";
import type { OrderView } from "../../../../api/contract/index.ts";
import { text } from "../../../../facility/units/index.ts";
import { withHeld } from "./held-order.ts";

const order = {
  id: "WO-000001",
  state: "assigned",
  acts: ["start", "assign", "cancel"],
  arrivedAt: null,
  startedAt: null,
  doneAt: null,
  hold: null,
  checklist: [
    {
      item: {
        kind: "number",
        id: "temp",
        title: { en: "Temperature", zh: "温度" },
        unit: "Cel",
        high: 70,
        required: true,
        photo: false,
      },
      answer: null,
      verdict: "open",
    },
  ],
  parts: [],
  labour: [],
  files: [],
  signatures: [],
  finding: null,
} as unknown as OrderView;
const held = (act: Parameters<typeof withHeld>[1][number]["act"], at: number) => ({ act, at, by: "tech" });

it("what was done without coverage is seen at once: work begins, a line fails, time and signature stand", () => {
  const shown = withHeld(order, [
    held({ do: "start" }, 10),
    held({ do: "answer", item: "temp", answer: { value: 81 } }, 20),
    held({ do: "log-labour", who: "tech", hours: 1.5 }, 30),
    held({ do: "sign", role: "technician" }, 40),
  ]);
  expect(shown).toMatchObject({ state: "in-progress", arrivedAt: 10, startedAt: 10 });
  expect(shown.checklist[0]).toMatchObject({ verdict: "fail", answer: { value: 81, by: "tech", at: 20 } });
  expect(shown.labour).toEqual([{ who: "tech", name: text("tech", "tech"), hours: 1.5, cost: 0, at: 30 }]);
  expect(shown.signatures).toEqual([
    { by: "tech", name: text("tech", "tech"), role: "technician", at: 40, file: null },
  ]);
  expect(shown.acts).toContain("finish");
  // What is decided at a desk is not offered in the field.
  expect(shown.acts).not.toContain("assign");
  expect(order.state).toBe("assigned");
});

it("on hold, on again, done; what the server must judge changes nothing before it has", () => {
  const paused = withHeld(order, [
    held({ do: "start" }, 10),
    held({ do: "hold", why: "parts", words: "seal" }, 20),
  ]);
  expect(paused).toMatchObject({ state: "on-hold", hold: { since: 20, why: "parts", words: "seal" } });
  expect(withHeld(paused, [held({ do: "resume" }, 30), held({ do: "finish" }, 40)])).toMatchObject({
    state: "done",
    hold: null,
    doneAt: 40,
  });
  expect(withHeld(order, [held({ do: "cancel", reason: "no" }, 5)])).toEqual(order);
});
