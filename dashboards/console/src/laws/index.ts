/**
 * The console's laws: how a value, an age, a limit or an alarm is shown and ordered.
 * Pure: the present moment, the language and the time zone are handed in.
 */
export {
  age,
  clockText,
  dateOfText,
  datesSaid,
  dateText,
  dayClockText,
  dayText,
  exactLength,
  instantText,
  monthText,
  sortableText,
  spanText,
  stampText,
  when,
} from "./age.ts";
export { type AlarmRow, grouped, lagsOf, rootsOf, rowsOf } from "./alarm-groups.ts";
export {
  type AlarmFilter,
  type AlarmState,
  byDeadline,
  byUrgency,
  dueAt,
  isHidden,
  isTakeable,
  openStates,
  type Priority,
  passes,
  priorities,
  urgencyOf,
  worst,
} from "./alarm-order.ts";
export { assetOptions, buildingOf } from "./asset-options.ts";
export { bytesText } from "./bytes.ts";
export { type Findable, find } from "./find.ts";
export { foldJournal } from "./fold-journal.ts";
export { type Freshness, freshness, isLive } from "./freshness.ts";
export { type Lang, localeOf } from "./language.ts";
export {
  broken,
  conditionText,
  type Limit,
  limitsOf,
  pointsOf,
  priorityOfState,
  roundUp,
  scaleOf,
} from "./limits.ts";
export { named } from "./named.ts";
export { hurtsAt, type Need, needId, needsOf, type Paper } from "./needs.ts";
export { phoneText } from "./phone.ts";
export { phonesNamed } from "./phones-named.ts";
export {
  type DraftTrouble,
  draftOfPoint,
  type PointDraft,
  type PointKind,
  pointKinds,
  pointOfDraft,
} from "./point-draft.ts";
export { assetOf } from "./point-id.ts";
export { recurrenceText } from "./recurrence-text.ts";
export { renewedParts } from "./renewed-parts.ts";
export { type SameMistake, sameMistakes } from "./same-mistakes.ts";
export { scheduleText, weekdayName } from "./schedule-text.ts";
export { type LineNode, type SingleLine, singleLine, treeOf } from "./single-line.ts";
export { fromTimeField, toTimeField } from "./site-time.ts";
export { stopwatch } from "./stopwatch.ts";
export { inService, type System, type SystemSummary, summarise, systems } from "./summary.ts";
export {
  appendLive,
  csvOf,
  isLongRange,
  isRange,
  type LongRange,
  longRanges,
  type Range,
  ranges,
  type ShadedSpan,
  type Slice,
  type Span,
  shadedSpans,
  spansOf,
  withGaps,
} from "./trend.ts";
export { type CurveFigures, figuresOf, panned, sketchOf, type View, zoomed } from "./trend-view.ts";
export { unitText } from "./unit.ts";
export {
  joined,
  NOTHING,
  numberText,
  type PointType,
  type Value,
  type ValueText,
  valueText,
} from "./value.ts";
export { byVisit } from "./visits.ts";
export { withinText } from "./within.ts";
export { type Bilingual, colon, comma, fill, pick, texts } from "./words.ts";
export { workBegins } from "./work-day.ts";
