import type { Block } from "../reports/index.ts";
import type { Text } from "../units/index.ts";
import { flowOf } from "./flow.ts";
import { clockOf, named, type ReportOf } from "./report-of.ts";
import { phrases } from "./report-words.ts";
import { rolesSaid } from "./role-words.ts";
import type { Told } from "./run.ts";
import { lineWords } from "./words.ts";

/** Everything that happened, and the pictures taken. */
export function timeline(of: ReportOf): Block[] {
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

/** Which lines of a step's list were ticked, and which were not; nothing where it has none. */
function tickedWords(lines: readonly Text[], ticked: readonly number[], lang: keyof Text): string[] {
  const w = phrases(lang);
  const said = (name: string, those: readonly Text[]) =>
    those.length === 0 ? [] : [`${name}${w.colon}${those.map((line) => line[lang]).join(w.comma)}`];
  return [
    ...said(
      w.ticked,
      lines.filter((_, i) => ticked.includes(i)),
    ),
    ...said(
      w.notTicked,
      lines.filter((_, i) => !ticked.includes(i)),
    ),
  ];
}

/** Who did what, with the evidence. */
export function doneBy(of: ReportOf): Block[] {
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
        ...tickedWords(step.does === "task" ? step.checklist : [], proof?.ticked ?? [], lang),
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

/** Who was told, by which way, and what is known of it. */
export function messages(of: ReportOf): Block[] {
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
