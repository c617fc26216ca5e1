import { queryOptions } from "@tanstack/react-query";
import type {
  BegunSecondFactor,
  EnrolledPeople,
  RecoveryCodes,
  SecondFactorView,
  SessionList,
} from "../../../../../../api/contract/index.ts";
import { call } from "../../../app/api.ts";

export const factorQuery = queryOptions({
  queryKey: ["second-factor"],
  queryFn: () => call<SecondFactorView>("GET", "/api/second-factor"),
});
export const enrolledQuery = queryOptions({
  queryKey: ["second-factor", "people"],
  queryFn: () => call<EnrolledPeople>("GET", "/api/second-factor/people"),
});
export const sessionsQuery = queryOptions({
  queryKey: ["open-sessions"],
  queryFn: () => call<SessionList>("GET", "/api/sessions"),
});

export const beginFactor = (password: string) =>
  call<BegunSecondFactor>("POST", "/api/second-factor", { password });
export const confirmFactor = (code: string) =>
  call<RecoveryCodes>("POST", "/api/second-factor/confirm", { code });
export const removeFactor = (password: string, code: string) =>
  call<void>("POST", "/api/second-factor/remove", { password, code });
export const resetFactor = (username: string) =>
  call<void>("DELETE", `/api/people/${encodeURIComponent(username)}/second-factor`);
export const endSession = (id: string) => call<void>("DELETE", `/api/sessions/${encodeURIComponent(id)}`);
export const endOtherSessions = () => call<void>("DELETE", "/api/sessions");
