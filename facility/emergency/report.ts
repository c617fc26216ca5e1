import type { Block, Report } from "../reports/index.ts";
import type { Instant } from "../units/index.ts";
import { agreedWords } from "./agreed-clock.ts";
import { authorityBlocks } from "./authority-report.ts";
import { flowOf } from "./flow.ts";
import { clockOf, type ReportOf } from "./report-of.ts";
import { doneBy, messages, timeline } from "./report-record.ts";
import { phrases, shownLength } from "./report-words.ts";
import type { Run } from "./run.ts";
import { scoreOf } from "./score.ts";

/** The after-action report of a run, or the record of a drill. */
export function afterActionReport(of: ReportOf): Report {
  const { run, language: lang, timeZone } = of;
  const w = phrases(lang);
  const when = clockOf(lang, timeZone);
  return {
    title: run.drill ? w.drillTitle(run.plan.title[lang]) : w.title(run.plan.title[lang]),
    subtitle: `${run.triggers[0]?.where[lang] ?? of.siteName[lang]} · ${when.full(run.detectedAt)}`,
    language: lang,
    site: of.siteName[lang],
    madeAt: of.madeAt,
    timeZone,
    ...(run.drill ? { mark: w.drillMark } : {}),
    blocks: [
      ...summary(of),
      ...deadlines(of),
      ...timeline(of),
      ...doneBy(of),
      ...messages(of),
      ...(of.plots.length > 0
        ? [
            { is: "heading", text: w.plots } as const,
            ...of.plots.map(({ title, svg }): Block => ({ is: "chart", svg, alt: title[lang] })),
          ]
        : []),
      ...findings(of),
      ...(run.drill ? [] : [{ is: "heading", text: w.authorityTitle } as const, ...authorityBlocks(of)]),
      { is: "heading", text: w.signatures },
      { is: "signature", role: w.leader },
      { is: "signature", role: w.safetyManager },
    ],
  };
}

/** Detected, acknowledged, dispatched, on site, contained, closed: the moments everybody asks for. */
export function moments(
  run: Run,
): readonly { readonly id: "detected" | "started" | "answered" | "onSite" | "over"; readonly at: Instant }[] {
  const closed = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const state = run.steps[id];
      return state?.is === "closed" && state.outcome === "done" ? [state.at] : [];
    });
  const first = (ats: readonly number[]): Instant | undefined =>
    ats.length === 0 ? undefined : (Math.min(...ats) as Instant);
  const answered = first(
    run.told.flatMap(({ receipts }) =>
      receipts.flatMap(({ state, at }) => (state === "answered" ? [at] : [])),
    ),
  );
  const onSite = first(closed(["look", "maintainer-arrives", "send-guard", "brigade"]));
  const over = run.state.is === "stood-down" ? run.state.at : undefined;
  return [
    { id: "detected", at: run.detectedAt },
    { id: "started", at: run.startedAt },
    ...(answered === undefined ? [] : [{ id: "answered" as const, at: answered }]),
    ...(onSite === undefined ? [] : [{ id: "onSite" as const, at: onSite }]),
    ...(over === undefined ? [] : [{ id: "over" as const, at: over }]),
  ];
}

function summary(of: ReportOf): Block[] {
  const { run, language: lang } = of;
  const w = phrases(lang);
  const when = clockOf(lang, of.timeZone);
  const score = scoreOf(run);
  const end = run.state.is === "stood-down" ? run.state : undefined;
  return [
    { is: "heading", text: w.summary },
    {
      is: "facts",
      entries: [
        [w.plan, `${run.plan.title[lang]} · ${w.version(run.version)} · ${w.grade} ${run.grade}`],
        [w.where, [...new Set(run.triggers.map(({ where }) => where[lang]))].join(w.semicolon)],
        ...(run.drill ? ([[w.scenario, run.drill.scenario]] as const) : []),
        ...moments(run).map(({ id, at }): readonly [string, string] => [
          w.moment[id],
          `${when.full(at)}${at === run.detectedAt ? "" : ` (+${shownLength(at - run.detectedAt, lang)})`}`,
        ]),
        ...(run.plan.clocks.some(({ id, arrival }) => arrival !== undefined && run.clocks[id])
          ? ([[w.arrivalBasis, run.agreed ? agreedWords(run.agreed)[lang] : w.byPlan]] as const)
          : []),
        [w.ended, end ? `${w.why[end.why]} · ${of.nameOf(end.by, lang)} · ${end.words}` : w.goesOn],
        [
          w.score,
          score.percent === null ? "–" : `${score.percent} % (${score.met}/${score.met + score.missed})`,
        ],
        ...(run.attended.length > 0
          ? ([[w.attended, run.attended.map((id) => of.nameOf(id, lang)).join(", ")]] as const)
          : []),
      ],
    },
  ];
}

function deadlines(of: ReportOf): Block[] {
  const { run, language: lang } = of;
  const w = phrases(lang);
  const when = clockOf(lang, of.timeZone);
  const { deadlines: all } = scoreOf(run);
  const missed = all.filter(({ how }) => how === "missed");
  const rows = (list: typeof all) =>
    list.map(({ title, kind, due, at, how, by }) => [
      title[lang],
      kind === "clock" ? w.clock : w.step,
      when.time(due),
      at === null ? "–" : when.time(at),
      [
        how === "missed" && at !== null ? `${w.how[how]} +${shownLength(at - due, lang)}` : w.how[how],
        by && by.en !== title.en ? by[lang] : "",
      ]
        .filter(Boolean)
        .join(" · "),
    ]);
  const columns = [
    { title: w.what },
    { title: w.kind, width: "fit" as const },
    { title: w.due, width: "fit" as const },
    { title: w.doneAt, width: "fit" as const },
    { title: w.result, width: 130 },
  ];
  const undone = leftUndone(run, new Set(missed.map(({ id }) => id))).map(({ title, outcome, due }) => [
    title[lang],
    w.step,
    due === null ? "–" : when.time(due),
    "–",
    outcome === "withdrawn" ? w.leftOpen : w.outcome[outcome],
  ]);
  return [
    { is: "heading", text: w.deviations },
    { is: "table", columns, rows: [...rows(missed), ...undone], empty: w.noDeviations },
    { is: "heading", text: w.clocks, level: 2 },
    { is: "table", columns, rows: rows(all.filter(({ kind }) => kind === "clock")), empty: w.none },
  ];
}

/** Steps that were not done and are not late besides: refused with a reason, or still open when the run was stood down. */
function leftUndone(run: Run, but: ReadonlySet<string>) {
  const { byId } = flowOf(run.plan);
  const end = run.state.is === "stood-down" ? run.state.at : undefined;
  return Object.entries(run.steps).flatMap(([id, state]) => {
    const step = byId.get(id);
    if (!step || but.has(id) || state.is !== "closed" || step.does === "pause") return [];
    const { outcome, at, by, due } = state;
    const open = outcome === "withdrawn" && at === end && by !== "plan" && step.does !== "wait";
    return outcome === "not-done" || open ? [{ title: step.title, outcome, due }] : [];
  });
}

function findings(of: ReportOf): Block[] {
  const { run, language: lang } = of;
  const w = phrases(lang);
  const review = run.review;
  return [
    { is: "heading", text: w.findings },
    {
      is: "facts",
      entries: [
        [w.cause, review?.cause || w.notYet],
        [w.damage, review?.damage || w.notYet],
        [w.casualties, review?.casualties || w.notYet],
        [
          w.loss,
          review?.lossCny === null || review === null ? w.notYet : `¥${review.lossCny.toLocaleString("en")}`,
        ],
        [w.lessons, review?.lessons || w.notYet],
      ],
    },
    { is: "heading", text: w.measures, level: 2 },
    {
      is: "table",
      columns: [
        { title: w.what },
        { title: w.owner, width: 90 },
        { title: w.dueBy, width: "fit" },
        { title: w.order, width: 90 },
      ],
      rows: (review?.measures ?? []).map(({ what, owner, dueBy, order }) => [
        what,
        of.nameOf(owner, lang),
        dueBy,
        order ?? "–",
      ]),
      empty: w.noMeasures,
    },
  ];
}
