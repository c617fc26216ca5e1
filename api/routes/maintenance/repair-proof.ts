import { type AlarmId, isActive } from "../../../facility/alarms/index.ts";
import { type Order, type Proof, proofOf, QUIET_FOR } from "../../../facility/maintenance/index.ts";
import { instant } from "../../../facility/units/index.ts";
import type { RouteDeps } from "../deps.ts";

/** Raises and clears of one rule that are looked through for the last of each. */
const MOST = 200;

/** How far telemetry has come in proving that an order's repair holds; null where nothing is being proven. */
export async function repairProof(
  { desk, board, model, clock }: Pick<RouteDeps, "desk" | "board" | "model" | "clock">,
  { state, source, asset }: Pick<Order, "state" | "source" | "asset">,
): Promise<Proof | null> {
  if (state.is !== "done" || source.kind !== "alarm") return null;
  const id = source.id.split("#")[0] as AlarmId;
  const alarm = desk.get(id);
  const lines = await desk.history({ alarm: id, limit: MOST });
  const last = (on: "raise" | "clear") => lines.find(({ event }) => event.on === on)?.event.at;
  const points = (asset === undefined ? undefined : model().assets.get(asset))?.points ?? [];
  const heard = points.reduce((at, { index }) => Math.max(at, board.at(index)), 0);
  const proof = proofOf({
    doneAt: state.doneAt,
    now: clock(),
    quietFor: QUIET_FOR,
    active: alarm !== undefined && isActive(alarm.state),
    raisedAt: last("raise"),
    clearedAt: last("clear"),
    heardAt: heard === 0 ? undefined : instant(heard),
  });
  return proof ?? null;
}
