import { expect, it } from "vitest";
import { explainEvent } from "./event-codes.ts";

it.each([
  ["fire", "火警：探测器或手动报警按钮动作", true],
  ["system-fault", "整个系统：故障：部件工作异常", false],
  ["operation-reset-self-test", "面板操作：复位、自检", false],
  ["operation-manual-alarm", "面板操作：手动报警", false],
  ["operation-none", "面板操作：未注明", false],
  ["duty-unanswered", "查岗：超时未应答，值班人员不在岗", true],
])("%s of a fire transmitter is %s", (code, zh, grave) => {
  expect(explainEvent("gb26875", code)).toMatchObject({ meaning: { zh }, grave });
});

it.each([
  ["gb26875", "operation-dance"],
  ["gb26875", "system-dance"],
  ["kone", "8"],
])("%s %s is known to nobody, and is left as it came", (scheme, code) => {
  expect(explainEvent(scheme, code)).toBeUndefined();
});
