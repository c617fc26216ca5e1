/**
 * Units: the small words that every room shares: time, ids, texts in two languages, results.
 * Pure, no clock: the present moment is always handed in.
 */
export { CalendarDay } from "./day.ts";
export { FileRef, FileType, filesReferredTo, fileTypeOf } from "./file-ref.ts";
export { type AssetId, assetId, type PointId, PointName, pointId, type SiteId, Slug } from "./ids.ts";
export { inChinese } from "./in-chinese.ts";
export { nameInBoth } from "./names.ts";
export { printedUnit } from "./printed-unit.ts";
export { done, type Problem, problem, type Result, saidInBoth } from "./result.ts";
export { Text, text } from "./text.ts";
export {
  after,
  type Clock,
  elapsed,
  hours,
  type In,
  type Instant,
  instant,
  type Millis,
  millis,
  minutes,
  seconds,
} from "./time.ts";
export { uncited } from "./uncited.ts";
export { isTimeZone, momentOf, type Wall, wallOf } from "./wall.ts";
