import type { Block, Report } from "../reports/index.ts";
import { flowOf } from "./flow.ts";
import { clockOf, named, type ReportOf } from "./report-of.ts";
import { phrases } from "./report-words.ts";
import { sourceWords } from "./source-words.ts";

/** The form for the authority alone: what the law asks to be told, filled in from the record. */
export function authorityReport(of: ReportOf): Report {
  const w = phrases(of.language);
  return {
    title: w.authorityTitle,
    subtitle: of.profile.unit || of.siteName[of.language],
    language: of.language,
    site: of.siteName[of.language],
    madeAt: of.madeAt,
    timeZone: of.timeZone,
    ...(of.run.drill ? { mark: w.drillMark } : {}),
    blocks: [...authorityBlocks(of), { is: "signature", role: w.reporter }],
  };
}

/** Time, place, unit, course, casualties, loss, cause, measures, reporter: what the law wants to be told. */
export function authorityBlocks(of: ReportOf): Block[] {
  const { run, language: lang, profile } = of;
  const w = phrases(lang);
  const when = clockOf(lang, of.timeZone);
  const { byId } = flowOf(run.plan);
  const reports = run.plan.steps.flatMap((step) => (step.does === "report" ? [step] : []));
  const course = of.entries
    .filter(({ what }) => ["began", "chose", "clock-missed", "stood-down", "contact"].includes(what))
    .slice(0, 14)
    .map(({ at, words }) => `${when.time(at)} ${named(words[lang], of)}`);
  return [
    {
      is: "facts",
      entries: [
        [w.when, when.full(run.detectedAt)],
        [w.where, `${profile.address ? `${profile.address} · ` : ""}${run.triggers[0]?.where[lang] ?? ""}`],
        [w.unit, profile.unit || of.siteName[lang]],
        [w.kindOfEvent, run.plan.title[lang]],
        [w.casualties, run.review?.casualties || w.toFill],
        [w.loss, run.review?.lossCny == null ? w.toFill : `¥${run.review.lossCny.toLocaleString("en")}`],
        [w.cause, run.review?.cause || w.underInvestigation],
        [
          w.measuresTaken,
          Object.entries(run.steps)
            .flatMap(([id, state]) =>
              state.is === "closed" &&
              state.outcome === "done" &&
              ["task", "command"].includes(byId.get(id)?.does ?? "")
                ? [byId.get(id)!.title[lang]]
                : [],
            )
            .join(w.semicolon) || w.toFill,
        ],
        [w.reporter, run.commander ? of.nameOf(run.commander, lang) : w.toFill],
      ],
    },
    { is: "heading", text: w.course, level: 2 },
    { is: "list", items: course, ordered: true },
    {
      is: "table",
      columns: [
        { title: w.authority },
        { title: w.due, width: 54 },
        { title: w.result, width: 120 },
        { title: w.basis },
      ],
      rows: reports.map((step) => {
        const state = run.steps[step.id];
        const result = !state
          ? w.notDue
          : state.is === "closed" && state.outcome === "done"
            ? `${w.sent} ${when.time(state.at)} ${state.reference ?? ""}`
            : w.notSent;
        return [step.authority[lang], w.minutes(step.withinMinutes), result, sourceWords(step.source)[lang]];
      }),
      empty: w.none,
    },
  ];
}
