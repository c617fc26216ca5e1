import type { Effect } from "../../facility/emergency/index.ts";
import type { DutyRole, Notice, Notifier } from "../../facility/oncall/index.ts";
import type { Clock, Instant, Text } from "../../facility/units/index.ts";
import { text } from "../../facility/units/index.ts";
import type { Commands } from "./ports.ts";

/** A command older than this is not repeated after a crash: the plant may be another by then. */
const COMMAND_NEWS_MS = 30_000;

export const isStale = (effect: Effect, now: Instant): boolean =>
  effect.do === "command" && now - effect.at > COMMAND_NEWS_MS;

interface Of {
  readonly run: string;
  readonly site: string;
  readonly drill: boolean;
  /** The alarms that began it. */
  readonly causes: readonly string[];
}

/** Does what the law asked for; the same effect again does nothing again, but for a command, which says what it sets. */
export async function carryOut(
  effect: Effect,
  of: Of,
  { notifier, commands, clock }: { notifier: Notifier; commands: Commands; clock: Clock },
): Promise<{ ok: boolean; words: Text } | undefined> {
  switch (effect.do) {
    case "tell": {
      const roles = effect.to.length > 0 ? onDuty(effect.to, of.site, notifier, clock()) : [];
      for (const role of roles)
        await notifier.send(notice(effect, of, `${effect.key}@${role}`, { to: "role", role, site: of.site }));
      if (effect.person !== undefined)
        await notifier.send(notice(effect, of, `${effect.key}@person`, { to: "person", id: effect.person }));
      return undefined;
    }
    case "settle": {
      for (const part of [...ROLES, "person"]) await notifier.settle(`${effect.key}@${part}`);
      return undefined;
    }
    case "command": {
      return commands.command({
        point: `${effect.asset}.${effect.point}`,
        value: effect.value,
        by: effect.by === "plan" ? `run ${of.run}` : effect.by,
      });
    }
    default:
      return effect satisfies never;
  }
}

const ROLES: readonly DutyRole[] = ["desk", "technician", "engineer", "manager", "guard", "contractor"];

/** Those roles, with the desk and the manager in place of one whom nobody has at present. */
function onDuty(to: readonly DutyRole[], site: string, notifier: Notifier, at: Instant): readonly DutyRole[] {
  const found = to.flatMap((role): readonly DutyRole[] =>
    notifier.whoIsOn({ site, role, at }).length > 0 ? [role] : ["desk", "manager"],
  );
  return [...new Set(found)];
}

const marked = (words: Text, drill: boolean): Text =>
  drill ? text(`[DRILL] ${words.en}`, `【演练】${words.zh}`) : words;

const notice = (
  effect: Extract<Effect, { do: "tell" }>,
  of: Of,
  key: string,
  audience: Notice["audience"],
): Notice => ({
  key,
  site: of.site,
  audience,
  title: marked(effect.title, of.drill),
  body: marked(effect.body, of.drill),
  urgency: of.drill && effect.urgency === "life-safety" ? "urgent" : effect.urgency,
  about: { kind: "run", id: of.run },
  link: `/emergencies/${of.run}`,
  ...(of.causes.length > 0 ? { causes: of.causes } : {}),
  ...(of.drill ? { drill: true as const } : {}),
  answerable: effect.answerable,
  at: effect.at,
});
