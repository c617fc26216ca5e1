import { Plan } from "../plan.ts";
import { desk, engineer, guard, maintainer, manager, SOURCES, T } from "./words.ts";

/** Water in a lift's pit or shaft (电梯底坑进水): the car up and off, nobody in, maintainer before it runs again. Domain §1, §7. */
export const liftFlooding: Plan = Plan.parse({
  id: "lift-flooding",
  title: T("Lift pit flooded", "电梯底坑进水"),
  about: T(
    "Water in the pit or shaft. Nobody in the car, car up, main switch off, pump, maintainer before it runs again.",
    "底坑或井道进水。确认无人、升高停放、断主电源、抽水，维保确认后恢复。",
  ),
  grade: "B",
  trigger: { by: "both", alarms: [] },
  mergeBy: "asset",
  commander: "engineer",
  duties: [desk, guard, engineer, manager, maintainer],
  documents: [{ title: T("Main switches of the lifts", "电梯主电源开关位置") }],
  watch: [
    { types: ["lift"], within: "building" },
    { types: ["sump-pump", "environment-sensor"], within: "building" },
  ],
  start: ["people", "tell"],
  steps: [
    {
      id: "tell",
      does: "tell",
      title: T("Water in a lift shaft", "电梯井道进水"),
      whom: [{ duty: "engineer" }, { duty: "guard" }, { duty: "desk" }],
      message: T("{where}: water in the pit. Nobody uses this lift.", "{where}底坑进水，禁止使用该梯。"),
      urgency: "urgent",
    },
    {
      id: "people",
      does: "ask",
      title: T("Is anybody in the car?", "轿内是否有人？"),
      question: T("By camera and intercom.", "监控、对讲确认。"),
      duty: "desk",
      withinMinutes: 3,
      unanswered: "yes",
      answers: [
        { id: "no", label: T("Nobody", "无人"), next: ["up", "barrier"] },
        { id: "yes", label: T("Yes, or not known", "有人或不明"), next: ["out"], grave: true },
      ],
    },
    {
      id: "out",
      does: "task",
      title: T(
        "Bring them to a dry floor and out; entrapment plan if it does not move",
        "运行至安全层放人；不能运行则启动困人预案",
      ),
      duty: "desk",
      withinMinutes: 5,
      next: ["up", "barrier"],
    },
    {
      id: "up",
      does: "task",
      title: T("Car up, doors shut, main switch off", "升至高层、关门、断主电源"),
      duty: "engineer",
      withinMinutes: 5,
      next: ["source", "maintainer"],
    },
    {
      id: "barrier",
      does: "task",
      title: T("Barriers on every floor", "各层设围挡告示"),
      duty: "guard",
      withinMinutes: 15,
      evidence: ["photo"],
    },
    {
      id: "source",
      does: "task",
      title: T("Stop the water, pump the pit dry", "止水并抽干底坑"),
      duty: "engineer",
      withinMinutes: 60,
    },
    {
      id: "maintainer",
      does: "tell",
      title: T("Call the lift maintainer", "通知维保单位"),
      whom: [{ duty: "maintainer" }],
      message: T(
        "{where}: pit flooded, lift is off. Check before it runs.",
        "{where}底坑进水已停梯，请到场检查。",
      ),
      outside: true,
      answerWithinMinutes: 15,
      next: ["checked"],
    },
    {
      id: "checked",
      does: "task",
      title: T(
        "Maintainer: pit, buffers, switches, ropes, insulation",
        "维保检查：底坑、缓冲器、限位、钢丝绳、绝缘",
      ),
      duty: "maintainer",
      evidence: ["reading", "signature"],
    },
  ],
  clocks: [
    {
      id: "off",
      title: T("Lift off", "停梯断电"),
      minutes: 10,
      from: "start",
      stops: ["up"],
      missed: { tell: ["manager"] },
      source: "heuristic",
    },
  ],
  sources: ["lift maintainer checks cars: domain facts §7 burst/flood", SOURCES.gradeABC],
});
