/**
 * What a page works out by itself while somebody looks: money in words, the sums of a plan's years, steps of an axis.
 * Without the schemas, which a browser need not load.
 */
export { ticksTo } from "../charts.ts";
export { planYears } from "../plan.ts";
export { medianLife } from "../weibull.ts";
export { yuan } from "../words.ts";
