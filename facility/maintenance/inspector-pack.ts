import type { Block, Report } from "../reports/index.ts";
import { type Certificate, expiryOf } from "./contract.ts";
import { type Day, dayOf } from "./days.ts";
import { chapterOf, type RecordFrame } from "./records.ts";
import { complianceOf, missOf, type Visit } from "./visit.ts";

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
        { title: say("By", "执行/签字") },
      ],
      rows: turns.map((visit) => [
        nameOf(visit.asset)[language],
        visit.title[language],
        visit.due,
        visit.done ?? "–",
        outcomes[visit.outcome] + ((missOf(visit, today)?.days ?? 0) > 0 ? " !" : ""),
        [visit.by, visit.vendor].flatMap((who) => (who ? frame.called(who)[language] : [])).join(" · "),
      ]),
    },
    ...data.records.flatMap((record): Block[] => [{ is: "page-break" }, ...chapterOf(record)]),
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
