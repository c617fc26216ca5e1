import { Plan } from "../plan.ts";
import { desk, duty, engineer, guard, manager, SOURCES, T } from "./words.ts";

/** The fire panel or the line to it is down (消防主机或监控失效): two at the panel, patrols, until it is back. Domain §2. */
export const monitoringFailure: Plan = Plan.parse({
  id: "monitoring-failure",
  title: T("Fire panel or monitoring failed", "消防主机或监控失效"),
  about: T(
    "A fire would not be seen from here. Two people at the panel, patrols every two hours, until it is back.",
    "平台将看不到火警。消控室双人值守、每 2 小时巡查，直至恢复。",
  ),
  grade: "C",
  trigger: { by: "both", alarms: [{ type: "fire-panel", rule: "no-data" }] },
  mergeBy: "building",
  commander: "desk",
  duties: [
    desk,
    guard,
    engineer,
    manager,
    duty("control-room", "Fire control room", "消防控制室", ["desk", "guard"]),
  ],
  documents: [{ title: T("Patrol route", "巡查路线图") }],
  watch: [{ types: ["fire-panel", "gateway"], within: "site" }],
  start: ["tell", "staff", "back", "patrol"],
  steps: [
    {
      id: "tell",
      does: "tell",
      title: T("Fire panel not seen", "消防主机失联"),
      whom: [{ duty: "desk" }, { duty: "engineer" }, { duty: "guard" }],
      message: T(
        "{where}: the panel is not seen. Two at the panel until it is back.",
        "{where}主机失联，恢复前消控室双人值守。",
      ),
      urgency: "urgent",
    },
    {
      id: "staff",
      does: "task",
      title: T("Two certified people at the panel", "消控室双人持证值守"),
      duty: "control-room",
      withinMinutes: 10,
      next: ["works"],
    },
    {
      id: "works",
      does: "ask",
      title: T("Does the panel itself work?", "主机本身是否正常？"),
      question: T("Is only the line down, or the panel too?", "仅通信中断还是主机故障？"),
      duty: "control-room",
      withinMinutes: 15,
      unanswered: "down",
      answers: [
        { id: "line", label: T("Only the line", "仅通信中断"), next: ["mend"] },
        {
          id: "down",
          label: T("The panel too: manager, maintainer", "主机故障：报经理与维保"),
          next: ["mend", "escalate"],
          grave: true,
        },
      ],
    },
    {
      id: "escalate",
      does: "tell",
      title: T("Fire panel is down", "火灾报警系统停用"),
      whom: [{ duty: "manager" }, { duty: "engineer" }],
      message: T(
        "{where}: the fire panel itself is down. Maintainer, and whoever must be told of a system out of service.",
        "{where}主机停用，请通知维保并按规定报备。",
      ),
      answerWithinMinutes: 15,
    },
    {
      id: "mend",
      does: "task",
      title: T("Mend the line or the panel", "修复通信或主机"),
      duty: "engineer",
      withinMinutes: 240,
    },
    {
      id: "patrol",
      does: "task",
      title: T("Patrol the building", "加强巡查"),
      note: T(
        "Stairs, plant rooms, kitchens. Phone and extinguisher with you.",
        "楼梯、设备房、厨房，携带电话与灭火器。",
      ),
      duty: "guard",
      withinMinutes: 30,
      until: ["back"],
      next: ["patrol-pause"],
    },
    {
      id: "patrol-pause",
      does: "pause",
      title: T("Until the next patrol", "距下次巡查"),
      minutes: 120,
      until: ["back"],
      next: ["patrol"],
    },
    {
      id: "back",
      does: "wait",
      title: T("Panel is seen again", "主机恢复通信"),
      duty: "engineer",
      on: { types: ["fire-panel"], within: "trigger" },
      condition: { all: [{ point: "fault", is: false }] },
      timeoutMinutes: 480,
      onTimeout: ["still-down"],
      next: ["test"],
    },
    {
      id: "still-down",
      does: "task",
      title: T(
        "Eight hours: manager decides on measures; then confirm that it is back",
        "满 8 小时：经理确定替代措施并确认恢复",
      ),
      duty: "manager",
      next: ["test"],
    },
    {
      id: "test",
      does: "task",
      title: T("Test alarm seen here", "试验报警平台可见"),
      duty: "control-room",
      withinMinutes: 30,
    },
  ],
  clocks: [
    {
      id: "two-people",
      title: T("Two at the panel", "双人值守"),
      minutes: 15,
      from: "start",
      stops: ["staff", "back"],
      missed: { tell: ["manager"] },
      source:
        "two again when the link fails: id 67414321029, one source (domain facts §2); minutes heuristic",
    },
  ],
  sources: [
    "two certified people a shift: 公安部61号令, GB 25201-2010 5.2; patrol every 2 h for public venues: 61号令 25 (domain facts §2)",
    SOURCES.gradeABC,
  ],
});
