import { done, problem, type Result } from "../facility/units/index.ts";
import { isSparkplug, maySubscribeSparkplug, parseSparkplugTopic, parseTopic } from "./contract/index.ts";

/** Who is on the line: the user name a gateway signs in with is `<site>/<gateway>`. */
export interface Identity {
  readonly site: string;
  readonly gateway: string;
}

export function identityOf(username: string): Identity | undefined {
  const [site, gateway, rest] = username.split("/");
  return site && gateway && rest === undefined ? { site, gateway } : undefined;
}

/** A gateway publishes under its own `<site>/<gateway>` only; commands are for the server to give. */
export function mayPublish(who: Identity, topic: string): Result<void> {
  if (isSparkplug(topic)) {
    const parsed = parseSparkplugTopic(topic);
    if (!parsed.ok) return parsed;
    const { site, gateway } = parsed.value;
    return site === who.site && gateway === who.gateway
      ? done(undefined)
      : problem(`gateway ${who.site}/${who.gateway} may not publish for ${site}/${gateway}`);
  }
  const parsed = parseTopic(topic);
  if (!parsed.ok) return parsed;
  const { site, gateway, channel } = parsed.value;
  if (site !== who.site || gateway !== who.gateway)
    return problem(`gateway ${who.site}/${who.gateway} may not publish for ${site}/${gateway}`);
  if (channel === "command") return problem(`gateway ${who.site}/${who.gateway} may not give commands`);
  return done(undefined);
}

/** A gateway hears what is meant for it, nothing else. */
export const maySubscribe = (who: Identity, filter: string): boolean =>
  filter.startsWith(`facility/${who.site}/${who.gateway}/`) || maySubscribeSparkplug(who, filter);
