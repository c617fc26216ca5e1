import type { ReactNode } from "react";
import type { AlarmView } from "../../../../api/contract/index.ts";
import { useWords } from "../app/i18n.ts";
import { shapes } from "../app/tokens.ts";
import type { AlarmState, Priority } from "../laws/index.ts";
import { Icon } from "./icons.tsx";
import "./marks.css";

/** ■ ▲ ◆ ●, filled, outlined (acknowledged) or dashed (returned): the state is in the shape's edge. */
export function Shape({
  priority,
  state = "unacknowledged",
  size = 14,
}: {
  priority: Priority;
  state?: AlarmState;
  size?: number;
}): ReactNode {
  return (
    <svg
      className={`shape shape-${priority} is-${state}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={shapes[priority]} />
    </svg>
  );
}

/** Priority as colour, shape and word. */
export function PriorityMark({
  priority,
  state = "unacknowledged",
}: {
  priority: Priority;
  state?: AlarmState;
}): ReactNode {
  const t = useWords();
  return (
    <span className={`mark mark-${priority} is-${state}`}>
      <Shape priority={priority} state={state} />
      <span>{t(`priority.${priority}`)}</span>
    </span>
  );
}

/** What hides an alarm, drawn in grey instead of its shape. */
const lids = { shelved: "clock", suppressed: "link", "out-of-service": "wrench" } as const;
const isLid = (state: AlarmState): state is keyof typeof lids => state in lids;

/** The chip of an alarm: filled, outlined or dashed, grey where it is put aside; only an unseen critical one breathes. */
export function AlarmChip({ alarm }: { alarm: Pick<AlarmView, "priority" | "state"> }): ReactNode {
  const t = useWords();
  return (
    <span className={`chip chip-${alarm.priority} is-${alarm.state}`}>
      {isLid(alarm.state) ? (
        <Icon name={lids[alarm.state]} size={14} />
      ) : (
        <Shape priority={alarm.priority} state={alarm.state} size={12} />
      )}
      <span>{t(`priority.${alarm.priority}`)}</span>
      <span className="chip-state">{t(`state.${alarm.state}`)}</span>
    </span>
  );
}
