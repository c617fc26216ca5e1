import type { Run, Told } from "./run.ts";
import type { RunEvent } from "./run-events.ts";
import { type Advanced, Work } from "./work.ts";

/** What became of a message; a first answer ends the step that waited for it. */
export function receipt(run: Run, event: Extract<RunEvent, { on: "receipt" }>): Advanced {
  const told = run.told.find(({ key }) => key === event.key);
  if (!told) return { run, effects: [], entries: [] };
  const { on: _, key: __, ...receipt } = event;
  const same = (one: Told["receipts"][number]) =>
    one.state === receipt.state && one.person === receipt.person && one.channel === receipt.channel;
  if (told.receipts.some(same)) return { run, effects: [], entries: [] };
  const { at } = event;
  const work = new Work(run, at, "UTC");
  work.setTold(
    run.told.map((one) => (one === told ? { ...one, receipts: [...one.receipts, receipt] } : one)),
  );
  return work.done();
}
