import type { PointType } from "../../../../facility/catalog/index.ts";

export const pointKinds = ["number", "boolean", "enum", "text"] as const;
export type PointKind = (typeof pointKinds)[number];

/** A point as it is being typed: one field for each control, whatever the kind. */
export interface PointDraft {
  readonly zh: string;
  readonly en: string;
  readonly kind: PointKind;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  readonly counter: boolean;
  /** `运行 / running` */
  readonly whenTrue: string;
  readonly whenFalse: string;
  /** One a line: `0 = 停止 / Stopped` */
  readonly states: string;
}

/** What still has to be mended, by the control it stands beside. */
export type DraftTrouble = "name" | "unit" | "range" | "words" | "states";

interface Words {
  readonly zh: string;
  readonly en: string;
}

const both = ({ zh, en }: Words): string => (zh === en ? zh : `${zh} / ${en}`);

/** `运行 / running`; one word alone stands for both languages. */
function readWords(typed: string): Words | undefined {
  const [zh = "", en = zh] = typed.split("/").map((part) => part.trim());
  return zh && en ? { zh, en } : undefined;
}

function readStates(typed: string) {
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  const states = lines.flatMap((line) => {
    const found = /^\s*(-?\d{1,9})\s*[=:：]\s*(.+)$/.exec(line);
    const label = found && readWords(found[2] ?? "");
    return label ? [{ code: Number(found[1]), label, abnormal: false }] : [];
  });
  const codes = new Set(states.map(({ code }) => code));
  return states.length > 0 && states.length === lines.length && codes.size === states.length
    ? states
    : undefined;
}

export function draftOfPoint(point: PointType): PointDraft {
  const empty = { unit: "1", low: null, high: null, counter: false, states: "" };
  const words = { whenTrue: "开 / on", whenFalse: "关 / off" };
  const common = { ...empty, ...words, zh: point.label.zh, en: point.label.en, kind: point.kind };
  switch (point.kind) {
    case "number":
      return {
        ...common,
        unit: point.unit,
        low: point.range?.[0] ?? null,
        high: point.range?.[1] ?? null,
        counter: point.counter,
      };
    case "boolean":
      return { ...common, whenTrue: both(point.words.true), whenFalse: both(point.words.false) };
    case "enum":
      return {
        ...common,
        states: point.states.map(({ code, label }) => `${code} = ${both(label)}`).join("\n"),
      };
    case "text":
      return common;
    default:
      return point satisfies never;
  }
}

/** The point as typed, over what was proposed; or everything that has to be mended first. */
export function pointOfDraft(
  draft: PointDraft,
  proposal: PointType,
):
  | { readonly ok: true; readonly point: PointType }
  | { readonly ok: false; readonly wrong: readonly DraftTrouble[] } {
  const { name, staleAfterSeconds, headline, writable } = proposal;
  const label = { zh: draft.zh.trim(), en: draft.en.trim() };
  const common = { name, label, staleAfterSeconds, headline, writable };
  const wrong: DraftTrouble[] = label.zh && label.en ? [] : ["name"];
  const done = (point: PointType) =>
    wrong.length === 0 ? ({ ok: true, point } as const) : ({ ok: false, wrong } as const);
  switch (draft.kind) {
    case "number": {
      const { low, high, counter } = draft;
      const unit = draft.unit.trim();
      if (unit === "") wrong.push("unit");
      if ((low === null) !== (high === null) || (low !== null && high !== null && low >= high))
        wrong.push("range");
      const digits = proposal.kind === "number" ? proposal.digits : 1;
      const range = low === null || high === null ? {} : { range: [low, high] as [number, number] };
      return done({ ...common, kind: "number", unit, digits, counter, ...range });
    }
    case "boolean": {
      const [yes, no] = [readWords(draft.whenTrue), readWords(draft.whenFalse)];
      if (!yes || !no) return { ok: false, wrong: [...wrong, "words"] };
      return done({ ...common, kind: "boolean", words: { true: yes, false: no } });
    }
    case "enum": {
      const states = readStates(draft.states);
      if (!states) return { ok: false, wrong: [...wrong, "states"] };
      return done({ ...common, kind: "enum", states });
    }
    case "text":
      return done({ ...common, kind: "text" });
    default:
      return draft.kind satisfies never;
  }
}
