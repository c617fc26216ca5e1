/**
 * Live: the plant as it is this second. Stores outside React hold values, alarms and the state of the link,
 * so that one changed value redraws one cell; the socket is the only file that knows the protocol.
 */
export type { AlarmBoard } from "./alarms.ts";
export {
  alarms,
  calls,
  freshnessAt,
  isLinked,
  link,
  type Ring,
  runs,
  serverNow,
  startLive,
  useAlarmBoard,
  useCalls,
  useFreshness,
  useLatest,
  useLink,
  useLinkIs,
  useRoom,
  useRuns,
  useTicking,
  values,
} from "./hooks.ts";
export type { Link } from "./link.ts";
export { valuesOf } from "./values.ts";
