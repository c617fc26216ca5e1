import type { Block } from "../reports/index.ts";
import { approvalSteps } from "./approval.ts";
import type { NamedLine, PlanReportInput } from "./report-input.ts";
import { bundles } from "./report-tables.ts";
import { planWords } from "./report-words.ts";
import { percent } from "./words.ts";

export function reasons(placed: readonly NamedLine[], total: number, lang: "en" | "zh"): Block[] {
  const words = planWords[lang];
  const byYear = Map.groupBy(bundles(placed, total), (members) => members[0]?.year ?? 0);
  return [...byYear].flatMap(([year, groups]): Block[] => [
    { is: "heading", level: 2, text: String(year) },
    {
      is: "list",
      items: groups.map((members) => {
        const line = members[0] as NamedLine;
        return members.length > 1
          ? words.alike(words.many(line.typeLabel[lang], members.length), line.name[lang], line.says[lang])
          : `${line.name[lang]}${lang === "zh" ? "：" : ": "}${line.says[lang]}`;
      }),
    },
  ]);
}

export function leftOut(lines: readonly NamedLine[], lang: "en" | "zh"): Block[] {
  const words = planWords[lang];
  const due = lines.filter(({ reason }) => reason === "unfunded");
  return [
    { is: "heading", text: words.unfunded },
    due.length === 0
      ? { is: "paragraph", text: words.allFunded, tone: "quiet" }
      : {
          is: "list",
          items: due.map((line) => `${line.name[lang]}${lang === "zh" ? "：" : ": "}${line.says[lang]}`),
        },
  ];
}

export const approval = (lang: "en" | "zh"): Block[] => [
  { is: "heading", text: planWords[lang].approval },
  {
    is: "list",
    ordered: true,
    items: approvalSteps.vote.map(({ title, papers, days, basis }) =>
      lang === "zh"
        ? `${title.zh}（${planWords.zh.days(days)}；材料：${papers.map(({ zh }) => zh).join("、")}；依据：${basis.zh}）`
        : `${title.en} (${planWords.en.days(days)}; ${papers.map(({ en }) => en).join(", ")}; ${basis.en})`,
    ),
  },
];

export function basis({ assumptions, language: lang }: PlanReportInput): Block[] {
  const words = planWords[lang];
  return [
    { is: "heading", text: words.basis },
    {
      is: "facts",
      entries: [
        [words.discount, percent(assumptions.discountRate)],
        [words.inflation, percent(assumptions.inflation)],
        [words.priceRise, percent(assumptions.priceRise)],
        [words.premium, percent(assumptions.unplannedPremium)],
      ],
    },
    { is: "list", items: words.formulas },
    ...(assumptions.statute.length > 0
      ? [
          {
            is: "list" as const,
            items: assumptions.statute.map(({ basis: law, source, region }) =>
              lang === "zh" ? `${law.zh}（${region}；${source}）` : `${law.en} (${region}; ${source})`,
            ),
          },
        ]
      : []),
  ];
}
