import type { DutyRole } from "../../oncall/index.ts";
import { type Text, text } from "../../units/index.ts";
import type { PlanInput } from "../plan.ts";

type StepInput = PlanInput["steps"][number];
type DutyInput = PlanInput["duties"][number];

/** A duty all round the clock: whose it is, then the substitutes. */
export const duty = (id: string, en: string, zh: string, roles: DutyRole[], does?: Text): DutyInput => ({
  id,
  title: text(en, zh),
  ...(does ? { does } : {}),
  shifts: [{ roles }],
});

/** One by day, another by night, when offices are empty. */
export const dayAndNight = (
  id: string,
  en: string,
  zh: string,
  day: DutyRole[],
  night: DutyRole[],
): DutyInput => ({
  id,
  title: text(en, zh),
  shifts: [{ from: "08:00", to: "20:00", roles: day }, { roles: night }],
});

export const desk = duty(
  "desk",
  "Duty desk",
  "值班室",
  ["desk", "engineer", "manager"],
  text("Talks, watches, writes down; never leaves the desk empty.", "通话、监视、记录，值班室不离人。"),
);
export const engineer = dayAndNight(
  "engineer",
  "Engineer in charge",
  "当班工程师",
  ["engineer", "technician", "manager"],
  ["technician", "engineer", "manager"],
);
export const guard = duty("guard", "Guard", "保安", ["guard", "desk"]);
export const manager = dayAndNight(
  "manager",
  "Manager in charge",
  "值班经理",
  ["manager", "engineer"],
  ["engineer", "manager"],
);
export const maintainer = duty("maintainer", "Lift maintainer", "电梯维保单位", [
  "contractor",
  "engineer",
  "desk",
]);

export const T = text;

/** Phones everybody in China knows; a site adds its own. */
export const publicPhones = {
  fire: { title: text("Fire and rescue", "消防救援"), number: "119" },
  medical: { title: text("Ambulance", "急救"), number: "120" },
  police: { title: text("Police", "公安"), number: "110" },
  liftRescue: {
    title: text("Lift rescue hotline (cities differ)", "电梯应急救援热线（各地不同）"),
    number: "96333",
  },
};

/** The report the law asks for within an hour of the unit's head knowing. */
export const reportWithinAnHour = (
  next: string[],
  more: Partial<{ authority: Text; source: string; id: string; until: string[]; withinMinutes: number }> = {},
): StepInput => ({
  id: more.id ?? "report",
  does: "report",
  title: text("Report to the authority", "向主管部门报告"),
  note: text(
    "Time, place, unit, course so far, casualties, loss, cause as known, measures, who reports. The form is filled in from the record; add what is missing and send it.",
    "时间、地点、单位、简要经过、伤亡、损失、初步原因、措施、报告人。表单已按记录预填，补充后报送。",
  ),
  duty: "manager",
  authority: more.authority ?? text("Emergency management department", "应急管理部门"),
  withinMinutes: more.withinMinutes ?? 60,
  region: "CN",
  source: more.source ?? "生产安全事故报告和调查处理条例 art. 9: within 1 h of the unit's head knowing",
  next,
  until: more.until ?? [],
});

export const SOURCES = {
  gradeABC:
    "grades A (lives, external help), B (contained), C (minor): tikuw.cn 1852843816454716, one source",
  fireSequence:
    "GB 25506 sequence: verify, linkage to automatic, 119, start the plan, report up (from memory)",
  microStation: "微型消防站 on scene within 3 min: 119xft.com specification-18728-585",
  building: "GB 50116 clauses on lifts, shutters, power and access",
  entrapment:
    "TSG T5002-2017 art. 5(4): maintainer on site within 30 min in municipalities and prefecture-level cities, elsewhere normally 1 h",
  ladder: "rescue ladder maintainer, nearest station, 119; hotline 96333",
  twoHours: "entrapment of 2 h and more is a general special-equipment accident: escalate at 60 and 90 min",
};
