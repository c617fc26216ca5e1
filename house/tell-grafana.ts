import type { Note, Notes } from "../adapters/influx/index.ts";
import { type AlarmJournal, isActive, Priority, type Transition } from "../facility/alarms/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import { assetId, type Clock } from "../facility/units/index.ts";
import type { Core } from "./core.ts";
import type { Log } from "./log.ts";

const EVERY_MS = 10_000;
const AT_ONCE = 1_000;

/**
 * Tells Grafana, by way of the InfluxDB that keeps the readings, what is no reading: `alarms`, a row for each line of
 * the alarm journal, `server` and `site`, how the house does, and `console`, where it is. The journal is followed by its sequence, which InfluxDB itself
 * remembers: after an outage of either, what is missing is told then.
 */
export function tellGrafana(options: {
  readonly notes: Notes;
  readonly core: Pick<Core, "intake" | "remote" | "desk" | "model" | "broker">;
  readonly journal: Pick<AlarmJournal, "history" | "counters">;
  /** Where people reach the console at present, for links back from the dashboards. */
  readonly console: () => string;
  readonly clock: Clock;
  readonly log: Pick<Log, "warn">;
  readonly everyMs?: number;
}): { close(): Promise<void> } {
  const { notes, core, journal, clock, log } = options;
  let told: number | undefined;
  let trouble = "";

  const tellJournal = async (): Promise<void> => {
    told ??= (await notes.highest("alarms", "sequence")) ?? 0;
    const { sequence } = await journal.counters();
    while (told < sequence) {
      const next = Math.min(sequence, told + AT_ONCE);
      const lines = await journal.history({ before: next + 1, limit: next - told });
      await notes.write(lines.map((line) => alarmNote(line, core.model())));
      told = next;
    }
  };
  const turn = async (): Promise<void> => {
    try {
      await tellJournal();
      const url = options.console().replace(/\/$/, "");
      await notes.write([
        ...serverNotes(core, clock()),
        { measurement: "console", tags: { url }, fields: { seen: 1 }, at: clock() },
      ]);
      trouble = "";
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== trouble) log.warn(`Grafana is told of alarms later: ${why}`);
      trouble = why;
    }
  };
  let running: Promise<void> = turn();
  const timer = setInterval(() => {
    running = running.then(turn);
  }, options.everyMs ?? EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      await running;
      notes.close();
    },
  };
}

/** A line of the journal. The sequence keeps two of one moment apart, as the time alone would not. */
function alarmNote({ alarm, event, actor, reason }: Transition, model: AssetModel): Note {
  const asset = model.assets.get(alarm.asset);
  const rule = asset?.rules.find(({ id }) => id === alarm.rule);
  const site = alarm.asset.slice(0, alarm.asset.indexOf("."));
  return {
    measurement: "alarms",
    tags: {
      site,
      asset: alarm.asset,
      rule: alarm.rule,
      event: event.on,
      priority: rule?.priority ?? "",
      system: asset?.type.system ?? "",
    },
    fields: {
      sequence: alarm.sequence,
      occurrence: alarm.occurrence,
      active: isActive(alarm.state) ? 1 : 0,
      state: alarm.state.is,
      title: rule ? `${asset?.name.en} ${asset?.name.zh} · ${rule.title.en} ${rule.title.zh}` : alarm.id,
      actor,
      reason,
    },
    at: alarm.changedAt,
  };
}

function serverNotes(
  { intake, remote, desk, model, broker }: Pick<Core, "intake" | "remote" | "desk" | "model" | "broker">,
  at: number,
): Note[] {
  const report = intake.report();
  const spool = remote?.spool.report();
  const present = model();
  const notes: Note[] = [
    {
      measurement: "server",
      tags: {},
      fields: {
        messages: report.messages,
        readings: report.readings,
        refused: Object.values(report.refused).reduce((sum, count) => sum + count, 0),
        storing: report.storing ? 1 : 0,
        spool_readings: spool?.waiting ?? 0,
        spool_bytes: spool?.waitingBytes ?? 0,
        rss_bytes: process.memoryUsage().rss,
        cpu_seconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
      },
      at,
    },
  ];
  for (const { id } of present.sites) {
    const open = desk.open().filter(({ asset }) => asset.startsWith(`${id}.`));
    const gateways = present.gateways.filter(({ site }) => site === id);
    const count = (priority: Priority) =>
      open.filter(({ asset, rule, state }) => {
        const known = present.assets.get(asset)?.rules.find((one) => one.id === rule);
        return isActive(state) && known?.priority === priority;
      }).length;
    notes.push({
      measurement: "site",
      tags: { site: id },
      fields: {
        ...Object.fromEntries(Priority.options.map((priority) => [`open_${priority}`, count(priority)])),
        gateways: gateways.length,
        gateways_online: gateways.filter(({ gateway }) => broker.online(assetId(id, gateway.id)).online)
          .length,
      },
      at,
    });
  }
  return notes;
}
