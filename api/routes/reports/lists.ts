import type { TableReport } from "../../../facility/reports/index.ts";
import { type AssetId, type Text, text } from "../../../facility/units/index.ts";
import { runSummary } from "../../emergencies/index.ts";
import { placedName } from "../../present.ts";
import type { RouteDeps } from "../deps.ts";
import { alarmFigure, alarmFigures, alarmRowNames, maintenanceFigures } from "./figures.ts";
import type { MonthSpan } from "./month.ts";

export interface ListAsked {
  readonly site: string;
  readonly zone: string;
  readonly language: "en" | "zh";
}

const verdicts: Readonly<Record<"good" | "fair" | "poor", Text>> = {
  good: text("good", "良好"),
  fair: text("fair", "一般"),
  poor: text("poor", "较差"),
};
const round = (value: number | undefined, digits = 1): number | null =>
  value === undefined ? null : Math.round(value * 10 ** digits) / 10 ** digits;
const monthText = (month: string, language: "en" | "zh"): string =>
  language === "zh" ? `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月` : `Month ${month}`;
const stampOf = ({ zone, language }: ListAsked) => {
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return (at: number | null): string | null => (at === null ? null : format.format(at));
};

export async function alarmKpiList(
  deps: RouteDeps,
  { site, language }: ListAsked,
  span: MonthSpan,
): Promise<TableReport> {
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const { count, rows, worst } = await alarmFigures(deps, site, span.from, span.to);
  return {
    title: say("Alarm performance", "报警绩效"),
    subtitle: monthText(span.month, language),
    facts: [[say("Alarms that called", "报警次数"), String(count)]],
    tables: [
      {
        title: say("Figures", "指标"),
        columns: [
          { title: say("Figure", "指标") },
          { title: say("Value", "数值"), number: true },
          { title: say("Target, at most", "目标（不高于）"), number: true },
          { title: say("Verdict", "评价") },
        ],
        rows: rows.map(({ id, value, target, verdict }) => [
          alarmRowNames[id][language],
          alarmFigure(id, value),
          alarmFigure(id, target),
          verdicts[verdict][language],
        ]),
        empty: say("No alarm called.", "无报警。"),
        note: say(
          "Targets: ISA-18.2 and EEMUA 191, for one desk. Shelved, suppressed and out-of-service alarms are not counted.",
          "目标值依据 ISA-18.2 与 EEMUA 191（单席位）；搁置、抑制与停用的报警不计入。",
        ),
      },
      {
        title: say("Most frequent", "最频繁的报警"),
        columns: [
          { title: say("Alarm", "报警") },
          { title: say("Equipment", "设备") },
          { title: say("Times", "次数"), number: true },
          { title: say("Share, %", "占比（%）"), number: true },
          { title: say("Chatters", "抖动") },
        ],
        rows: worst.map(({ title, asset, count: times, share, chattering }) => [
          title[language],
          asset[language],
          times,
          round(share * 100),
          chattering ? say("yes", "是") : "",
        ]),
        empty: say("None.", "无。"),
      },
    ],
  };
}

export async function maintenanceKpiList(
  deps: RouteDeps,
  { site, language }: ListAsked,
  span: MonthSpan,
): Promise<TableReport | undefined> {
  const { orders, shelves } = deps.maintenance ?? {};
  if (!orders || !shelves) return undefined;
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const kpi = await maintenanceFigures(deps, { orders, shelves }, site, span.from, span.to);
  const percent = (value: number | undefined) =>
    value === undefined ? "–" : `${(value * 100).toFixed(1)} %`;
  const nameOf = (id: string) => {
    const asset = deps.model().assets.get(id as AssetId);
    return asset ? placedName(asset)[language] : id;
  };
  return {
    title: say("Maintenance figures", "维保指标"),
    subtitle: monthText(span.month, language),
    facts: [
      [say("Failures", "故障次数"), String(kpi.failures)],
      [say("Time between failures, h", "平均无故障时间（小时）"), String(round(kpi.mtbfHours) ?? "–")],
      [say("Time to repair, h", "平均修复时间（小时）"), String(round(kpi.mttrHours) ?? "–")],
      [say("Availability", "可用率"), percent(kpi.availability)],
      [say("Planned share of work", "计划性工作占比"), percent(kpi.plannedShare)],
      [say("Mended at the first visit", "一次修复率"), percent(kpi.firstTimeFix)],
      [
        say("Open orders now, overdue", "当前未完成工单、逾期"),
        `${kpi.backlog.orders}, ${kpi.backlog.overdue}`,
      ],
      [say("Cost of orders", "工单费用"), `¥${Math.round(kpi.cost).toLocaleString("en-US")}`],
    ],
    tables: [
      {
        title: say("By asset", "按设备"),
        columns: [
          { title: say("Equipment", "设备") },
          { title: say("Failures", "故障"), number: true },
          { title: say("Between failures, h", "无故障时间（小时）"), number: true },
          { title: say("To repair, h", "修复时间（小时）"), number: true },
          { title: say("Availability, %", "可用率（%）"), number: true },
          { title: say("Cost, CNY", "费用（元）"), number: true },
        ],
        rows: kpi.assets
          .toSorted((a, b) => b.failures - a.failures || b.cost - a.cost)
          .map((one) => [
            nameOf(one.asset),
            one.failures,
            round(one.mtbfHours),
            round(one.mttrHours),
            round(one.availability * 100, 2),
            round(one.cost, 2),
          ]),
        empty: say("No assets.", "无设备。"),
      },
    ],
  };
}

export async function conditionList(
  deps: RouteDeps,
  { site, language }: ListAsked,
): Promise<TableReport | undefined> {
  if (!deps.lifecycle) return undefined;
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const { subjects, withoutPrice } = await deps.lifecycle.desk.fleet(site);
  const year = new Date(deps.clock()).getUTCFullYear();
  return {
    title: say("Condition of the fleet", "设备状态清单"),
    subtitle: say(`${subjects.length} assets`, `${subjects.length} 台设备`),
    facts: withoutPrice.length > 0 ? [[say("Without a price", "缺少价格"), String(withoutPrice.length)]] : [],
    tables: [
      {
        title: say("Condition", "状态"),
        columns: [
          { title: say("Equipment", "设备") },
          { title: say("Type", "类型") },
          { title: say("Age", "年限"), number: true },
          { title: say("Condition", "状态"), number: true },
          { title: say("Confidence, %", "可信度（%）"), number: true },
          { title: say("Years left", "剩余年数"), number: true },
          { title: say("Loss a year, CNY", "年预期损失（元）"), number: true },
          { title: say("Price, CNY", "重置价（元）"), number: true },
          { title: say("Cheapest year", "最经济年份"), number: true },
        ],
        rows: subjects
          .toSorted((a, b) => (b.forecast.risk[0] ?? 0) - (a.forecast.risk[0] ?? 0))
          .map(({ asset, forecast }) => [
            placedName(asset)[language],
            asset.type.label[language],
            round(forecast.ageYears),
            forecast.condition.index,
            round(forecast.condition.confidence * 100, 0),
            round(forecast.remaining.p50),
            Math.round(forecast.risk[0] ?? 0),
            Math.round(forecast.replacement.value),
            forecast.bestYear === undefined ? null : year + forecast.bestYear,
          ]),
        empty: say("No price is known of any asset.", "尚无设备价格。"),
      },
    ],
  };
}

export async function drillList(
  deps: RouteDeps,
  asked: ListAsked,
  year: number,
): Promise<TableReport | undefined> {
  if (!deps.emergencies) return undefined;
  const { site, language, zone } = asked;
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const stamp = stampOf(asked);
  const now = deps.clock();
  const [runs, calendar] = await Promise.all([
    deps.emergencies.past({ site, limit: 1_000 }),
    deps.emergencies.drills.calendar(site),
  ]);
  const own = runs
    .map((run) => runSummary(run, zone, now))
    .filter(({ startedAt }) => stampYear(startedAt, zone) === year);
  const states = {
    fine: say("in time", "正常"),
    soon: say("soon due", "即将到期"),
    overdue: say("overdue", "已逾期"),
    never: say("never held", "从未开展"),
  };
  return {
    title: say("Drills and emergencies", "演练与应急"),
    subtitle: say(`Year ${year}`, `${year} 年`),
    facts: [
      [say("Drills held", "已开展演练"), String(own.filter(({ drill }) => drill).length)],
      [say("Emergencies", "应急事件"), String(own.filter(({ drill }) => !drill).length)],
    ],
    tables: [
      {
        title: say("Held", "记录"),
        columns: [
          { title: say("Begun", "开始") },
          { title: say("Plan", "预案") },
          { title: say("Where", "地点") },
          { title: say("Drill", "演练") },
          { title: say("Minutes", "历时（分）"), number: true },
          { title: say("In time", "按时"), number: true },
          { title: say("Missed", "超时"), number: true },
          { title: say("Score, %", "评分（%）"), number: true },
        ],
        rows: own.map(({ startedAt, endedAt, title, where, drill, score }) => [
          stamp(startedAt),
          title[language],
          where[language],
          drill ? say("yes", "是") : say("no", "否"),
          endedAt === null ? null : Math.round((endedAt - startedAt) / 60_000),
          score.met,
          score.missed,
          score.percent,
        ]),
        empty: say("None in the year.", "本年无记录。"),
      },
      {
        title: say("Due", "到期情况"),
        columns: [
          { title: say("Drill", "演练") },
          { title: say("Basis", "依据") },
          { title: say("Last held", "上次开展") },
          { title: say("Due by", "应于") },
          { title: say("Stands", "状态") },
        ],
        rows: calendar.map(({ rule, last, dueBy, is }) => [
          rule.title[language],
          rule.source,
          stamp(last),
          dueBy === null ? null : new Date(dueBy).toISOString().slice(0, 10),
          states[is],
        ]),
        empty: say("None asked for.", "无要求。"),
      },
    ],
  };
}

const stampYear = (at: number, zone: string): number =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric" }).format(at));

/** Most messages of a month in one list. */
const MOST_MESSAGES = 5_000;

export async function deliveryList(
  deps: RouteDeps,
  asked: ListAsked,
  span: MonthSpan,
): Promise<TableReport | undefined> {
  if (!deps.oncall) return undefined;
  const { site, language } = asked;
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const stamp = stampOf(asked);
  const calls = new Map<string, { site: string }>();
  const found: Awaited<ReturnType<typeof deps.oncall.calls.deliveries>> = [];
  let before: number = span.to;
  // Newest first, page by page, until the month's beginning.
  while (found.length < MOST_MESSAGES) {
    const page = await deps.oncall.calls.deliveries({ before, limit: 500 });
    const own = page.filter(({ queuedAt }) => queuedAt >= span.from);
    for (const { call } of own)
      if (!calls.has(call)) {
        const kept = await deps.oncall.calls.call(call);
        if (kept) calls.set(call, kept);
      }
    found.push(...own.filter(({ call }) => (calls.get(call)?.site ?? site) === site));
    const last = page.at(-1);
    if (!last || page.length < 500 || own.length < page.length) break;
    before = last.queuedAt;
  }
  const states = {
    queued: say("waiting", "待发"),
    sent: say("sent", "已发"),
    delivered: say("delivered", "已送达"),
    failed: say("failed", "失败"),
    hushed: say("not needed any more", "已无需发送"),
    unshown: say("no console open", "无打开的控制台"),
  };
  const count = (state: keyof typeof states) =>
    String(found.filter((delivery) => delivery.state === state).length);
  return {
    title: say("Delivery log", "送达记录"),
    subtitle: monthText(span.month, language),
    facts: [
      [say("Messages", "消息"), String(found.length)],
      [states.delivered, count("delivered")],
      [states.sent, count("sent")],
      [states.failed, count("failed")],
    ],
    tables: [
      {
        title: say("Messages", "消息"),
        columns: [
          { title: say("Queued", "生成") },
          { title: say("To", "收件人") },
          { title: say("Channel", "渠道") },
          { title: say("Message", "内容") },
          { title: say("State", "状态") },
          { title: say("Sent", "发出") },
          { title: say("Seen", "查看") },
          { title: say("Tries", "次数"), number: true },
          { title: say("Answer of the provider", "服务商回执") },
        ],
        rows: found.map((delivery) => [
          stamp(delivery.queuedAt),
          delivery.person ?? say("consoles", "控制台"),
          delivery.channel,
          delivery.message.title[language],
          states[delivery.state],
          stamp(delivery.sentAt),
          stamp(delivery.seenAt),
          delivery.tries,
          delivery.detail,
        ]),
        empty: say("No message was sent.", "本月未发送消息。"),
      },
    ],
  };
}
