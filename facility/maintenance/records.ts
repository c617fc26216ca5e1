import type { Block, Report } from "../reports/index.ts";
import type { Instant, Text } from "../units/index.ts";
import { verdictOf } from "./checklist.ts";
import { type Certificate, expiryOf } from "./contract.ts";
import { type Day, dayOf } from "./days.ts";
import type { Order } from "./order.ts";
import { orderCost } from "./order.ts";
import { actLabels, stateLabels } from "./order-acts.ts";
import type { OrderEvent } from "./order-law.ts";
import { complianceOf, missOf, type Visit } from "./visit.ts";

export interface RecordFrame {
  readonly language: keyof Text;
  readonly site: string;
  readonly timeZone: string;
  readonly now: Instant;
  readonly nameOf: (asset: string) => Text;
}

const stamp = (at: number, { timeZone, language }: Pick<RecordFrame, "timeZone" | "language">): string =>
  new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone,
    dateStyle: "medium",
    timeStyle: "short",
  }).format(at);

const money = (cny: number): string =>
  `¥${cny.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** The record of one order: what an inspector reads, with its checklist, photos and signatures. */
export function orderRecord(order: Order, journal: readonly OrderEvent[], frame: RecordFrame): Report {
  const { language, nameOf } = frame;
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const { state } = order;
  const at = (moment: number | undefined) => (moment === undefined ? "–" : stamp(moment, frame));
  const verdicts = { open: say("open", "未填"), pass: say("pass", "合格"), fail: say("FAIL", "不合格") };
  const photos = [
    ...order.files.filter(({ type }) => type.startsWith("image/")),
    ...order.checklist.flatMap(({ answer }) => answer?.photos ?? []),
  ];
  const blocks: Block[] = [
    {
      is: "facts",
      entries: [
        [
          say("Equipment", "设备"),
          order.asset === undefined ? "–" : `${nameOf(order.asset)[language]} (${order.asset})`,
        ],
        [say("State", "状态"), stateLabels[state.is][language]],
        [say("Opened", "开单"), `${at(order.openedAt)} · ${order.openedBy}`],
        [say("Carried out by", "执行人"), "to" in state ? state.to : "–"],
        [say("Begun", "开工"), at("startedAt" in state ? state.startedAt : undefined)],
        [say("Done", "完工"), at("doneAt" in state ? state.doneAt : undefined)],
        [say("Cost", "费用"), money(orderCost(order))],
      ],
    },
    ...(order.description ? ([{ is: "paragraph", text: order.description, tone: "quiet" }] as const) : []),
  ];
  if (order.checklist.length > 0)
    blocks.push(
      { is: "heading", text: say("Checklist", "检查项目"), level: 2 },
      {
        is: "table",
        columns: [
          { title: say("Line", "项目") },
          { title: say("Answer", "结果"), align: "right", width: "fit" },
          { title: say("Limits", "限值"), align: "right", width: "fit" },
          { title: say("Verdict", "判定"), width: "fit" },
          { title: say("By", "填写人"), width: "fit" },
        ],
        rows: order.checklist.map((line) => {
          const { item, answer } = line;
          const value = answer?.value;
          const shown =
            value === undefined
              ? ""
              : typeof value === "boolean"
                ? say(value ? "yes" : "no", value ? "是" : "否")
                : item.kind === "choice" && typeof value === "number"
                  ? (item.choices[value]?.[language] ?? "")
                  : item.kind === "number"
                    ? `${value} ${item.unit}`
                    : String(value);
          const limits =
            item.kind === "number" ? [item.low, item.high].map((one) => one ?? "").join(" – ") : "";
          return [
            item.title[language] + (answer?.remark ? ` — ${answer.remark}` : ""),
            shown,
            limits,
            verdicts[verdictOf(line)],
            answer?.by ?? "",
          ];
        }),
      },
    );
  if (order.finding)
    blocks.push(
      { is: "heading", text: say("Finding (ISO 14224)", "故障与处理（ISO 14224）"), level: 2 },
      {
        is: "facts",
        entries: [
          [say("Mode", "故障模式"), order.finding.mode ?? "–"],
          [say("Mechanism", "机理"), order.finding.mechanism ?? "–"],
          [say("Cause", "原因"), order.finding.cause ?? "–"],
          [say("Remedy", "处理"), order.finding.remedy],
        ],
      },
    );
  if (order.parts.length + order.labour.length > 0)
    blocks.push({
      is: "table",
      caption: say("Parts and labour", "备件与工时"),
      columns: [
        { title: say("What", "名称") },
        { title: say("Quantity", "数量"), align: "right", width: "fit" },
        { title: say("Cost", "费用"), align: "right", width: "fit" },
      ],
      rows: [
        ...order.parts.map(({ name, quantity, unitCost }) => [
          name,
          String(quantity),
          money(quantity * unitCost),
        ]),
        ...order.labour.map(({ who, hours, cost }) => [who, `${hours} h`, money(cost)]),
      ],
    });
  for (const file of photos) blocks.push({ is: "photo", file, caption: file.name });
  blocks.push({ is: "heading", text: say("Signatures", "签字"), level: 2 });
  const roles = {
    technician: say("Carried out by", "维保人员"),
    user: say("Accepted by", "使用单位安全管理员"),
  };
  for (const role of ["technician", "user"] as const) {
    const signed = order.signatures.find((one) => one.role === role);
    blocks.push({
      is: "signature",
      role: roles[role],
      ...(signed ? { name: signed.by, at: at(signed.at) } : {}),
      ...(signed?.file ? { image: signed.file } : {}),
    });
  }
  blocks.push(
    { is: "heading", text: say("Journal", "日志"), level: 2 },
    {
      is: "table",
      columns: [
        { title: say("When", "时间"), width: "fit" },
        { title: say("Who", "人员"), width: "fit" },
        { title: say("What", "操作") },
      ],
      rows: journal.map((event) => [
        at(event.at),
        event.by,
        event.on === "open" ? say("Opened", "开单") : actLabels[event.act.do][language],
      ]),
    },
  );
  return {
    title: order.title[language],
    subtitle: order.id,
    language,
    site: frame.site,
    madeAt: frame.now,
    timeZone: frame.timeZone,
    blocks,
  };
}

/** The pack for an inspector: how every interval was kept, each miss with its reason, papers, then the records. */
export function inspectorPack(
  data: {
    readonly visits: readonly Visit[];
    readonly certificates: readonly Certificate[];
    readonly from: Day;
    readonly to: Day;
    /** Records of orders to append, already made. */
    readonly records: readonly Report[];
  },
  frame: RecordFrame,
): Report {
  const { language, nameOf, timeZone, now } = frame;
  const say = (en: string, zh: string) => (language === "zh" ? zh : en);
  const today = dayOf(now, timeZone);
  const kept = complianceOf(data.visits, data, today).filter(({ basis }) => basis !== "practice");
  const misses = kept.flatMap((one) => one.misses);
  const basisWords = {
    law: say("law", "法定"),
    standard: say("standard", "标准"),
    practice: say("practice", "惯例"),
  };
  const turns = data.visits
    .filter(
      (visit) =>
        visit.basis !== "practice" &&
        visit.due >= data.from &&
        visit.due <= data.to &&
        visit.outcome !== "open",
    )
    .toSorted((a, b) => (a.asset === b.asset ? (a.due < b.due ? -1 : 1) : a.asset < b.asset ? -1 : 1));
  const outcomes = {
    open: say("open", "未完成"),
    passed: say("passed", "合格"),
    remarks: say("with remarks", "有问题项"),
    missed: say("MISSED", "未执行"),
  };
  const blocks: Block[] = [
    { is: "heading", text: say("How the intervals were kept", "维保间隔执行情况"), level: 1 },
    {
      is: "table",
      columns: [
        { title: say("Equipment", "设备") },
        { title: say("Work", "项目") },
        { title: say("Basis", "依据"), width: "fit" },
        { title: say("Due", "应做"), align: "right", width: "fit" },
        { title: say("In time", "按期"), align: "right", width: "fit" },
        { title: say("Last done", "最近一次"), width: "fit" },
      ],
      rows: kept.map((one) => [
        nameOf(one.asset)[language],
        one.title[language],
        `${basisWords[one.basis]}`,
        String(one.due),
        String(one.inTime),
        one.lastDone ?? "–",
      ]),
      empty: say("Nothing was due in this time.", "期间无应执行的项目。"),
    },
    { is: "heading", text: say("Intervals that were not kept", "未按期项目"), level: 1 },
    {
      is: "table",
      columns: [
        { title: say("Equipment", "设备") },
        { title: say("Work", "项目") },
        { title: say("Due", "应做日期"), width: "fit" },
        { title: say("Done", "完成日期"), width: "fit" },
        { title: say("Days late", "逾期天数"), align: "right", width: "fit" },
        { title: say("Reason", "原因") },
      ],
      rows: misses.map(({ visit, days, reason }) => [
        nameOf(visit.asset)[language],
        visit.title[language],
        visit.due,
        visit.done ?? say("not done", "未做"),
        String(days),
        reason?.[language] ?? say("no reason recorded", "未记录原因"),
      ]),
      empty: say("Every interval was kept.", "全部按期完成。"),
    },
    { is: "heading", text: say("Certificates", "证书"), level: 1 },
    {
      is: "table",
      columns: [
        { title: say("Certificate", "证书") },
        { title: say("Of", "持有者") },
        { title: say("Number", "编号"), width: "fit" },
        { title: say("Valid until", "有效期至"), width: "fit" },
        { title: say("State", "状态"), width: "fit" },
      ],
      rows: data.certificates.map((one) => {
        const expiry = expiryOf(one, today);
        return [
          one.title[language],
          nameOf(one.holder)[language],
          one.number,
          one.until,
          expiry.is === "expired"
            ? say("EXPIRED", "已过期")
            : say(`${expiry.days} days`, `剩余 ${expiry.days} 天`),
        ];
      }),
      empty: say("No certificate is kept here.", "未登记证书。"),
    },
    { is: "page-break" },
    { is: "heading", text: say("Every turn", "逐次记录"), level: 1 },
    {
      is: "table",
      columns: [
        { title: say("Equipment", "设备") },
        { title: say("Work", "项目") },
        { title: say("Due", "应做"), width: "fit" },
        { title: say("Done", "完成"), width: "fit" },
        { title: say("Outcome", "结果"), width: "fit" },
        { title: say("By", "执行/签字"), width: "fit" },
      ],
      rows: turns.map((visit) => [
        nameOf(visit.asset)[language],
        visit.title[language],
        visit.due,
        visit.done ?? "–",
        outcomes[visit.outcome] + ((missOf(visit, today)?.days ?? 0) > 0 ? " !" : ""),
        [visit.by, visit.vendor].filter(Boolean).join(" · "),
      ]),
    },
    ...data.records.flatMap((record): Block[] => [
      { is: "page-break" },
      { is: "heading", text: `${record.subtitle ?? ""} ${record.title}`, level: 1 },
      ...record.blocks,
    ]),
  ];
  return {
    title: say("Maintenance records for inspection", "维保检查资料"),
    subtitle: `${data.from} – ${data.to}`,
    language,
    site: frame.site,
    madeAt: now,
    timeZone,
    blocks,
  };
}
