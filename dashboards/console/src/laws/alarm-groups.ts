import type { AlarmView } from "../../../../api/contract/index.ts";

/** One line of the grouped list: an alarm, and what it stands for. */
export interface AlarmRow {
  readonly alarm: AlarmView;
  /** 0 stands for itself, 1 belongs to the row above it. */
  readonly depth: 0 | 1;
  /** What it stands for beside itself: its consequences, or those alike. Empty at depth 1. */
  readonly under: readonly AlarmView[];
  readonly kind: "cause" | "alike" | "alone";
  /** The first of an event of several. */
  readonly first: boolean;
}

const since = (alarm: AlarmView): number => alarm.raisedAt ?? alarm.changedAt;
const byTime = (a: AlarmView, b: AlarmView): number => since(a) - since(b) || a.sequence - b.sequence;

/** For each suppressed alarm the one at the root of its causes; a cause that is itself suppressed passes it on. */
export function rootsOf(hidden: readonly AlarmView[]): ReadonlyMap<string, string> {
  const causeOf = new Map(
    hidden.flatMap((alarm) => (alarm.causes[0] ? [[alarm.id, alarm.causes[0].alarm] as const] : [])),
  );
  const roots = new Map<string, string>();
  for (const id of causeOf.keys()) {
    const seen = new Set([id]);
    let root = causeOf.get(id) ?? id;
    for (let next = causeOf.get(root); next !== undefined && !seen.has(next); next = causeOf.get(root)) {
      seen.add(root);
      root = next;
    }
    roots.set(id, root);
  }
  return roots;
}

/**
 * Open alarms with what belongs to them. Consequences lie under their cause always; where alarms come too fast, those
 * of one kind in one building lie together too. What protects people stands alone.
 */
export function grouped(
  open: readonly AlarmView[],
  hidden: readonly AlarmView[],
  alikeToo: boolean,
): AlarmRow[] {
  const roots = rootsOf(hidden);
  const under = new Map<string, AlarmView[]>();
  for (const alarm of hidden) {
    const root = roots.get(alarm.id);
    if (root === undefined || alarm.state !== "suppressed") continue;
    const list = under.get(root);
    if (list) list.push(alarm);
    else under.set(root, [alarm]);
  }
  const rows: AlarmRow[] = [];
  // Ten thousand may be alike: those of a kind gather in one list, made once.
  const groups = new Map<string, { readonly place: number; readonly under: AlarmView[] }>();
  for (const alarm of open) {
    const consequences = under.get(alarm.id)?.sort(byTime) ?? [];
    const kind = `${alarm.system} ${alarm.rule} ${alarm.places[0]?.id ?? ""} ${alarm.state}`;
    const mayJoin = alikeToo && !alarm.lifeSafety && consequences.length === 0;
    const group = mayJoin ? groups.get(kind) : undefined;
    if (group) {
      const row = rows[group.place]!;
      if (row.kind === "alone") rows[group.place] = { ...row, kind: "alike", under: group.under };
      group.under.push(alarm);
      continue;
    }
    if (mayJoin) groups.set(kind, { place: rows.length, under: [] });
    rows.push({
      alarm,
      depth: 0,
      under: consequences,
      kind: consequences.length > 0 ? "cause" : "alone",
      first: consequences.length > 0 && consequences.every((each) => byTime(alarm, each) <= 0),
    });
  }
  return rows;
}

/** The rows as they are drawn: those belonging to an unfolded one follow it, first-out first. */
export function rowsOf(groups: readonly AlarmRow[], unfolded: ReadonlySet<string>): AlarmRow[] {
  return groups.flatMap((row) => {
    if (row.under.length === 0 || !unfolded.has(row.alarm.id)) return [row];
    const [earliest] = [row.alarm, ...row.under].sort(byTime);
    return [
      row,
      ...row.under.map(
        (alarm): AlarmRow => ({
          alarm,
          depth: 1,
          under: [],
          kind: "alone",
          first: row.kind === "cause" && alarm === earliest,
        }),
      ),
    ];
  });
}
