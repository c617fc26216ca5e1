import { done, problem, type Result, Slug } from "../../facility/units/index.ts";

/** `facility/<site>/<gateway>/<asset>/<channel>` and `facility/<site>/<gateway>/status`. */
export type Topic =
  | {
      readonly channel: "readings" | "event" | "command" | "command/result";
      readonly site: string;
      readonly gateway: string;
      readonly asset: string;
    }
  | { readonly channel: "status"; readonly site: string; readonly gateway: string };

const ROOT = "facility";
const channels = new Set(["readings", "event", "command", "command/result"]);

export const readingsTopic = (site: string, gateway: string, asset: string): string =>
  `${ROOT}/${site}/${gateway}/${asset}/readings`;
export const eventTopic = (site: string, gateway: string, asset: string): string =>
  `${ROOT}/${site}/${gateway}/${asset}/event`;
/** `+` as asset: of every asset of the gateway. */
export const commandTopic = (site: string, gateway: string, asset: string): string =>
  `${ROOT}/${site}/${gateway}/${asset}/command`;
export const commandResultTopic = (site: string, gateway: string, asset: string): string =>
  `${commandTopic(site, gateway, asset)}/result`;
/** The server speaks here, and only here beside commands. */
export const clockTopic = (site: string, gateway: string): string => `${ROOT}/${site}/${gateway}/clock`;
export const statusTopic = (site: string, gateway: string): string => `${ROOT}/${site}/${gateway}/status`;

/** Reads a topic of ours; the problem text is fit for a dead-letter list. */
export function parseTopic(topic: string): Result<Topic> {
  const [root, site, gateway, third, ...rest] = topic.split("/");
  if (root !== ROOT || !site || !gateway || !third)
    return problem(`topic "${topic}" is not facility/<site>/<gateway>/<asset>/readings`);
  for (const part of [site, gateway])
    if (!Slug.safeParse(part).success)
      return problem(`"${part}" in topic "${topic}" is no slug: lower-case letters, digits and hyphens`);
  if (rest.length === 0)
    return third === "status"
      ? done({ channel: "status", site, gateway })
      : problem(`topic "${topic}" ends too early: …/<asset>/readings or …/status`);
  const channel = rest.join("/");
  if (!channels.has(channel))
    return problem(
      `channel "${channel}" in topic "${topic}" is unknown: readings, event, command or command/result`,
    );
  if (!Slug.safeParse(third).success)
    return problem(`"${third}" in topic "${topic}" is no slug: lower-case letters, digits and hyphens`);
  return done({ channel: channel as "readings", site, gateway, asset: third });
}
