import { type Text, text } from "../units/index.ts";
import { emergencyPlanName } from "./emergency-plans.ts";
import type { EquipmentType, MaintenanceTask, PointType } from "./equipment.ts";

const systems: Record<EquipmentType["system"], Text> = {
  lift: text("Lifts", "电梯"),
  fire: text("Fire", "消防"),
  water: text("Water", "给排水"),
  power: text("Power", "供配电"),
  network: text("Gateways", "网关"),
};
const units: Record<MaintenanceTask["every"]["unit"], Text> = {
  day: text("days", "天"),
  week: text("weeks", "周"),
  month: text("months", "月"),
  year: text("years", "年"),
};

const both = ({ en, zh }: Text): string => `${en} ${zh}`;
/** A cell of a Markdown table must not end its column. */
const cell = (words: string): string => words.replaceAll("|", "\\|").replaceAll("\n", " ");
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [
        `| ${head.join(" | ")} |`,
        `|${head.map(() => "---").join("|")}|`,
        ...rows.map((row) => `| ${row.map(cell).join(" | ")} |`),
        "",
      ];

/** The whole catalogue as one Markdown page, for people who want to see what is known and where it is from. */
export function cataloguePage(types: readonly EquipmentType[]): string {
  const lines = [
    "# Equipment catalogue 设备目录",
    "",
    "Made by `npm run docs` from `facility/catalog/`; change it there. A source that says heuristic is a start value without a standard behind it: set it for your site.",
    "",
    "由 `npm run docs` 根据 `facility/catalog/` 生成，请在源文件中修改。来源标注 heuristic 的为经验起始值，请按项目实际调整。",
    "",
    ...table(
      ["Type 类型", "Id", "System 系统", "Points 测点", "Rules 规则", "Maintenance 维保"],
      types.map((type) => [
        `[${both(type.label)}](#${type.id})`,
        `\`${type.id}\``,
        both(systems[type.system]),
        String(type.points.length),
        String(type.rules.length),
        String(type.maintenance.length),
      ]),
    ),
    ...types.flatMap(section),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function section(type: EquipmentType): string[] {
  const { serviceLife: life, criticality, replacementCost: cost } = type;
  const facts = [
    ...(type.brick ? [`- Brick: \`${type.brick}\``] : []),
    ...(type.haystack ? [`- Haystack: \`${type.haystack}\``] : []),
    ...(life
      ? [
          `- Service life 使用寿命: ${life.lowYears} / ${life.averageYears} / ${life.highYears} years 年 (low / average / high). ${both(life.source)}`,
        ]
      : []),
    ...(criticality
      ? [
          `- Criticality 重要度 1–5: people 人身 ${criticality.grades.people}, service 服务 ${criticality.grades.service}, law 法规 ${criticality.grades.law}, money 资金 ${criticality.grades.money}. ${criticality.source}`,
        ]
      : []),
    ...(cost ? [`- Replacement 更新费用: ¥${cost.lowCny}–${cost.highCny}. ${cost.source}`] : []),
    ...(type.emergencyPlans.length > 0
      ? [
          `- Emergency plans 应急预案: ${type.emergencyPlans.map((id) => both(emergencyPlanName(id))).join(", ")}`,
        ]
      : []),
  ];
  return [
    `<a id="${type.id}"></a>`,
    "",
    `## ${both(type.label)}`,
    "",
    ...(facts.length > 0 ? [...facts, ""] : []),
    ...table(
      ["Point 测点", "Name 名称", "Kind 类型", "Range 量程", "Deadband 死区", "Tags 语义"],
      type.points.map((point) => [
        `\`${point.name}\``,
        both(point.label),
        kindOf(point),
        point.kind === "number" && point.range ? point.range.join(" … ") : "",
        point.kind === "number" && point.deadband !== undefined ? String(point.deadband) : "",
        [point.brick, point.haystack].filter((tag) => tag !== undefined).join(", "),
      ]),
    ),
    ...table(
      [
        "Rule 规则",
        "Priority 优先级",
        "When 条件",
        "Cause 原因",
        "Consequence 后果",
        "Response 处置",
        "Calls for 联动",
        "Source 来源",
      ],
      type.rules.map((rule) => [
        `${both(rule.title)}${rule.lifeSafety ? " ⚠" : ""}`,
        `${rule.priority}, ${rule.respondWithinMinutes} min`,
        `\`${JSON.stringify(rule.condition)}\``,
        both(rule.cause),
        both(rule.consequence),
        both(rule.response),
        [
          rule.emergencyPlan === undefined ? [] : both(emergencyPlanName(rule.emergencyPlan)),
          taskName(type, rule.maintenanceTask),
        ]
          .flat()
          .join("; "),
        rule.source,
      ]),
    ),
    ...table(
      ["Maintenance 维保", "Every 周期", "Basis 依据", "Region 地区", "Source 来源"],
      type.maintenance.map(({ title, every, basis, region, source }) => [
        both(title),
        `${every.count} ${both(units[every.unit])}`,
        basis,
        region,
        source,
      ]),
    ),
  ];
}

/** Empty where a rule names none. */
const taskName = ({ maintenance }: EquipmentType, id: string | undefined): string[] =>
  maintenance.flatMap((task) => (task.id === id ? [both(task.title)] : []));

function kindOf(point: PointType): string {
  switch (point.kind) {
    case "number":
      return `number, ${point.unit}${point.counter ? ", counter" : ""}`;
    case "boolean":
      return `${both(point.words.true)} / ${both(point.words.false)}`;
    case "enum":
      return point.states.map(({ code, label }) => `${code} ${both(label)}`).join("; ");
    case "text":
      return "text";
    default:
      return point satisfies never;
  }
}
