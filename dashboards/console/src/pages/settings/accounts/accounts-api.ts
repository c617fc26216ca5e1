import { queryOptions } from "@tanstack/react-query";
import type {
  ChangePerson,
  IssuedToken,
  NewPerson,
  NewToken,
  PersonChanged,
  PersonList,
  Role,
  SessionView,
  TokenList,
} from "../../../../../../api/contract/index.ts";
import { call } from "../../../app/api.ts";

/** From the least to the most, as the contract has them; it is not loaded for five words. */
export const ROLES = [
  "viewer",
  "technician",
  "engineer",
  "manager",
  "admin",
] as const satisfies readonly Role[];
/** As the contract asks of a password (NewPassword). */
export const LEAST_PASSWORD = 8;

export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  queryFn: () => call<PersonList>("GET", "/api/people"),
});
export const addAccount = (person: NewPerson) => call<SessionView>("POST", "/api/people", person);
export const changeAccount = (username: string, change: ChangePerson) =>
  call<PersonChanged>("PATCH", `/api/people/${encodeURIComponent(username)}`, change);
export const setPassword = (username: string, password: string) =>
  call<void>("POST", `/api/people/${encodeURIComponent(username)}/password`, { password });

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: () => call<TokenList>("GET", "/api/tokens"),
});
export const makeToken = (token: NewToken) => call<IssuedToken>("POST", "/api/tokens", token);
export const endToken = (id: string) => call<void>("DELETE", `/api/tokens/${encodeURIComponent(id)}`);
