import { Plan } from "../plan.ts";
import {
  desk,
  duty,
  engineer,
  guard,
  manager,
  publicPhones,
  reportWithinAnHour,
  SOURCES,
  T,
} from "./words.ts";

/** Smell or alarm of gas (燃气泄漏). Domain §7, first minutes from memory. */
export const gasLeak: Plan = Plan.parse({
  id: "gas-leak",
  title: T("Gas leak", "燃气泄漏"),
  about: T(
    "Gas. No switch, no phone, no lift inside. Shut the valve from outside, everybody out, gas company and 119 from outside.",
    "燃气泄漏。室内禁止开关电器、打电话、用电梯。室外关阀，疏散，到室外报燃气公司与 119。",
  ),
  grade: "A",
  trigger: { by: "both", alarms: [] },
  mergeBy: "building",
  commander: "desk",
  duties: [
    desk,
    guard,
    engineer,
    manager,
    duty("wardens", "Floor wardens", "楼层疏散引导员", ["technician", "guard"]),
  ],
  assembly: [T("Upwind, at least 50 m away", "上风向 50 米以外")],
  phones: [
    { title: T("Gas company (differs by city)", "燃气抢修（各地不同）"), number: "96777" },
    publicPhones.fire,
  ],
  documents: [{ title: T("Gas riser plan with outside valves", "燃气立管与室外阀位置图") }],
  watch: [
    { types: ["lift"], within: "building" },
    { types: ["environment-sensor"], within: "building" },
  ],
  start: ["warn", "tell"],
  steps: [
    {
      id: "warn",
      does: "note",
      title: T("No spark", "严禁火花"),
      note: T(
        "No switch, no bell, no phone, no lift inside the building. Not even off.",
        "楼内禁止操作任何开关、门铃、电话、电梯，也不得关闭。",
      ),
      next: ["valve", "evacuate", "company"],
    },
    {
      id: "tell",
      does: "tell",
      title: T("Gas leak: everybody out, no spark", "燃气泄漏：立即疏散，严禁火花"),
      whom: [{ duty: "guard" }, { duty: "engineer" }, { duty: "wardens" }, { duty: "manager" }],
      message: T(
        "{where}: gas. No switch, no phone inside. Evacuate by the stairs; meet upwind.",
        "{where}燃气泄漏。楼内禁用开关与电话，走楼梯疏散，上风向集合。",
      ),
      urgency: "life-safety",
    },
    {
      id: "valve",
      does: "task",
      title: T("Shut the gas valve outside", "关闭室外燃气总阀"),
      duty: "engineer",
      withinMinutes: 5,
    },
    {
      id: "evacuate",
      does: "task",
      title: T("Everybody out by the stairs", "组织走楼梯疏散"),
      note: T("Knock, do not ring. Doors and windows open on the way.", "敲门勿按门铃，沿途开门窗通风。"),
      duty: "wardens",
      withinMinutes: 10,
      next: ["roll"],
    },
    {
      id: "roll",
      does: "roll-call",
      title: T("Roll-call upwind", "上风向清点人数"),
      duty: "wardens",
      withinMinutes: 10,
      of: T("By floor", "按楼层"),
      groups: [T("Floor of the leak", "泄漏层"), T("Other floors", "其他楼层"), T("Staff", "员工")],
    },
    {
      id: "company",
      does: "task",
      title: T("From outside: gas company and 119", "到室外拨打燃气公司与 119"),
      duty: "desk",
      withinMinutes: 3,
      next: ["cordon", "measured"],
    },
    {
      id: "cordon",
      does: "task",
      title: T("Cordon, no cars started", "警戒，禁止启动车辆"),
      duty: "guard",
      withinMinutes: 5,
    },
    {
      id: "measured",
      does: "ask",
      title: T("What does the gas company measure?", "燃气公司检测结果？"),
      question: T("Is the building free of gas?", "是否已检测合格？"),
      duty: "manager",
      answers: [
        { id: "free", label: T("Free: back in, vent", "合格：通风后返回"), next: ["back", "report"] },
        { id: "false", label: T("No gas was found", "未发现泄漏"), next: ["back"] },
      ],
    },
    {
      id: "back",
      does: "task",
      title: T("People back; lifts and power looked at", "人员返回，检查电梯与供电"),
      duty: "engineer",
    },
    reportWithinAnHour([], {
      authority: T("Gas authority; emergency management department", "燃气主管部门、应急管理部门"),
    }),
  ],
  clocks: [
    {
      id: "out",
      title: T("Everybody out", "疏散完成"),
      minutes: 15,
      from: "start",
      stops: ["roll"],
      missed: { tell: ["manager"] },
      source: "heuristic",
    },
  ],
  sources: ["first minutes from memory (domain facts §7)", SOURCES.gradeABC],
});
