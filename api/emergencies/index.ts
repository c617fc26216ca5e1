/** Emergencies as callers see them: runs in lines and whole, reports with the trends around the event. */
export { personName, runSummary, runView } from "./present-run.ts";
export { plotsOf, reportOf } from "./report.ts";
