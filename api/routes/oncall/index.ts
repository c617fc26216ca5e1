/** The routes of on call: people, rotas and routing, calls and their messages, channels, the log book, open links. */
import type { ApiApp } from "../../env.ts";
import type { OnCallPort } from "../../oncall-port.ts";
import type { RouteDeps } from "../deps.ts";
import { oncallBeginRoutes } from "./begin.ts";
import { oncallCallRoutes } from "./calls.ts";
import { oncallChannelRoutes } from "./channels.ts";
import { oncallLinkRoutes } from "./links.ts";
import { oncallLogRoutes } from "./log-book.ts";
import { oncallPeopleRoutes } from "./people.ts";
import { oncallRotaRoutes } from "./rotas.ts";
import { oncallRoutingRoutes } from "./routing.ts";
import { oncallSwapRoutes } from "./swaps.ts";

export { answerStyle } from "./answer-page.ts";
export { callView } from "./present.ts";

export function oncallRoutes(app: ApiApp, deps: RouteDeps, oncall: OnCallPort): void {
  oncallPeopleRoutes(app, deps, oncall);
  oncallRotaRoutes(app, deps, oncall);
  oncallSwapRoutes(app, deps, oncall);
  oncallRoutingRoutes(app, deps, oncall);
  oncallCallRoutes(app, deps, oncall);
  oncallBeginRoutes(app, oncall);
  oncallChannelRoutes(app, deps, oncall);
  oncallLogRoutes(app, deps, oncall);
  oncallLinkRoutes(app, deps, oncall);
}
