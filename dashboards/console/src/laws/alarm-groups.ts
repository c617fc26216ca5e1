import type { AlarmView } from "../../../../api/contract/index.ts";

/** One line of the grouped list: an alarm, and what it stands for. */
export interface AlarmRow {
  readonly alarm: AlarmView;
  /** 0 stands for itself, 1 belongs to the row above it. */
  readonly depth: 0 | 1;
  /** What it stands for beside itself: its consequences, or those alike. Empty at depth 1. */
  readonly under: readonly AlarmView[];
  readonly kind: "cause" | "alike" | "alone";
  /**
   * The first of an event of several: `cause` of a cause and its consequences, `near` of those that came one after
   * the other in one system of one building.
   */
  readonly first: "cause" | "near" | false;
  /** Time after the event's first, for what belongs to a cause; ms. */
  readonly afterMs?: number;
}

/** Longer than this after the one before, it is another event. */
const NEAR_MS = 120_000;

const since = (alarm: AlarmView): number => alarm.raisedAt ?? alarm.changedAt;
const byTime = (a: AlarmView, b: AlarmView): number => since(a) - since(b) || a.sequence - b.sequence;

/** The first of each event among alarms in plain sight: of one system in one building, each soon after the one before. */
export function firstsOf(open: readonly AlarmView[]): ReadonlySet<string> {
  const places = new Map<string, AlarmView[]>();
  for (const alarm of open) {
    const place = `${alarm.system} ${alarm.places[0]?.id ?? alarm.asset}`;
    const list = places.get(place);
    if (list) list.push(alarm);
    else places.set(place, [alarm]);
  }
  const firsts = new Set<string>();
  for (const list of places.values()) {
    list.sort(byTime);
    let first = 0;
    for (let i = 1; i < list.length; i++) {
      if (since(list[i]!) - since(list[i - 1]!) > NEAR_MS) first = i;
      else firsts.add(list[first]!.id);
    }
  }
  return firsts;
}

/** How long after the first of them each came, by its id; ms. */
export function lagsOf(alarms: readonly AlarmView[]): ReadonlyMap<string, number> {
  const first = alarms.reduce((least, alarm) => Math.min(least, since(alarm)), Number.POSITIVE_INFINITY);
  return new Map(alarms.map((alarm) => [alarm.id, since(alarm) - first]));
}

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
  const firsts = firstsOf(open);
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
      first: firstAmong(alarm, consequences) ? "cause" : firsts.has(alarm.id) && "near",
    });
  }
  return rows;
}

const firstAmong = (alarm: AlarmView, others: readonly AlarmView[]): boolean =>
  others.length > 0 && others.every((each) => byTime(alarm, each) <= 0);

/** The rows as they are drawn: those belonging to an unfolded one follow it, first-out first. */
export function rowsOf(groups: readonly AlarmRow[], unfolded: ReadonlySet<string>): AlarmRow[] {
  return groups.flatMap((row) => {
    if (row.under.length === 0 || !unfolded.has(row.alarm.id)) return [row];
    const all = [row.alarm, ...row.under];
    const [earliest] = all.toSorted(byTime);
    const lags = row.kind === "cause" ? lagsOf(all) : undefined;
    return [
      row,
      ...row.under.map(
        (alarm): AlarmRow => ({
          alarm,
          depth: 1,
          under: [],
          kind: "alone",
          first: row.kind === "cause" && alarm === earliest && "cause",
          ...(lags ? { afterMs: lags.get(alarm.id) ?? 0 } : {}),
        }),
      ),
    ];
  });
}
