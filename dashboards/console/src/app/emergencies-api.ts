import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type {
  ActOnStep,
  DrillCalendar,
  PlanDrill,
  PlannedDrill,
  PlanVersionView,
  ReportView,
  ReviewBody,
  RollEntryView,
  RunNote,
  RunSummary,
  RunView,
  SavePlan,
  SiteProfile,
  StandDown,
  StartRun,
} from "../../../../api/contract/index.ts";
import type { FileRef } from "../../../../facility/units/index.ts";
import { call } from "./api.ts";

const run = (id: string, path = "") => `/api/emergencies/runs/${encodeURIComponent(id)}${path}`;

export const runsQuery = queryOptions({
  queryKey: ["runs", "list"],
  queryFn: () => call<{ runs: readonly RunSummary[] }>("GET", "/api/emergencies/runs?limit=100"),
});
export const runQuery = (id: string) =>
  queryOptions({ queryKey: ["runs", "one", id], queryFn: () => call<RunView>("GET", run(id)) });
export const reportQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ["runs", "report", id, language],
    queryFn: () => call<ReportView>("GET", run(id, `/report?language=${language}`)),
  });
export const plansQuery = (site: string) =>
  queryOptions({
    queryKey: ["plans", site],
    queryFn: () => call<{ plans: readonly PlanVersionView[] }>("GET", `/api/emergencies/plans?site=${site}`),
  });
export const versionsQuery = (site: string, plan: string) =>
  queryOptions({
    queryKey: ["plans", site, plan],
    queryFn: () =>
      call<{ plans: readonly PlanVersionView[] }>(
        "GET",
        `/api/emergencies/plans/${encodeURIComponent(plan)}/versions?site=${site}`,
      ),
  });
export const calendarQuery = (site: string) =>
  queryOptions({
    queryKey: ["drills", site],
    queryFn: () => call<DrillCalendar>("GET", `/api/emergencies/calendar?site=${site}`),
  });

/** Where the browser opens the report as a PDF. */
export const pdfPath = (id: string, language: "en" | "zh", form: "report" | "authority" = "report") =>
  run(id, `/report.pdf?language=${language}&form=${form}`);

export const startRun = (body: StartRun) => call<RunView>("POST", "/api/emergencies/runs", body);
export const actOnStep = (id: string, step: string, body: ActOnStep) =>
  call<RunView>("POST", run(id, `/steps/${encodeURIComponent(step)}`), body);
export const rollCall = (id: string, step: string, entry: z.infer<typeof RollEntryView>) =>
  call<RunView>("POST", run(id, "/roll"), { step, entry });
export const writeNote = (id: string, body: RunNote) => call<RunView>("POST", run(id, "/notes"), body);
export const handOver = (id: string, to: string) => call<RunView>("POST", run(id, "/command"), { to });
export const attend = (id: string, names: readonly string[]) =>
  call<RunView>("POST", run(id, "/attendance"), { names });
export const standDown = (id: string, body: StandDown) => call<RunView>("POST", run(id, "/stand-down"), body);
export const resumeDrill = (id: string) => call<RunView>("POST", run(id, "/resume"), {});
export const saveReview = (id: string, body: ReviewBody) => call<RunView>("PUT", run(id, "/review"), body);
export const orderOf = (id: string, measure: string) =>
  call<RunView>("POST", run(id, "/orders"), { measure });
export const savePlan = (site: string, plan: string, body: SavePlan) =>
  call<PlanVersionView>("PUT", `/api/emergencies/plans/${encodeURIComponent(plan)}?site=${site}`, body);
export const saveProfile = (site: string, profile: SiteProfile) =>
  call<DrillCalendar>("PUT", `/api/emergencies/profile?site=${site}`, profile);
export const planDrill = (body: PlanDrill) => call<PlannedDrill>("POST", "/api/emergencies/drills", body);
export const beginDrill = (id: string) => call<RunView>("POST", `/api/emergencies/drills/${id}/begin`, {});
export const cancelDrill = (id: string, why: string) =>
  call<PlannedDrill>("POST", `/api/emergencies/drills/${id}/cancel`, { why });
export const keepFile = (name: string, file: Blob) =>
  call<FileRef>("POST", `/api/files?name=${encodeURIComponent(name)}`, file);
