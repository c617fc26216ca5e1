import { type Text, text } from "../units/index.ts";

/** What a code means to a person; `grave` where somebody must look at once. */
export interface EventMeaning {
  readonly scheme: Text;
  readonly meaning: Text;
  readonly grave: boolean;
}

const plain = (en: string, zh: string, grave = false) => ({ meaning: text(en, zh), grave });

/** States of GB/T 26875.3-2011, tables 4 and 6, in the codes our receiver gives them. */
const states: Readonly<Record<string, { readonly meaning: Text; readonly grave: boolean }>> = {
  fire: plain("Fire alarm: a detector or a call point has responded", "火警：探测器或手动报警按钮动作", true),
  fault: plain("Fault: a component does not work as it should", "故障：部件工作异常"),
  supervisory: plain(
    "Supervisory: a watched device is not in its normal position",
    "监管：受监视设备偏离正常状态",
  ),
  disabled: plain(
    "Disabled: the component is switched off and will not respond",
    "屏蔽：部件被屏蔽，不会报警",
  ),
  "supply-fault": plain("Supply fault: mains or battery of the component", "电源故障：部件的主电或备电异常"),
  started: plain("Started: a controlled device was told to act", "启动：联动设备已下达启动", true),
  feedback: plain("Feedback: a controlled device has acted", "反馈：联动设备已动作", true),
  delay: plain("Delay: a controlled device will act when its delay ends", "延时：联动设备正在启动延时"),
  reset: plain("Reset", "复位"),
  test: plain("Test", "测试"),
  normal: plain("Back to normal", "恢复正常"),
};

/** What was done at the panel or the transmitter (tables 8 and 10). */
const operations: Readonly<Record<string, Text>> = {
  reset: text("reset", "复位"),
  silence: text("sounders silenced", "消音"),
  "manual-alarm": text("alarm given by hand", "手动报警"),
  cleared: text("alarm cleared", "警情消除"),
  "self-test": text("self-test", "自检"),
  confirm: text("alarm confirmed", "确认"),
  test: text("test", "测试"),
  none: text("nothing named", "未注明"),
};

const schemes: Readonly<
  Record<
    string,
    { readonly name: Text; readonly meaning: (code: string) => Omit<EventMeaning, "scheme"> | undefined }
  >
> = {
  gb26875: {
    name: text("GB/T 26875.3 fire transmitter", "GB/T 26875.3 用户信息传输装置"),
    meaning(code) {
      if (code === "duty-answered")
        return plain("Duty check answered: somebody is at the panel", "查岗：已应答，值班人员在岗");
      if (code === "duty-unanswered")
        return plain(
          "Duty check not answered: nobody at the panel within the time",
          "查岗：超时未应答，值班人员不在岗",
          true,
        );
      if (code === "analogue") return plain("Measured value", "模拟量值");
      if (code.startsWith("system-")) {
        const state = states[code.slice("system-".length)];
        return (
          state && {
            ...state,
            meaning: text(`Whole system. ${state.meaning.en}`, `整个系统：${state.meaning.zh}`),
          }
        );
      }
      if (code.startsWith("operation-")) {
        const done = operationsIn(code.slice("operation-".length));
        return (
          done &&
          plain(
            `Done at the panel: ${done.map(({ en }) => en).join(", ")}`,
            `面板操作：${done.map(({ zh }) => zh).join("、")}`,
          )
        );
      }
      return states[code];
    },
  },
};

/** Operations are joined by hyphens, and some have one of their own: the longest name goes first. */
function operationsIn(code: string): Text[] | undefined {
  const found: Text[] = [];
  const names = Object.keys(operations).toSorted((a, b) => b.length - a.length);
  for (let rest = code; rest !== ""; ) {
    const name = names.find((each) => rest === each || rest.startsWith(`${each}-`));
    if (name === undefined) return undefined;
    found.push(operations[name]!);
    rest = rest.slice(name.length + 1);
  }
  return found;
}

/** Undefined for a scheme or a code that nobody here knows: it is then shown as it came. */
export function explainEvent(scheme: string, code: string): EventMeaning | undefined {
  const known = schemes[scheme];
  const meaning = known?.meaning(code);
  return known && meaning && { scheme: known.name, ...meaning };
}
