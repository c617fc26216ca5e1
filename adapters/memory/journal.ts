import type { Alarm, AlarmId, AlarmJournal, Transition } from "../../facility/alarms/index.ts";

/** The journal without a disk, for tests and for backtests, which want the law and no file. */
export function memoryJournal(): AlarmJournal {
  const lines = new Map<number, Transition>();
  const alarms = new Map<AlarmId, Alarm>();
  return {
    async write(transitions) {
      const fresh = new Map<number, Transition>();
      for (const transition of transitions) {
        const { sequence } = transition.alarm;
        if (lines.has(sequence) || fresh.has(sequence))
          throw new Error(`transition ${sequence} is already in the journal`);
        fresh.set(sequence, transition);
      }
      for (const [sequence, transition] of fresh) {
        lines.set(sequence, transition);
        alarms.set(transition.alarm.id, transition.alarm);
      }
    },
    open: async () => [...alarms.values()].filter((alarm) => alarm.state.is !== "normal"),
    counters: async () => ({
      sequence: lines.size === 0 ? 0 : [...lines.keys()].reduce((a, b) => Math.max(a, b)),
      occurrences: new Map([...alarms].map(([id, alarm]) => [id, alarm.occurrence])),
    }),
    span: async (from, to, limit) =>
      [...lines.values()]
        .filter(({ event }) => event.at >= from && event.at < to)
        .sort((a, b) => a.alarm.sequence - b.alarm.sequence)
        .slice(-limit),
    history: async ({ alarm, asset, before, limit }) =>
      [...lines.values()]
        .filter((line) => alarm === undefined || line.alarm.id === alarm)
        .filter((line) => asset === undefined || line.alarm.asset === asset)
        .filter((line) => before === undefined || line.alarm.sequence < before)
        .sort((a, b) => b.alarm.sequence - a.alarm.sequence)
        .slice(0, limit),
  };
}
