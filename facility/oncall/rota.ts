import { z } from "zod";
import {
  CalendarDay,
  type Instant,
  isTimeZone,
  momentOf,
  Slug,
  Text,
  type Wall,
  wallOf,
} from "../units/index.ts";
import { dayNumber, dayOf, minuteOf, within } from "./day-and-minute.ts";
import { DutyRole, StaffId } from "./person.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "say hours and minutes, for example 08:00");

/** Hours of the week in which a layer is on duty; a window whose end is not after its start runs past midnight. */
export const DutyWindow = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).describe("1 is Monday; the day on which the window starts"),
  from: clock,
  to: clock,
});

/** People who take turns. */
export const RotaLayer = z.strictObject({
  id: Slug,
  name: Text,
  people: z.array(StaffId).min(1).max(50).describe("in the order of their turns"),
  atOnce: z.int().min(1).max(10).default(1).describe("so many neighbours in the list are on duty together"),
  turnDays: z.int().min(1).max(366).default(7),
  start: CalendarDay.describe("the first day of the first turn"),
  handover: clock.default("08:00").describe("when a turn ends and the next begins, on the rota's wall clock"),
  windows: z.array(DutyWindow).max(20).default([]).describe("on duty only then; all the time when empty"),
});
export type RotaLayer = z.infer<typeof RotaLayer>;

/** Somebody else for a while. With `replaces` only that person's place is taken, as in a swap. */
export const RotaOverride = z.strictObject({
  id: Slug,
  from: z.number(),
  to: z.number(),
  people: z.array(StaffId).min(1).max(10),
  replaces: StaffId.optional(),
  by: z.string().max(64).default(""),
  note: z.string().max(500).default(""),
});
export type RotaOverride = z.infer<typeof RotaOverride>;

/** A day on which these people are on duty, whatever the layers say; with nobody named the layers go on. */
export const Holiday = z.strictObject({
  day: CalendarDay,
  name: Text,
  people: z.array(StaffId).max(10).default([]),
});
export type Holiday = z.infer<typeof Holiday>;

export const Rota = z
  .strictObject({
    id: Slug,
    name: Text,
    site: z.string().min(1),
    role: DutyRole.describe("what people of this rota do while they are on"),
    timeZone: z.string().refine(isTimeZone, "name a time zone, for example Asia/Shanghai"),
    layers: z.array(RotaLayer).max(20).describe("where two have somebody, the later one counts"),
    overrides: z.array(RotaOverride).max(1_000).default([]),
    holidays: z.array(Holiday).max(400).default([]),
  })
  .refine(
    ({ overrides }) => overrides.every(({ from, to }) => to > from),
    "an override ends before it begins",
  );
export type Rota = z.infer<typeof Rota>;

/** Who is on, and what put him there. */
export interface OnDuty {
  readonly people: readonly StaffId[];
  /** A layer's id, `override`, `holiday`, or `nobody`. */
  readonly from: string;
}

/** A stretch of time with the same people on duty. */
export interface Shift extends OnDuty {
  readonly start: Instant;
  readonly end: Instant;
}

const NOBODY: OnDuty = { people: [], from: "nobody" };

/** Whose turn it is in a layer; nobody before it begins and outside its windows. */
function turnOf(layer: RotaLayer, { day, minute, weekday }: Wall): readonly StaffId[] {
  if (layer.windows.length > 0) {
    const inside = layer.windows.some(({ days, from, to }) => {
      const [start, end] = [minuteOf(from), minuteOf(to)];
      if (!within(minute, start, end)) return false;
      // After midnight it is still yesterday's window.
      const startDay = end <= start && minute < start ? ((weekday + 5) % 7) + 1 : weekday;
      return days.includes(startDay);
    });
    if (!inside) return [];
  }
  const dutyDay = dayNumber(day) - (minute < minuteOf(layer.handover) ? 1 : 0);
  const turn = Math.floor((dutyDay - dayNumber(layer.start)) / layer.turnDays);
  if (turn < 0) return [];
  const { people } = layer;
  const count = Math.min(layer.atOnce, people.length);
  return Array.from({ length: count }, (_, i) => people[(turn * count + i) % people.length]!);
}

/** Who is on duty at a moment. An override counts before a holiday, a holiday before the layers. */
export function onDuty(rota: Rota, at: Instant): OnDuty {
  const wall = wallOf(at, rota.timeZone);
  let duty = NOBODY;
  for (const layer of rota.layers) {
    const people = turnOf(layer, wall);
    if (people.length > 0) duty = { people, from: layer.id };
  }
  const holiday = rota.holidays.find(({ day, people }) => day === wall.day && people.length > 0);
  if (holiday) duty = { people: holiday.people, from: "holiday" };
  for (const { from, to, people, replaces } of rota.overrides) {
    if (at < from || at >= to) continue;
    if (replaces === undefined) duty = { people, from: "override" };
    else if (duty.people.includes(replaces))
      duty = {
        people: [...new Set(duty.people.flatMap((one) => (one === replaces ? people : [one])))],
        from: "override",
      };
  }
  return duty;
}

/** Every moment from `from` to `to` at which the answer may change. */
function edges(rota: Rota, from: Instant, to: Instant): number[] {
  const found = new Set<number>();
  const add = (at: number) => {
    if (at > from && at < to) found.add(at);
  };
  const minutes = new Set([0]);
  for (const layer of rota.layers) {
    minutes.add(minuteOf(layer.handover));
    for (const window of layer.windows) {
      minutes.add(minuteOf(window.from));
      minutes.add(minuteOf(window.to));
    }
  }
  const last = dayNumber(wallOf(to, rota.timeZone).day);
  for (let day = dayNumber(wallOf(from, rota.timeZone).day); day <= last; day++)
    for (const minute of minutes) add(momentOf(dayOf(day), minute, rota.timeZone));
  for (const override of rota.overrides) {
    add(override.from);
    add(override.to);
  }
  return [...found].sort((a, b) => a - b);
}

const same = (a: OnDuty, b: OnDuty): boolean =>
  a.from === b.from && a.people.length === b.people.length && a.people.every((one, i) => one === b.people[i]);

/** The shifts of [from, to), in order and without holes; a gap is a shift of nobody. */
export function shiftsOf(rota: Rota, from: Instant, to: Instant): Shift[] {
  const shifts: Shift[] = [];
  const starts = [from, ...edges(rota, from, to)];
  starts.forEach((start, i) => {
    const duty = onDuty(rota, start as Instant);
    const end = (starts[i + 1] ?? to) as Instant;
    const before = shifts.at(-1);
    if (before && same(before, duty)) shifts[shifts.length - 1] = { ...before, end };
    else shifts.push({ ...duty, start: start as Instant, end });
  });
  return shifts;
}

/** Who is on now and until when, and who comes next; within the next weeks. */
export function nowAndNext(
  rota: Rota,
  at: Instant,
): { readonly now: Shift; readonly next: Shift | undefined } {
  const [now, ...later] = shiftsOf(rota, at, (at + 21 * 86_400_000) as Instant);
  const next = later.find(({ people }) => people.join() !== now!.people.join());
  const endOfNow = later[0]?.start;
  return { now: endOfNow === undefined ? now! : { ...now!, end: endOfNow }, next };
}
