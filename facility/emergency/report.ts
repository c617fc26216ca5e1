import type { Block, Report } from "../reports/index.ts";
import type { Instant } from "../units/index.ts";
import { agreedWords } from "./agreed-clock.ts";
import { authorityBlocks } from "./authority-report.ts";
import { flowOf } from "./flow.ts";
import { clockOf, named, type ReportOf } from "./report-of.ts";
import { phrases, shownLength } from "./report-words.ts";
import { rolesSaid } from "./role-words.ts";
import type { Run, Told } from "./run.ts";
import { scoreOf } from "./score.ts";
import { lineWords } from "./words.ts";

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

function timeline(of: ReportOf): Block[] {
  const { entries, language: lang } = of;
  const w = phrases(lang);
  const when = clockOf(lang, of.timeZone);
  const photos = entries.flatMap(({ files, words }) =>
    files
      .filter(({ type }) => type.startsWith("image/"))
      .map((file): Block => ({ is: "photo", file, caption: `${words[lang]} · ${file.name}` })),
  );
  return [
    { is: "heading", text: w.timeline },
    {
      is: "table",
      columns: [{ title: w.time, width: "fit" }, { title: w.who, width: 80 }, { title: w.event }],
      rows: entries
        // That a clock began says nothing that its line above does not.
        .filter(({ what }) => what !== "receipt" && what !== "clock-began")
        .map(({ at, actor, what, words, files }) => [
          when.time(at),
          w.actor[actor as keyof typeof w.actor] ?? of.nameOf(actor, lang),
          [
            what === "contact" ? w.contact : "",
            named(words[lang], of),
            ...files.map(({ name }) => `[${name}]`),
          ]
            .filter(Boolean)
            .join(" "),
        ]),
    },
    ...photos,
  ];
}

function doneBy(of: ReportOf): Block[] {
  const { run, language: lang } = of;
  const w = phrases(lang);
  const { byId } = flowOf(run.plan);
  const when = clockOf(lang, of.timeZone);
  const rows = Object.entries(run.steps)
    .flatMap(([id, state]) => {
      const step = byId.get(id);
      if (
        !step ||
        state.is !== "closed" ||
        state.outcome === "withdrawn" ||
        step.does === "pause" ||
        step.does === "note"
      )
        return [];
      const proof = state.proof;
      const answer =
        step.does === "ask"
          ? step.answers.find(({ id: one }) => one === state.answer)?.label[lang]
          : undefined;
      const evidence = [
        answer ?? "",
        state.words,
        ...(proof?.readings.map(({ label, value }) => `${label} ${value}`) ?? []),
        ...(proof?.files.map(({ name }) => name) ?? []),
        ...(proof?.signature ? [`${w.signed} ${proof.signature.name}`] : []),
        ...(state.reference ? [state.reference] : []),
        ...(state.missing && state.missing.length > 0
          ? [`${w.missing}${w.colon}${state.missing.map((one) => of.assetName(one, lang)).join(", ")}`]
          : []),
        ...(state.roll?.map(
          ({ name, is, count }) =>
            `${lineWords(step, name)[lang]}${w.colon}${w.roll[is]}${count === undefined ? "" : ` ${count}`}`,
        ) ?? []),
      ].filter((word) => word !== "");
      return [
        {
          at: state.at,
          row: [
            when.time(state.at),
            step.title[lang],
            w.actor[state.by as keyof typeof w.actor] ?? of.nameOf(state.by, lang),
            w.outcome[state.outcome],
            evidence.join(w.semicolon),
          ],
        },
      ];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
  return [
    { is: "heading", text: w.actions },
    {
      is: "table",
      columns: [
        { title: w.time, width: "fit" },
        { title: w.stepHead },
        { title: w.who, width: 70 },
        { title: w.result, width: 50 },
        { title: w.evidence },
      ],
      rows,
      empty: w.none,
    },
  ];
}

function messages(of: ReportOf): Block[] {
  const { run, language: lang } = of;
  const w = phrases(lang);
  const when = clockOf(lang, of.timeZone);
  const became = ({ receipts, withheld }: Told): string => {
    if (withheld) return w.withheld;
    const last = new Map<string, string>();
    for (const { person, channel, state, at } of receipts) {
      const who = person === undefined ? "" : of.nameOf(person, lang);
      last.set(
        `${who} ${channel ?? ""}`,
        [who, channel ? of.channelName(channel, lang) : "", w.receipt[state], when.time(at)]
          .filter(Boolean)
          .join(" "),
      );
    }
    return [...last.values()].join(w.semicolon) || w.queued;
  };
  return [
    { is: "heading", text: w.messages },
    {
      is: "table",
      columns: [
        { title: w.time, width: "fit" },
        { title: w.message, width: 120 },
        { title: w.to, width: 70 },
        { title: w.became },
      ],
      rows: run.told.map((told) => [
        when.time(told.at),
        told.title[lang],
        rolesSaid(told.to)[lang],
        became(told),
      ]),
      empty: w.none,
    },
  ];
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
